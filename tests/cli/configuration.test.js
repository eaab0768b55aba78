// An issuer's settings, by file and by variables: what is wrong with them, all of it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

import { fileOf } from "../package/support/consumer.js";
import { startSandbox } from "../package/support/package.js";
import { fileFor } from "./support/folders.js";
import { part, told } from "./support/parts.js";
import { doctor, run } from "./support/run.js";
import { SECRETS, settings } from "./support/settings.js";

const library = await import(pathToFileURL(fileOf("cardlatch")));
const { checkConfiguration } = await part("configuration.js");
const { Hiding } = await part("hiding.js");
const { ISSUERS } = await part("issuers.js");
const { variable } = await part("config-env.js");

/** What is wrong with settings: pairs of the check and its sentence. */
async function wrongIn(t, config) {
  const wanted = { config: fileFor(t, config) };
  const list = await told((tell) => checkConfiguration(wanted, {}, library, new Hiding(), tell));
  return list.filter(({ status }) => status !== "ok").map(({ id, says, status }) => [status, id, says]);
}

for (const id of Object.keys(SECRETS)) {
  test(`${id}: settings that are well, an example's host apart`, async (t) => {
    assert.deepEqual(await wrongIn(t, settings(id)), [["warn", "url.host", `issuer.baseUrl ${settings(id).baseUrl} is an example.`]]);
  });
}

const without = (object, name) => Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));

const MISTAKES = [
  ["an unknown issuer", () => ({ id: "arta" }), [["wrong", "issuer", /names no issuer/]]],
  ["a name that is no option", () => settings("yativo", { appSecrets: "x" }), [["wrong", "option", /issuer\.appSecrets is no option/]]],
  ["a missing credential", () => without(settings("yativo"), "appSecret"), [["wrong", "option", /issuer\.appSecret must be/]]],
  ["a wrong word in a group", () => settings("artha", { signing: { names: "upper" } }), [["wrong", "option", /issuer\.signing\.names must be one of/]]],
  ["a text where a flag is due", () => settings("yativo", { observedOnly: "yes" }), [["wrong", "option", /issuer\.observedOnly must be true or false/]]],
  ["four at once", () => settings("yativo", { baseUrl: "ftp://x/api/v1", updateMethod: "PATCH", units: { topUp: "cents" }, extra: 1 }), [
    ["wrong", "option", /issuer\.extra/],
    ["wrong", "option", /issuer\.baseUrl/],
    ["wrong", "option", /issuer\.updateMethod/],
    ["wrong", "option", /issuer\.units\.topUp/],
  ]],
  ["http to another machine", () => settings("yativo", { baseUrl: "http://api.issuer.net/api/v1" }), [["wrong", "option", /issuer\.baseUrl/]]],
  ["the issuer's documents", () => settings("yativo", { baseUrl: "https://docs.yativo.com/api/v1" }), [["wrong", "url.host", /documentation or portal/]]],
  ["another API of the vendor", () => settings("yativo", { baseUrl: "https://crypto-api.yativo.com/api/v1" }), [["wrong", "url.host", /another API/]]],
  ["a page's host", () => settings("yativo", { baseUrl: "https://dashboard.yativo.net/api/v1" }), [["warn", "url.host", /page rather than of an API/]]],
  ["a path that is missing", () => settings("artha", { baseUrl: "https://api.issuer.net" }), [["warn", "url.path", /does not end with \/api\/v1/]]],
  ["a path that the client has", () => settings("ibanera", { baseUrl: "https://api.issuer.net/api/v1/" }), [["wrong", "url.path", /ends with \/api\/v1, which the client puts there/]]],
  ["a prefix twice", () => settings("artha-v1", { baseUrl: "https://api.issuer.net/ext/api/v1", pathPrefix: "/ext/api/v1" }), [["wrong", "url.path", /\/ext\/api\/v1/]]],
  ["a version twice", () => settings("open-api", { baseUrl: "https://api.issuer.net/v1" }), [["wrong", "url.path", /\/v1/]]],
  ["quotes", () => settings("yativo", { baseUrl: "https://api.issuer.net/api/v1", appSecret: '"0b1c2d3e4f"' }), [["wrong", "value.quotes", /issuer\.appSecret has quotes/]]],
  ["a line break at the end", () => settings("yativo", { baseUrl: "https://api.issuer.net/api/v1", appSecret: "0b1c2d3e4f\n" }), [["wrong", "value.blanks", /issuer\.appSecret/]]],
  ["a variable that nobody filled in", () => settings("yativo", { baseUrl: "https://api.issuer.net/api/v1", appSecret: "${APP_SECRET}" }), [["wrong", "value.expanded", /issuer\.appSecret/]]],
  ["a placeholder", () => settings("yativo", { baseUrl: "https://api.issuer.net/api/v1", appSecret: "your-app-secret" }), [["wrong", "value.placeholder", /issuer\.appSecret/]]],
  ["what copying left", () => settings("yativo", { baseUrl: "https://api.issuer.net/api/v1", appSecret: "0b1c\u200b2d3e" }), [["wrong", "value.invisible", /issuer\.appSecret/]]],
  ["the word of a header", () => settings("artha", { baseUrl: "https://api.issuer.net/api/v1", customerToken: "Bearer 0b1c2d3e4f" }), [["wrong", "value.bearer", /issuer\.customerToken/]]],
  ["a key that signs nothing", () => settings("artha", { baseUrl: "https://api.issuer.net/api/v1", privateKey: "./key.pem" }), [
    ["wrong", "key.private", /name of a file/],
    ["wrong", "key.usable", /configuration/],
  ]],
  ["a function elsewhere", () => without(settings("ibanera", { baseUrl: "https://api.issuer.net" }), "totpSecret"), [["warn", "key.totp", /oneTimeCode, a function/]]],
];

for (const [name, config, expected] of MISTAKES) {
  test(`settings with ${name}`, async (t) => {
    const found = (await wrongIn(t, config())).filter(([, , says]) => !/is an example/.test(says));
    assert.equal(found.length, expected.length, JSON.stringify(found));
    for (const [place, [status, id, says]] of expected.entries()) {
      assert.deepEqual(found[place].slice(0, 2), [status, id]);
      assert.match(found[place][2], says);
    }
  });
}

test("a slip of a name is told with the name that was meant", async (t) => {
  const { one } = await doctor(["--offline", "--config", fileFor(t, settings("artha", { privatKey: "x" }))]);
  assert.equal(one("option").cure, "Did you mean privateKey?");
});

test("the client's own options are checked too", async (t) => {
  const { one } = await doctor(["--offline", "--config", fileFor(t, { issuer: settings("yativo"), timeoutMs: -1 })]);
  assert.match(one("option").says, /timeoutMs must be/);
});

test("a file that is no JSON: line and column, and none of its words", async (t) => {
  const { status, stdout, one } = await doctor(["--offline", "--config", fileFor(t, '{\n  "id": "artha",\n  "customerToken": nobody-sees-this\n}')]);
  assert.equal(status, 1);
  assert.match(one("config.json").says, /line 3, column 20/);
  assert.deepEqual(one("config.json").data, { line: 3, column: 20 });
  assert.doesNotMatch(stdout, /nobody/);
});

test("files that hold no settings", async (t) => {
  for (const [path, id] of [[fileFor(t, "[1]"), "config.json"], ["/no/such/file.json", "config.file"], ["/", "config.file"]]) {
    const { status, one } = await doctor(["--offline", "--config", path]);
    assert.deepEqual([status, one(id).status], [1, "wrong"]);
  }
});

test("a file that others may read is told", { skip: process.platform === "win32" }, async (t) => {
  for (const [mode, status] of [[0o600, "ok"], [0o400, "ok"], [0o644, "warn"], [0o640, "warn"]]) {
    const { one } = await doctor(["--offline", "--config", fileFor(t, settings("yativo"), mode)]);
    assert.equal(one("config.mode").status, status, mode.toString(8));
  }
});

/** The same settings as variables. */
function asVariables(prefix, { id, ...options }) {
  const pairs = Object.entries(options).flatMap(([name, value]) =>
    typeof value === "object" ? Object.entries(value).map(([inner, text]) => [`${name}.${inner}`, text]) : [[name, value]],
  );
  return Object.fromEntries([["id", id], ...pairs].map(([name, value]) => [variable(prefix, name), String(value)]));
}

test("settings come from variables as well, groups and flags included", async () => {
  const sandbox = await startSandbox({ log: false });
  try {
    for (const issuer of Object.values(sandbox.issuers)) {
      const { status, report } = await doctor(["--env", "MY_CARDS_", "--offline"], { env: asVariables("MY_CARDS", issuer) });
      const wrong = report.checks.filter((check) => check.status === "wrong");
      assert.deepEqual([status, wrong], [0, []], issuer.id);
    }
  } finally {
    await sandbox.close();
  }
});

test("the names of variables", () => {
  assert.equal(variable("CARDS", "baseUrl"), "CARDS_BASE_URL");
  assert.equal(variable("CARDS_", "signing.tokenName"), "CARDS_SIGNING_TOKEN_NAME");
  assert.equal(variable("cards", "totpSecret"), "cards_TOTP_SECRET");
});

test("a variable that is none is told, and what was meant", async () => {
  const env = { ...asVariables("C", without(settings("yativo"), "appSecret")), C_APP_SECRETT: "x" };
  const { found } = await doctor(["--env", "C", "--offline"], { env });
  assert.deepEqual(found("config.env").map(({ status, cure }) => [status, cure]).at(-1), ["warn", "Did you mean C_APP_SECRET?"]);
});

test("variables without an issuer", async () => {
  for (const env of [{}, { C_ID: "bank" }]) {
    const { status, one } = await doctor(["--env", "C", "--offline"], { env });
    assert.deepEqual([status, one("config.env").status], [1, "wrong"]);
    assert.match(one("config.env").cure, /artha, artha-v1, yativo, open-api, ibanera/);
  }
});

/** The options of the README's tables, by the title above each. */
function documented() {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const options = readme.slice(readme.indexOf("\n## Options"), readme.indexOf("\n## Time limits"));
  return Object.fromEntries(
    options.split("\n### ").map((part) => {
      const [title] = part.split("\n");
      return [title.toLowerCase().replace(" ", "-"), [...part.matchAll(/^\| `([\w.]+)` \|/gm)].map(([, name]) => name)];
    }),
  );
}

test("each documented option can be given, and no other", () => {
  const tables = documented();
  for (const [id, { options }] of Object.entries(ISSUERS)) {
    // A function stands in no file.
    const inFiles = tables[id].filter((name) => name !== "oneTimeCode");
    assert.deepEqual(Object.keys(options).sort(), inFiles.sort(), id);
  }
});

test("with --offline nobody is asked", async (t) => {
  const { report } = await doctor(["--offline", "--config", fileFor(t, settings("yativo")), "--read", "c", "--page", "https://page.test", "--proxy", "https://proxy.test"]);
  const asked = report.checks.filter(({ group }) => ["network", "page", "proxy"].includes(group));
  assert.deepEqual(asked.map(({ id, status }) => [id, status]), [["network", "not_checked"], ["read", "not_checked"], ["page", "not_checked"], ["proxy", "not_checked"]]);
});

test("people read a line for each check, with the cure below", async (t) => {
  const { status, stdout } = await run(["doctor", "--offline", "--config", fileFor(t, settings("ibanera", { totpSecret: "0".repeat(16) }))]);
  assert.equal(status, 1);
  assert.match(stdout, /^  wrong {8}issuer\.totpSecret is not base32\.\n {17}Why: .+\n {17}Do:  Base32 has/m);
  assert.match(stdout, /\n\d+ ok, 1 warning, \d wrong, \d not checked\n$/);
  assert.doesNotMatch(stdout, /\u001b/);
});
