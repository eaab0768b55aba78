// The page's own script: starts the program where the page's address says, and keeps what comes of it.
const asked = new URLSearchParams(location.search);
const base = new URL(asked.get("base"), location.href);
const setup = JSON.parse(asked.get("setup"));
const strange = [];
const at = (name, folder = "browser") => new URL(`${folder}/${name}`, base).href;
const MODULE = { type: "module" };
const PATIENCE_MS = 20_000;

const failure = (target) =>
  new Promise((_, reject) => {
    target.onerror = (event) => reject(new Error(event.message ?? "its script did not load"));
  });

const answer = (target) =>
  new Promise((resolve) => {
    target.onmessage = ({ data }) => resolve(data);
  });

const places = {
  async window() {
    const { program } = await import(at("program.js"));
    return program(setup);
  },
  async slim() {
    const { program } = await import(at("page.js", "slim"));
    return program(setup, asked.get("form"));
  },
  async dedicated() {
    const worker = new Worker(at("dedicated.js"), MODULE);
    worker.postMessage(setup);
    return Promise.race([answer(worker), failure(worker)]);
  },
  async shared() {
    const worker = new SharedWorker(at("shared.js"), MODULE);
    worker.port.postMessage(setup);
    return Promise.race([answer(worker.port), failure(worker)]);
  },
  async service() {
    const registration = await navigator.serviceWorker.register(at("service.js"), MODULE);
    const worker = registration.installing ?? registration.waiting ?? registration.active;
    const { port1, port2 } = new MessageChannel();
    worker.postMessage(setup, [port2]);
    const told = await answer(port1);
    await registration.unregister();
    return told;
  },
};

/** A page that forbids its scripts to make scripts out of text must really do so. */
function evaluates() {
  try {
    return (0, eval)("true");
  } catch {
    return false;
  }
}

/** Not every browser tells a page that a worker's import failed; the next page must not wait for this one. */
const late = () =>
  new Promise((_, reject) => {
    setTimeout(() => reject(new Error("nothing came of it")), PATIENCE_MS);
  });

async function begin() {
  try {
    const result = await Promise.race([places[asked.get("place")](), late()]);
    if (asked.has("strict") && evaluates()) strange.push("The page lets text become a script.");
    return JSON.stringify({ ...result, strange: [...strange, ...(result.strange ?? [])] });
  } catch (error) {
    return JSON.stringify({ failure: `${error}\n${error?.stack}`, strange });
  }
}

addEventListener("securitypolicyviolation", ({ violatedDirective, sample, blockedURI }) => {
  if (blockedURI !== "eval") strange.push(`The page's policy forbade ${blockedURI} ${sample} (${violatedDirective}).`);
});
addEventListener("unhandledrejection", ({ reason }) => strange.push(`Nobody caught ${reason}.`));
window.finished = begin();
