import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";

import { start, until } from "./process.js";

const DRIVER = process.env.CARDLATCH_WEBKIT_DRIVER ?? process.env.WEBKIT_DRIVER ?? "/usr/bin/WebKitWebDriver";
const XVFB = process.env.CARDLATCH_XVFB ?? process.env.XVFB ?? "/usr/bin/Xvfb";
const SCRIPT_MS = 60_000;

/** Its own sandbox wants rights that containers and root do not give; the page is ours. */
const UNCONFINED = { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1" };
/** Nothing of a desktop is there. */
const ALONE = { GDK_BACKEND: "x11", NO_AT_BRIDGE: "1", GSETTINGS_BACKEND: "memory", LIBGL_ALWAYS_SOFTWARE: "1" };

async function freePort() {
  const server = createServer();
  const port = await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server.address().port)));
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A display without a screen. */
async function startDisplay() {
  const args = ["-displayfd", "1", "-nolisten", "tcp", "-screen", "0", "800x600x24"];
  const display = start(XVFB, args, { stdio: ["ignore", "pipe", "ignore"] });
  // Until the end of the line: a display that cannot write it ends.
  const [number] = await Promise.race([once(createInterface(display.child.stdout), "line"), display.gone]);
  display.child.stdout.unref();
  return { ...display, name: `:${number.trim()}` };
}

/** The WebDriver protocol over HTTP. */
function driverAt(port) {
  return async function ask(method, path, body) {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = await response.json();
    if (value?.error) throw new Error(`${path}: ${value.error}: ${value.message}`);
    return value;
  };
}

export async function startWebKit() {
  const { HOME, PATH } = process.env;
  const display = await startDisplay();
  const port = await freePort();
  const env = { HOME, PATH, DISPLAY: display.name, ...UNCONFINED, ...ALONE };
  const driver = start(DRIVER, [`--port=${port}`, "--host=127.0.0.1"], { env });
  const ask = driverAt(port);
  await until(() => ask("GET", "/status"), driver.gone);
  // Without a name of a browser it takes the MiniBrowser of its own version.
  const options = { "webkitgtk:browserOptions": { args: ["--automation"] } };
  const { sessionId, capabilities } = await ask("POST", "/session", { capabilities: { alwaysMatch: options } });
  const session = `/session/${sessionId}`;
  await ask("POST", `${session}/timeouts`, { script: SCRIPT_MS });
  let last = Promise.resolve();

  async function finished(url) {
    await ask("POST", `${session}/url`, { url });
    const script = "const [done] = arguments; window.finished.then(done);";
    return ask("POST", `${session}/execute/async`, { script, args: [] });
  }
  return {
    version: `webkitgtk ${capabilities.browserVersion}`,
    /** One page after the other: there is one window. */
    finished(url) {
      last = last.catch(() => {}).then(() => finished(url));
      return last;
    },
    async close() {
      await ask("DELETE", session).catch(() => {});
      driver.end();
      display.end();
    },
  };
}
