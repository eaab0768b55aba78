// Every sample of every document: it compiles against the installed package, and it does what its text says. A new
// sample has its line in TESTS, with what must come of it.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";

import { PNG_BASE64 } from "../package/scenarios/pictures.js";
import { CARDS, PHOTO_PROGRAM, PLAIN_PROGRAM } from "../package/scenarios/world.js";
import { consumer, installed } from "../package/support/consumer.js";
import { CardClient, fails, startSandbox } from "../package/support/package.js";
import { bun, deno } from "../runtimes/index.js";
import { codeNow } from "./support/codes.js";
import { checkLines, requestOf } from "./support/commands.js";
import { root } from "./support/documents.js";
import { edgeLight, worker } from "./support/hosts.js";
import { usePages } from "./support/pages.js";
import { builtOf, fileOf, folder, imported, isCode, isElsewhere, run, samples, typeCheck, writeSamples } from "./support/samples.js";

const { active, frozen, silent } = CARDS.yativo;
const world = {};

before(async () => {
  const callbacks = await relay();
  const sandbox = await startSandbox({ log: false, settleMs: Infinity, cors: true, callbackUrl: `${callbacks.url}/callbacks/a%20secret%20of%20at%20least%2016%20letters` });
  await writeSamples({ "127.0.0.1:4010": new URL(sandbox.url).host, "8788": "0" });
  Object.assign(world, { sandbox, callbacks, yours: (await import(join(folder, "built/yours.js"))) });
  Object.assign(world.yours.secrets, { yativo: sandbox.issuers.yativo, arthaV1: sandbox.issuers["artha-v1"] });
  Object.assign(world.yours.vault, { ...sandbox.issuers.ibanera, url: sandbox.issuers.ibanera.baseUrl });
});
after(async () => {
  await world.sandbox?.close();
  world.callbacks?.close();
});
beforeEach(() => {
  world.sandbox.admin.reset();
  Object.assign(world.yours.world, { told: [], tasks: [] });
});

const client = (issuer = "yativo") => new CardClient({ issuer: world.sandbox.issuers[issuer] });
const fault = (name, more) => world.sandbox.admin.addFault({ issuer: "yativo", route: "update", fault: name, ...more });
const executed = () => world.sandbox.admin.executions().map(({ action, cardId }) => [action, cardId]);
const node = (name, file = builtOf(name)) => run(process.execPath, [file], { timeout: 20_000 });
const pages = usePages(world);

/** Where callbacks go before what takes them is there. */
async function relay() {
  const told = { take: undefined, seen: 0 };
  const server = createServer(async (incoming, outgoing) => {
    const chunks = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const request = new Request(`http://127.0.0.1${incoming.url}`, { method: incoming.method, headers: incoming.headers, body: Buffer.concat(chunks) });
    const response = (await told.take?.(request)) ?? new Response(null, { status: 503 });
    told.seen += 1;
    outgoing.writeHead(response.status).end(await response.text());
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return Object.assign(told, { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() });
}

/** A program of a quick start prints what its comment says. */
async function frozenBy(command, file) {
  const { stdout } = await run(command[0], [...command.slice(1), file], { cwd: folder, timeout: 60_000, env: { ...process.env, NO_COLOR: "1" } });
  assert.equal(stdout.trim(), "completed true");
  assert.deepEqual(executed(), [["freeze", active]]);
}

/** What must come of each sample. Lines of shell and data have their own checks below. */
const TESTS = {
  "docs/start/node.md > As an ES module": async (name) => {
    await frozenBy([process.execPath], fileOf(name));
    world.sandbox.admin.reset();
    fault("cut_after_execute");
    assert.equal((await node(name, fileOf(name))).stdout.trim(), "network unknown");
  },
  "docs/start/node.md > As CommonJS": async (name) => {
    assert.equal((await node(name, fileOf(name))).stdout.trim(), "completed");
    fault("cut_after_execute");
    world.sandbox.admin.setCard({ issuer: "yativo", cardId: active, state: "active" });
    assert.equal((await node(name, fileOf(name))).stdout.trim(), "network unknown");
    assert.deepEqual(executed(), [["freeze", active], ["freeze", active]]);
  },
  "docs/start/deno.md > Deno (2)": (name) => frozenBy([deno, "run", "--quiet", "--allow-net"], fileOf(name)),
  "docs/start/bun.md > Bun (2)": (name) => frozenBy([bun], fileOf(name)),
  "docs/start/workers.md > A worker with the proxy": async (name) => {
    const wrangler = JSON.parse(samples.get("docs/start/workers.md > What it is bound to").code);
    const { baseUrl, accountId, appSecret } = world.sandbox.issuers.yativo;
    const asked = await worker(fileOf(name), wrangler, { API: baseUrl, ACCOUNT: accountId, SECRET: appSecret }, (url) => freezes(fetch, url));
    assert.deepEqual(asked, [401, 403, 403, 200, 200]);
    assert.deepEqual(executed(), [["freeze", active]]);
  },
  "docs/start/next.md > A route of the edge runtime": async (name) => {
    const { routes, Request } = await edgeLight(fileOf(name), world.sandbox.issuers.yativo);
    assert.equal(routes.runtime, "edge");
    const asked = await freezes(({ url, ...init }) => routes[init.method](new Request(url, init)), "https://app.example");
    assert.deepEqual(asked, [401, 403, 403, 200, 200]);
    assert.deepEqual(executed(), [["freeze", active]]);
  },
  "docs/start/page.md > The server": async (name) => {
    const { server } = await imported(name);
    if (!server.listening) await new Promise((resolve) => server.once("listening", resolve));
    try {
      assert.deepEqual(await freezes(fetch, `http://127.0.0.1:${server.address().port}`), [401, 403, 403, 200, 200]);
      assert.deepEqual(executed(), [["freeze", active]]);
    } finally {
      await new Promise((resolve) => server.close(resolve).closeAllConnections());
    }
  },
  "docs/start/page.md > The page (2)": async (name) => {
    const told = await pages.opened({ html: samples.get("docs/start/page.md > The page").code, script: fileOf(name), issuer: "yativo" }, async (page) => {
      await page.click("#freeze");
      await page.waitForFunction(() => document.getElementById("told").textContent !== "");
      return page.textContent("#told");
    });
    assert.equal(told, "Frozen.");
    fault("cut_after_execute");
    world.sandbox.admin.setCard({ issuer: "yativo", cardId: active, state: "active" });
    assert.deepEqual(executed(), [["freeze", active]]);
  },
  "docs/start/bundler.md > A page with a bundler (2)": async (name) => {
    const freeze = (page, card) => page.evaluate(async (card) => (await import("/page.js")).freeze(card), card);
    const ends = await pages.opened({ script: fileOf(name), wasm: true }, async (page) => {
      const first = await freeze(page, active);
      fault("status_500", { execute: true }); // no cut: browsers may repeat by themselves what was cut
      return [first, await freeze(page, silent)];
    });
    assert.deepEqual(ends, ["completed", "issuer_unavailable, unknown"]);
    assert.deepEqual(executed(), [["freeze", active], ["freeze", silent]]);
  },

  "docs/guides/outcomes.md > Unknown": async (name) => {
    const { freeze } = await imported(name);
    assert.equal(await freeze(client(), active), "frozen");
    fault("cut_after_execute");
    world.sandbox.admin.setCard({ issuer: "yativo", cardId: active, state: "active" });
    assert.equal(await freeze(client(), active), "frozen");
    world.sandbox.admin.setCard({ issuer: "yativo", cardId: active, state: "active" });
    fault("cut_before_execute");
    assert.equal(await freeze(client(), active), "not known yet");
    assert.equal(await freeze(client(), CARDS.yativo.unknown), "not known yet");
    assert.equal(await freeze(client("artha-v1"), CARDS["artha-v1"].unknown), "not frozen: card_not_found");
    assert.equal(await freeze(client("open-api"), CARDS["open-api"].active), "ordered");
  },
  "docs/guides/outcomes.md > Accepted": async (name) => {
    const { order } = await imported(name);
    assert.equal(await order(client("artha"), CARDS.artha.active), "accepted");
    const [[taskId, about]] = world.yours.world.tasks;
    assert.match(taskId, /\S{8}/);
    assert.deepEqual(about, { cardId: CARDS.artha.active, action: "freeze" });
  },
  "docs/guides/errors.md > Errors": async (name) => {
    const { whatToSay } = await imported(name);
    const said = async (call) => whatToSay(await call.catch((error) => error));
    const { photo } = CARDS.artha;
    const withProgram = new CardClient({ issuer: { ...world.sandbox.issuers.artha, programId: PHOTO_PROGRAM } });
    assert.equal(await said(withProgram.freeze(photo)), "Please sign first.");
    assert.match(await said(withProgram.freeze(photo, { signImage: new Blob(["GIF89a"]) })), /GIF/);
    assert.equal(await said(client("artha-v1").freeze(CARDS["artha-v1"].unknown)), "There is no such card.");
    assert.equal(await said(client().activate(active)), "This card cannot do that.");
    fault("cut_after_execute");
    assert.equal(await said(client().freeze(active)), "We do not know yet whether this was done. We are finding out.");
    fault("rate_limited", { times: 3, retryAfterSeconds: 90 });
    assert.equal(await said(client().freeze(silent)), "Nothing was done. Please try again in a moment.");
    assert.equal(await said(client().freeze(active, { timeoutMs: -1 })), "Nothing was done.");
  },
  "docs/guides/errors.md > Aborting": async (name) => {
    const { cancelled } = await imported(name);
    assert.equal(await cancelled(client(), active, AbortSignal.abort()), "nothing was sent");
    fault("stall");
    const aborting = new AbortController();
    const call = cancelled(new CardClient({ issuer: world.sandbox.issuers.yativo, onAttempt: ({ operation }) => operation === "freeze" && setTimeout(() => aborting.abort(), 100) }), active, aborting.signal);
    assert.equal(await call, "it may have been done");
    await fails(cancelled(client(), CARDS.yativo.unknown, AbortSignal.timeout(20_000)), { code: "issuer_rejected" });
  },
  "docs/guides/images.md > Signature images": async (name) => {
    const { freezeSigned } = await imported(name);
    const file = join(folder, "signature.png");
    await writeFile(file, Buffer.from(PNG_BASE64, "base64"));
    const of = (programId) => new CardClient({ issuer: { ...world.sandbox.issuers.artha, programId } });
    assert.equal(await freezeSigned(of(PHOTO_PROGRAM), CARDS.artha.photo, file), "accepted");
    assert.equal(await freezeSigned(of(PLAIN_PROGRAM), CARDS.artha.active, "there is no such file"), "accepted");
    assert.equal(world.sandbox.admin.requests().filter(({ path }) => path.endsWith("CardFreeze")).length, 2);
  },
  "docs/guides/sessions.md > One client, kept": async (name) => {
    const { clientOf } = await imported(name);
    const open = () => clientOf("main", world.sandbox.issuers.yativo);
    await Promise.all([open().freeze(active), open().freeze(silent)]);
    assert.equal(open(), open());
    assert.equal(world.sandbox.admin.requests().filter(({ path }) => path.includes("login")).length, 1);
  },
  "docs/guides/sessions.md > One-time codes": async (name) => {
    const { baseUrl, totpSecret } = world.sandbox.issuers.ibanera;
    const given = [];
    world.yours.vault.codeOfThisMoment = () => given[given.push(codeNow(totpSecret)) - 1];
    const { cards } = await imported(name);
    const { url, method, headers, body } = await cards.prepare("login", null);
    assert.equal(new URL(url).origin, new URL(baseUrl).origin);
    assert.ok([...Object.values(headers), new TextDecoder().decode(body)].some((text) => text.includes(given[0])));
    const answer = await fetch(url, { method, headers, body });
    const login = await cards.interpret("login", null, { status: answer.status, body: new Uint8Array(await answer.arrayBuffer()) });
    assert.match(login.accessToken, /\S{8}/);
    assert.equal(given.length, 1);
  },
  "docs/guides/sessions.md > Keys that cannot be read": async (name) => {
    const { open } = await imported(name);
    const { baseUrl, apiKey, secret } = world.sandbox.issuers["artha-v1"];
    const bytes = new TextEncoder().encode(secret);
    const cards = await open(baseUrl, apiKey, bytes);
    assert.ok(bytes.every((byte) => byte === 0));
    assert.equal((await cards.card(CARDS["artha-v1"].active)).state, "active");
  },
  "docs/guides/money.md > Money": async (name) => {
    const { topUp } = await imported(name);
    const cards = client("artha-v1");
    const card = CARDS["artha-v1"].active;
    assert.equal(await topUp(new CardClient({ issuer: world.sandbox.issuers.artha }), CARDS.artha.active, "40"), `accepted; before it there were ${await held("artha", CARDS.artha.active)}`);
    world.sandbox.admin.addFault({ issuer: "artha", route: "CardTopUp", fault: "cut_after_execute" });
    assert.equal(await topUp(client("artha"), CARDS.artha.active, "40"), "not known yet: look at the balance, and do not send it again");
    assert.equal(await topUp(cards, card, "none"), "nothing moved: invalid_input");
    assert.deepEqual(executed(), [["topUp", CARDS.artha.active], ["topUp", CARDS.artha.active]]);
  },
  "docs/guides/money.md > Adding up": async (name) => {
    const { sum } = await imported(name);
    assert.equal(sum(["0.1", "0.2"], 2), "0.30");
    assert.equal(sum(["-25.50", "0.05", "99999999999999999999"], 2), "99999999999999999973.55");
    assert.equal(sum(["-0.05", "0.01"], 2), "-0.04");
    assert.equal(sum(["5", "7"], 0), "12");
    assert.throws(() => sum(["1.005"], 2));
    assert.throws(() => sum(["1e3"], 2));
  },
  "docs/guides/callbacks.md > Callbacks": async (name) => {
    const { callback } = await imported(name);
    world.callbacks.take = callback;
    const { taskId } = await client("artha").freeze(CARDS.artha.active);
    await world.sandbox.admin.settle();
    const second = await client("artha").cancel(CARDS.artha.photo).catch(() => ({}));
    await world.sandbox.admin.settle({ result: "Failed" });
    world.callbacks.take = undefined;
    assert.deepEqual(world.yours.world.tasks, [[taskId, "done"], [second.taskId, "failed"]]);
    const stranger = new Request("http://a.test/callbacks/a%20guess%20of%20some%20letters", { method: "POST", body: "{}" });
    assert.equal((await callback(stranger)).status, 401);
  },
  "docs/guides/callbacks.md > The same one twice": async (name) => {
    const { isNew } = await imported(name);
    const key = { text: "yativo:1", strength: "id" };
    assert.deepEqual([isNew({ key }), isNew({ key }), isNew({ kind: "threeds.code" }), isNew({ kind: "threeds.code" })], [true, false, true, true]);
  },
  "docs/guides/testing.md > Testing with the sandbox": async (name) => {
    const { stdout } = await run(process.execPath, ["--test", "--test-reporter=tap", builtOf(name)], { timeout: 30_000, env: plainEnvironment() });
    assert.match(stdout, /^# pass 1$/m);
    assert.match(stdout, /^# fail 0$/m);
  },
  "docs/guides/testing.md > Orders that end later": async (name) => {
    const { acceptedThenFrozen } = await imported(name);
    assert.deepEqual(await acceptedThenFrozen(), ["accepted", "active", "frozen"]);
  },
  "docs/guides/migration.md > In short": async (name) => {
    const { buttons } = await imported(name);
    assert.deepEqual(buttons(client("artha")), ["freeze", "unfreeze", "cancel", "setPin"]);
    assert.deepEqual(buttons(client("ibanera")), ["activate", "deactivate", "setPin"]);
  },
  "docs/guides/migration.md > Two issuers at once": async (name) => {
    const { proxy } = await imported(name);
    const read = async (card, issuer) => {
      const response = await proxy(new Request(`https://a.test/cards/${card}?issuer=${issuer}`, { headers: { cookie: "user=ada", origin: "https://a.test" } }));
      return [response.status, (await response.json()).state];
    };
    assert.deepEqual(await read(active, "before"), [200, "active"]);
    assert.deepEqual(await read(CARDS["artha-v1"].frozen, "after"), [200, "frozen"]);
    assert.equal((await read(active, "after"))[0], 404);
  },
  "docs/guides/loading.md > Loading it yourself": async (name) => {
    const issuer = world.sandbox.issuers.yativo;
    const end = await pages.opened({ script: fileOf(name), wasm: true }, (page) => page.evaluate(async ([issuer, card]) => (await import("/page.js")).freeze(issuer, card), [issuer, active]));
    assert.equal(end, "completed");
    assert.deepEqual(executed(), [["freeze", active]]);
  },
  "docs/guides/loading.md > Loading it yourself (2)": async (name) => {
    const { open } = await imported(name);
    const cards = await open(world.sandbox.issuers.yativo);
    assert.equal((await cards.freeze(active)).result, "completed");
  },
  "docs/cli.md > For programs": async (name) => {
    const command = [join(installed, "bin/cardlatch.js"), "doctor", "--offline", "--json"];
    const { stdout } = await run(process.execPath, command, { cwd: consumer }).catch((error) => error); // 1 where something is wrong
    const report = JSON.parse(stdout);
    assert.equal(report.format, 1);
    assert.equal(Object.values(report.counts).reduce((all, count) => all + count), report.checks.length);
    await writeFile(join(folder, "report.ts"), `${samples.get(name).code}\nexport const report: DoctorReport = ${stdout};\n`);
    await writeFile(join(folder, "tsconfig.report.json"), JSON.stringify({ extends: "./tsconfig.json", include: ["report.ts"] }));
    assert.equal(await typeCheck("tsconfig.report.json"), "");
  },
  "docs/guides/security.md > Secrets you asked for": async (name) => {
    const { numberOf } = await imported(name);
    const [number] = world.sandbox.planted;
    assert.deepEqual(await numberOf(client(), active), { shown: '[secret] {"pan":"[secret]"}', last4: number.slice(-4) });
  },

  "docs/ledger.md > The conformance suite": async (name) => {
    const { stdout } = await run(process.execPath, ["--test", "--test-reporter=tap", builtOf(name)], { timeout: 120_000, env: plainEnvironment() });
    const [, stated] = /^(\d+) tests, a few seconds/m.exec(await readFile(join(root, "docs/ledger.md"), "utf8"));
    assert.match(stdout, new RegExp(`^# pass ${stated}$`, "m"));
  },
  "docs/ledger.md > Durable Objects": async (name) => {
    const bound = { durable_objects: { bindings: [{ name: "LEDGER", class_name: "CardLedger" }] }, compatibility_date: "2026-04-01" };
    const told = await worker(fileOf(name), bound, {}, (url) => fetch(`${url}/cards/1`).then((response) => response.status));
    assert.equal(told, 500, "a proxy without issuers is refused when it is made");
  },
  "docs/ledger.md > Durable Objects (3)": async (name) => {
    const text = await readFile(fileOf(name), "utf8");
    assert.match(text, /class Ledger extends CardLedger/);
    const bound = { durable_objects: { bindings: [{ name: "LEDGER", class_name: "Ledger" }] }, compatibility_date: "2026-04-01" };
    const source = `export { Ledger } from ${JSON.stringify(fileOf(name))}; import { Ledger } from ${JSON.stringify(fileOf(name))};
      export default { fetch: () => new Response(String(Ledger.auditKeepMs)) };`;
    const entry = join(folder, "src/keeps.js");
    await writeFile(entry, source);
    assert.equal(await worker(entry, bound, {}, (url) => fetch(url).then((response) => response.text())), String(7 * 365 * 86_400_000));
  },
  "pkg-template/sandbox/README.md > The sandbox (2)": async (name) => {
    const due = /\/\/ (.*)$/m.exec(samples.get(name).code)[1];
    assert.equal((await node(name)).stdout.trim(), due);
  },
  ...pages.tests(imported, fileOf, { world, executed, CARDS }),
};

/** What a program gets that is not part of this run of tests. */
function plainEnvironment() {
  const { NODE_TEST_CONTEXT, NODE_OPTIONS, ...rest } = process.env;
  return rest;
}

async function held(issuer, cardId) {
  const { available } = await client(issuer).balance(cardId);
  return `${available?.value} ${available?.currency}`;
}

/** Statuses of a proxy: nobody, another's card, what is not allowed, a freeze, and the same order again. */
async function freezes(send, url) {
  const order = async (path, { key = crypto.randomUUID(), ...headers } = {}) => {
    const init = { method: "POST", headers: { origin: url, "idempotency-key": key, ...headers } };
    return (await (send === fetch ? fetch(`${url}/api${path}`, init) : send({ url: `${url}/api${path}`, ...init }))).status;
  };
  const cookie = "user=ada";
  const key = "one-order-and-its-repeat";
  return [
    await order(`/cards/${active}/freeze`),
    await order(`/cards/${frozen}/freeze`, { cookie }),
    await order(`/cards/${active}/cancel`, { cookie }),
    await order(`/cards/${active}/freeze`, { cookie, key }),
    await order(`/cards/${active}/freeze`, { cookie, key }),
  ];
}

describe("every sample", () => {
  test("has a test, and no test is without a sample", () => {
    const due = [...samples].filter(([, sample]) => isCode(sample) && !isElsewhere(sample)).map(([name]) => name);
    assert.deepEqual(Object.keys(TESTS).sort(), due.sort());
  });

  test("of the README files has its test beside the package's", async () => {
    const text = await readFile(join(root, "tests/package/readme.test.js"), "utf8");
    const headings = [...samples.values()].filter(isElsewhere).map(({ heading }) => heading);
    assert.ok(headings.length > 20);
    for (const heading of headings) assert.ok(text.includes(`"${heading}"`), heading);
  });

  test("in TypeScript compiles with the strictest options", async () => assert.equal(await typeCheck("tsconfig.json"), ""));
  test("in JavaScript compiles", async () => assert.equal(await typeCheck("tsconfig.js.json"), ""));
});

describe("the samples", () => {
  for (const [name, check] of Object.entries(TESTS)) test(name, { timeout: 120_000 }, () => check(name));
});

describe("what is not code", () => {
  for (const [name, { language, code, path }] of samples) {
    if (language === "sh") test(`${name}: its commands are there`, () => checkLines(code, asked));
    else if (language === "jsonc" || language === "json") test(`${name} is JSON`, () => void JSON.parse(code));
    else if (language === "html") test(`${name} is shown by a test`, () => assert.ok(Object.keys(TESTS).some((other) => other.startsWith(name))));
    else if (language === "toml") test(`${name} names what is there`, () => inToml(code));
    else if (language.startsWith("rust")) test(`${name} is run with the crate's documents`, () => inDoctests(path));
    else if (!isCode({ language })) test(`${name} has a language that something checks`, () => assert.fail(language));
  }
});

async function asked(line) {
  const { url, init } = requestOf(line);
  const response = await fetch(url.replace("127.0.0.1:4010", new URL(world.sandbox.url).host), init);
  assert.ok(response.ok, `${line} is answered ${response.status}`);
}

async function inToml(code) {
  const cargo = await readFile(join(root, "Cargo.toml"), "utf8");
  const [, version, features] = /version = "([\d.]+)", features = \[([^\]]*)\]/.exec(code) ?? [];
  if (version) {
    assert.ok(/^version = "([\d.]+)"/m.exec(cargo)[1].startsWith(version));
    for (const [, feature] of features.matchAll(/"(\w+)"/g)) assert.match(cargo, new RegExp(`^${feature} =`, "m"));
    return;
  }
  const [, ...names] = /class_name = "(\w+)".*new_sqlite_classes = \["(\w+)"\]/s.exec(code);
  assert.deepEqual(names, ["CardLedger", "CardLedger"]);
}

async function inDoctests(path) {
  const sources = await readFile(join(root, "src/lib.rs"), "utf8");
  assert.ok(sources.includes(`include_str!("../${path}")`), `src/lib.rs does not include ${path}`);
}

