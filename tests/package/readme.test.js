// The READMEs: their samples compile and do what they say, their tables name what the package has.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";

import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { chromium } from "playwright-core";

import { WEBHOOK_SECRET, mac } from "./scenarios/callbacks.js";
import { PNG_BASE64 } from "./scenarios/pictures.js";
import { CARDS } from "./scenarios/world.js";
import { bundle } from "./support/bundle.js";
import { consumer, installed } from "./support/consumer.js";
import { ISSUERS } from "./support/fetches.js";
import { CardClient, fails } from "./support/package.js";
import { useSandbox } from "./support/suite.js";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
const CHROMIUM = process.env.CARDLATCH_CHROMIUM ?? process.env.CHROMIUM ?? "/usr/bin/chromium";

/** The samples by the heading that they stand under. A new one must be added here, with a test. */
const SAMPLES = [
  "An edge worker",
  "A page",
  "A server without a page",
  "Reading cards",
  "Card numbers",
  "Issuing and topping up",
  "What only one issuer has",
  "One issuer alone",
  "What an outcome means",
  "Five clients",
  "Hooks and logs",
  "Your own transport",
  "Callbacks",
  "The sandbox",
];

/** What the samples import as `./yours.js`. */
const YOURS = `
import type { durableLedger } from "cardlatch/edge/durable";
export interface Env { API: string; ACCOUNT: string; SECRET: string; LEDGER: Parameters<typeof durableLedger>[0] }
export const userOf = (request: Request) => request.headers.get("cookie")?.match(/^user=(\\w+)$/)?.[1] ?? null;
export const ownerOf = async (cardId: string) => (cardId === "${CARDS.yativo.frozen}" ? "grace" : "ada");
export const kept: unknown[][] = [];
export async function keep(...told: unknown[]): Promise<void> {
  if (told[0] === "of-nobody") throw new Error("the database is away");
  kept.push(told);
}
export const recorded: unknown[][] = [];
export const durations = { record: (...told: unknown[]) => void recorded.push(told) };
export const secrets = {
  token: "t", privateKey: "k", accountId: "a", appSecret: "s", secret: "s", key: "k", username: "u", password: "p",
  codeOfThisMoment: async () => "123456",
};
`;

const TSCONFIG = {
  compilerOptions: {
    target: "es2022",
    module: "nodenext",
    lib: ["es2022", "dom", "dom.iterable"],
    types: [],
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    verbatimModuleSyntax: true,
    allowJs: true,
    checkJs: true,
    noEmit: true,
  },
  include: ["src"],
};

/** The sections of a document by heading. */
async function sectionsOf(path) {
  const [, ...parts] = (await readFile(join(root, path), "utf8")).split(/^#{2,3} (.*)\n/m);
  return new Map(parts.flatMap((part, at) => (at % 2 === 0 ? [[part, parts[at + 1]]] : [])));
}

const readme = await sectionsOf("README.md");
const packed = await sectionsOf("pkg-template/README.md");
const types = await readFile(join(installed, "dist/types.d.ts"), "utf8");

/** The JavaScript and TypeScript in a section. */
const fences = (text) => Array.from(text.matchAll(/^```(ts|js)\n(.*?)^```$/gms), ([, language, code]) => ({ language, code }));

/** The first columns of the rows in a section's tables. */
const rows = (text) => Array.from(text.matchAll(/^\| `([\w.]+)` \| (.*?) \|/gm), ([, name, second]) => ({ name, second }));

const folder = join(consumer, "readme");
const CONSUMER = new URL("support/consumer.js", import.meta.url).href;
const nameOf = (heading) => heading.toLowerCase().replaceAll(" ", "-");
const sourceOf = (heading) => join(folder, "src", `${nameOf(heading)}.ts`);
const builtOf = (heading) => join(folder, "built", `${nameOf(heading)}.js`);
const imported = (heading) => import(pathToFileURL(builtOf(heading)));

/** Samples import the package as the other tests do, so that what their clients show is searched for secrets. */
async function withEars(file) {
  const code = await readFile(file, "utf8");
  const heard = code.replaceAll(/^import \{(.*)\} from "(cardlatch[^"]*)";$/gm, 'const {$1} = await fromPackage("$2");');
  if (heard !== code) await writeFile(file, `import { fromPackage } from ${JSON.stringify(CONSUMER)};\n${heard}`);
}

before(async () => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, "src"), { recursive: true });
  await writeFile(join(folder, "src/yours.ts"), YOURS);
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify(TSCONFIG));
  for (const [heading, text] of readme) {
    const [sample] = fences(text);
    if (sample) await writeFile(join(folder, "src", `${nameOf(heading)}.${sample.language}`), sample.code);
  }
  const files = (await readdir(join(folder, "src"))).map((file) => join(folder, "src", file));
  await build({ entryPoints: files, outdir: join(folder, "built"), format: "esm", logLevel: "warning" });
  for (const file of await readdir(join(folder, "built"))) await withEars(join(folder, "built", file));
});
after(() => rm(folder, { recursive: true, force: true }));

describe("the documents", () => {
  test("every sample has a test, and no section has two", () => {
    const found = [...readme].flatMap(([heading, text]) => fences(text).map(() => heading));
    assert.deepEqual(found, SAMPLES);
  });

  test("what both say, they say in the same words", () => {
    const OWN = ["Options", "Licence"];
    const plain = (text) => text.replaceAll(/\]\([^)]*\)/g, "]").trim();
    for (const [heading, text] of packed) {
      if (!OWN.includes(heading)) assert.equal(plain(text), plain(readme.get(heading) ?? ""), heading);
    }
  });

  test("every error code is in the table", () => {
    const [, union] = types.match(/type ErrorCode =([^;]*);/);
    const codes = Array.from(union.matchAll(/"(\w+)"/g), ([, code]) => code);
    assert.deepEqual(rows(readme.get("Error codes")).map(({ name }) => name), codes);
  });
});

describe("the options", () => {
  const GROUPS = { image: "ImageOptions", signing: "SigningOptions", paths: "ContractPaths", units: "AmountUnits" };
  const TABLES = { Artha: "artha", "Artha v1": "artha-v1", Yativo: "yativo", "OPEN-API": "open-api", Ibanera: "ibanera" };
  const prefixOf = (heading) => heading.replace("OPEN-API", "OpenApi").replace(" v1", "V1");

  /** The names that a declaration has. */
  function fieldsOf(type) {
    const [text] = types.match(new RegExp(`export (interface|type) ${type}\\b.*?(?=\\nexport |$)`, "s"));
    // One of several is an alias of their names.
    const [, either] = text.match(/^export type \w+ = (\w+(?: \| \w+)+);/m) ?? [];
    if (either) return [...new Set(either.split(" | ").flatMap(fieldsOf))];
    const names = Array.from(text.matchAll(/^ +(\w+)\??: /gm), ([, name]) => name);
    return [...new Set(names)].flatMap((name) =>
      Object.hasOwn(GROUPS, name) ? fieldsOf(GROUPS[name]).map((inner) => `${name}.${inner}`) : [name],
    );
  }

  for (const [heading, id] of Object.entries(TABLES)) {
    test(`${heading}: the tables name every option and no other`, () => {
      const due = [...fieldsOf(`${prefixOf(heading)}Config`), ...fieldsOf(`${prefixOf(heading)}Issuer`)];
      const named = rows(readme.get(heading)).map(({ name }) => name);
      assert.deepEqual(named.sort(), due.filter((name) => name !== "id").sort());
    });

    for (const { name, second } of rows(readme.get(heading))) {
      const words = Array.from(second.matchAll(/"(\w+)"/g), ([, word]) => word);
      if (words.length === 0) continue;
      test(`${heading}: ${name} takes its words and no other`, async () => {
        const [outer, inner] = name.split(".");
        const client = (word) => new CardClient({ issuer: { ...ISSUERS[id], [outer]: inner ? { [inner]: word } : word } });
        for (const word of words) client(word);
        await fails(() => client("another"), { code: "configuration", path: `issuer.${name}` });
      });
    }
  }
});

describe("the samples", () => {
  const world = useSandbox();
  beforeEach(() => world.sandbox.admin.reset());

  const executed = () => world.sandbox.admin.executions().map(({ action, cardId }) => [action, cardId]);
  const { active } = CARDS.yativo;
  const yativo = () => new CardClient({ issuer: world.sandbox.issuers.yativo });

  test("they compile with the strictest options", async () => {
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    await run(process.execPath, [tsc, "--pretty", "false", "-p", folder]).catch(({ stdout }) => assert.fail(stdout));
  });

  test("What an outcome means", async () => {
    const { freezeForSure } = await imported("What an outcome means");
    const { admin } = world.sandbox;
    admin.addFault({ issuer: "yativo", route: "update", fault: "cut_before_execute" });
    assert.equal(await freezeForSure(yativo(), active), "not_done");
    admin.addFault({ issuer: "yativo", route: "update", fault: "cut_after_execute" });
    assert.equal(await freezeForSure(yativo(), active), "done");
    assert.equal(await freezeForSure(yativo(), CARDS.yativo.frozen), "completed");
    assert.equal(await freezeForSure(yativo(), CARDS.yativo.unknown), "unknown");
    assert.equal(executed().filter(([, cardId]) => cardId === active).length, 1);
  });

  test("A server without a page", async () => {
    const { freezeAll } = await imported("A server without a page");
    const { admin, issuers } = world.sandbox;
    admin.addFault({ issuer: "yativo", route: "update", fault: "cut_after_execute" });
    const unclear = await freezeAll(issuers.yativo, [active, CARDS.yativo.silent, CARDS.yativo.closed]);
    assert.deepEqual(unclear, [active]);
    assert.deepEqual(executed(), [["freeze", active], ["freeze", CARDS.yativo.silent]]);
  });

  test("Reading cards", async () => {
    const { overview } = await imported("Reading cards");
    const { issuers } = world.sandbox;
    const lines = await overview(new CardClient({ issuer: issuers["artha-v1"] }));
    assert.equal(lines.length, world.sandbox.cards["artha-v1"].length);
    assert.equal(lines[0], "3210 active: 325.5 USDT, 2 transactions");
  });

  test("Card numbers", async (t) => {
    const { showCard } = await imported("Card numbers");
    const log = t.mock.method(console, "log", () => {});
    for (const issuer of ["artha", "artha-v1", "yativo", "ibanera"]) {
      const response = await showCard(new CardClient({ issuer: world.sandbox.issuers[issuer] }), CARDS[issuer].active);
      assert.equal(response.headers.get("cache-control"), "no-store");
      const { number, cvv } = await response.json();
      assert.deepEqual([number, cvv], [world.sandbox.planted[0], "947"], issuer);
    }
    assert.deepEqual(log.mock.calls.map(({ arguments: [text] }) => text), Array(4).fill("[secret]"));
  });

  test("Issuing and topping up", async () => {
    const { newCard } = await imported("Issuing and topping up");
    const cards = new CardClient({ issuer: world.sandbox.issuers["artha-v1"] });
    const [customerId, productId] = ["e0000000-0000-4000-8000-000000000001", "d0000000-0000-4000-8000-000000000001"];
    const [id, status] = (await newCard(cards, customerId, productId)).split(": ");
    assert.equal(status, "Pending");
    assert.deepEqual(executed(), [["issue", id], ["topUp", id]]);
    await world.sandbox.admin.settle();
    assert.deepEqual((await cards.balance(id)).available, { value: "25.5", currency: "USDT" });
  });

  test("What only one issuer has", async () => {
    const { bind } = await imported("What only one issuer has");
    const { inactive } = CARDS.artha;
    const picture = (bytes) => new Blob([bytes]);
    const issuer = world.sandbox.issuers.artha;
    assert.equal(await bind(issuer, inactive, picture(Buffer.from(PNG_BASE64, "base64"))), "accepted");
    await fails(bind(issuer, inactive, picture("GIF89a")), { code: "image_format", path: "kyc.frontdoc" });
    assert.deepEqual(executed(), [["bind", inactive]]);
  });

  test("One issuer alone", async () => {
    const { openArtha } = await imported("One issuer alone");
    const client = openArtha("t", ISSUERS.artha.privateKey);
    assert.deepEqual([client.can("freeze"), client.can("deactivate")], [true, false]);
    assert.equal((await client.prepare("card", "card-1")).url, "https://artha.example/api/v1/CardDetails/card-1");
  });

  test("Five clients", async () => {
    const { artha, arthaV1, yativo, openApi, ibanera } = await imported("Five clients");
    assert.ok([artha, arthaV1, yativo, openApi, ibanera].every((client) => client instanceof CardClient));
    assert.deepEqual([openApi.can("cancel"), openApi.can("unfreeze")], [true, false]);
  });

  test("Hooks and logs", async (t) => {
    const { watched } = await imported("Hooks and logs");
    const { recorded } = await imported("Yours");
    const [info, warn] = ["info", "warn"].map((level) => t.mock.method(console, level, () => {}));
    world.sandbox.admin.addFault({ issuer: "open-api", fault: "rate_limited", retryAfterSeconds: 0 });
    await watched(world.sandbox.issuers["open-api"]).freeze(CARDS["open-api"].active);
    const told = recorded.map(([, { call, operation, attempt, status, code, reason }]) => [call, operation, attempt, status, code, reason]);
    const first = ["freeze", "freeze", 1, 429, "rate_limited", "rate_limited"];
    assert.deepEqual(told, [first, ["freeze", "freeze", 2, 200, undefined, undefined]]);
    assert.ok(recorded.every(([durationMs]) => Number.isInteger(durationMs)));
    assert.deepEqual([info, warn].map(({ mock }) => mock.callCount()), [1, 1]);
  });

  test("Your own transport", async () => {
    const { freezeByHand } = await imported("Your own transport");
    assert.equal(await freezeByHand(yativo(), active), "accepted, frozen");
    assert.deepEqual(executed(), [["freeze", active]]);
  });

  test("Callbacks", async () => {
    const { default: worker } = await imported("Callbacks");
    const { kept } = await imported("Yours");
    const send = async (cardId, secret) => {
      const body = JSON.stringify({ event: "virtualcard.deactivated", cardId });
      const headers = { "X-Yativo-Signature": await mac(secret, body) };
      const request = new Request("https://a.test/", { method: "POST", headers, body });
      return (await worker.fetch(request, { SECRET: WEBHOOK_SECRET })).status;
    };
    assert.deepEqual([await send("c", WEBHOOK_SECRET), await send("c", "whsec_2_Hc3vMy8S"), await send("of-nobody", WEBHOOK_SECRET)], [200, 401, 503]);
    assert.deepEqual(kept.map((told) => told.slice(0, 2)), [["c", "frozen"]]);
  });

  test("The sandbox prints what its comments say", async () => {
    const [{ code }] = fences(readme.get("The sandbox"));
    const due = Array.from(code.matchAll(/^console\.log.*; \/\/ (.*)$/gm), ([, line]) => line);
    assert.equal(due.length, 3);
    const { stdout } = await run(process.execPath, [builtOf("The sandbox")], { timeout: 20_000 });
    assert.deepEqual(stdout.trim().split("\n"), due);
  });
});

describe("in Chromium", () => {
  const world = useSandbox();
  const { active, frozen, silent } = CARDS.yativo;
  const pages = join(folder, "pages");
  let browser;
  let worker;
  let origin;

  before(async () => {
    const { code, wasm } = await bundle(pathToFileURL(sourceOf("An edge worker")).href, {
      conditions: ["workerd"],
      platform: "neutral",
    });
    const { baseUrl, accountId, appSecret } = world.sandbox.issuers.yativo;
    worker = new Miniflare({
      cf: false, // otherwise it asks the internet for a sample of request properties
      compatibilityDate: "2025-06-01",
      bindings: { API: baseUrl, ACCOUNT: accountId, SECRET: appSecret },
      durableObjects: { LEDGER: { className: "CardLedger", useSQLite: true } },
      modules: [
        { type: "ESModule", path: "worker.js", contents: code },
        ...wasm.map(({ path, contents }) => ({ type: "CompiledWasm", path, contents })),
      ],
    });
    origin = (await worker.ready).origin;
    const page = { entryPoints: [sourceOf("A page")], outdir: pages, bundle: true, format: "esm", conditions: ["browser"] };
    await build({ ...page, logLevel: "warning" });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  });
  after(() => Promise.all([worker?.dispose(), browser?.close()]));

  /** A page with a policy. It may load the files of a folder; all else goes to the worker. */
  async function open(policy, files) {
    const page = await browser.newPage();
    const headers = { "content-security-policy": policy };
    await page.route(`${origin}/`, (route) => route.fulfill({ contentType: "text/html", headers, body: "<!doctype html>" }));
    await page.route(`${origin}/files/*`, (route) => {
      const file = join(files, basename(route.request().url()));
      return route.fulfill({ path: file, contentType: extname(file) === ".wasm" ? "application/wasm" : "text/javascript" });
    });
    await page.goto(`${origin}/`);
    return page;
  }

  test("the worker of the first sample has at most 15 lines", () => {
    const [{ code }] = fences(readme.get("An edge worker"));
    assert.ok(code.split("\n").filter((line) => line.trim()).length <= 15);
  });

  test("A page asks An edge worker, under a policy that allows no WebAssembly", { timeout: 30_000 }, async () => {
    const { admin } = world.sandbox;
    admin.reset();
    const page = await open("default-src 'none'; script-src 'self'; connect-src 'self'", pages);
    const freeze = (cardId) => page.evaluate(async (cardId) => (await import("/files/a-page.js")).freeze(cardId), cardId);

    assert.equal(await freeze(active), "Not frozen."); // nobody is signed in
    await page.context().addCookies([{ name: "user", value: "ada", url: origin }]);
    assert.equal(await freeze(frozen), "Not frozen."); // it is another's
    assert.equal(await freeze(active), "Frozen.");
    admin.addFault({ issuer: "yativo", route: "update", fault: "cut_after_execute" });
    assert.match(await freeze(silent), /^Not known yet/);
    const cancelled = await page.evaluate(async (cardId) => {
      const headers = { "idempotency-key": crypto.randomUUID() };
      return (await fetch(`/api/cards/${cardId}/cancel`, { method: "POST", headers })).status;
    }, active);
    assert.equal(cancelled, 403); // it is not allowed
    assert.deepEqual(admin.executions().map(({ action, cardId }) => [action, cardId]), [["freeze", active], ["freeze", silent]]);
  });

  for (const [source, works] of [["'self'", false], ["'self' 'wasm-unsafe-eval'", true]]) {
    test(`the package in a page ${works ? "works" : "fails"} under script-src ${source}`, { timeout: 20_000 }, async () => {
      const policy = `default-src 'none'; script-src ${source}; connect-src 'self'`;
      const page = await open(policy, join(installed, "dist"));
      const told = await page.evaluate(async (issuer) => {
        const { CardClient } = await import("/files/browser.js");
        const cards = new CardClient({ issuer, dangerouslyAllowBrowser: true });
        const answer = cards.interpret("freeze", "card-1", { status: 200, body: '{"code":0}' });
        return answer.then(({ result }) => result, ({ name, code, effect }) => `${name} ${code} ${effect}`);
      }, ISSUERS["open-api"]);
      assert.equal(told, works ? "accepted" : "CardError configuration none");
    });
  }
});
