// Nothing of a credential comes out: whatever is wrong, in either form, and when the doctor itself fails.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

import { fileOf } from "../package/support/consumer.js";
import { fileFor } from "./support/folders.js";
import { part } from "./support/parts.js";
import { run } from "./support/run.js";
import { rawFor, serverFor } from "./support/servers.js";
import { SECRETS, marker, settings } from "./support/settings.js";

const library = await import(pathToFileURL(fileOf("cardlatch")));
const { checkConfiguration } = await part("configuration.js");
const { Findings } = await part("findings.js");
const { Hiding } = await part("hiding.js");
const { asData, printed } = await part("print.js");

const CALLS = [["doctor", "--offline"], ["doctor", "--offline", "--json"]];

async function silent(args, words, options) {
  const { stdout, stderr, status } = await run(args, options);
  const all = stdout + stderr;
  for (const word of words) assert.ok(!all.includes(word), `${args.join(" ")} shows a credential:\n${all}`);
  return { all, stdout, stderr, status };
}

/** All that is found in settings, before anything is taken out of it. */
async function findingsOf(t, config) {
  const findings = new Findings();
  await checkConfiguration({ config: fileFor(t, config) }, {}, library, new Hiding(), findings.of("configuration"));
  return printed(findings, false) + JSON.stringify(asData(findings, {}));
}

const SPOILS = [
  (text) => text,
  (text) => `"${text}"`,
  (text) => ` ${text}\n`,
  (text) => `Bearer ${text}`,
  (text) => `\${${text}}`,
  (text) => `-----BEGIN PRIVATE KEY-----\nMIIC${text}\n-----END PRIVATE KEY-----\n`,
  (text) => `-----BEGIN PRIVATE KEY-----\\nMIIC${text}\\n-----END PRIVATE KEY-----\\n`,
  (text) => `otpauth://totp/x?secret=${text}`,
  (text) => `https://${text}:${text}@issuer.test/${text}`,
  (text) => ({ [text]: text }),
  (text) => [text],
];

test("a credential in the place of a name is not told", async (t) => {
  for (const word of ["sk_live_51HxTestTestTestTestTest", "sk_test_4eC39", "a1b2c3d4e5f6", "QWxhZGRpbjpvcGVuIHNlc2FtZQ"]) {
    const said = await findingsOf(t, { ...settings("yativo"), [word]: true });
    assert.ok(!said.includes(word), said);
    assert.match(said, /A name that is not that of an option is no option/);
  }
});

for (const [id, names] of Object.entries(SECRETS)) {
  test(`${id}: no check tells a credential, under whichever name and however spoilt`, async (t) => {
    const words = names.map((name) => marker(name));
    for (const spoil of SPOILS) {
      const spoilt = Object.fromEntries(names.map((name, place) => [name, spoil(words[place])]));
      const said = await findingsOf(t, { ...settings(id), ...spoilt });
      for (const word of words) assert.ok(!said.includes(word), said);
    }
    const config = fileFor(t, { ...settings(id), [names[0]]: words[0], [names[1]]: `"${words[1]}"` });
    await silent(["doctor", "--offline", "--json", "--config", config], words);
  });
}

test("a credential in variables, in an address, under a wrong name and in broken JSON", async (t) => {
  const words = Array.from({ length: 8 }, () => marker("credential"));
  const [secret, user, password, wrongName, broken, query, page, number] = words;
  const env = { C_ID: "yativo", C_BASE_URL: `https://${user}:${password}@issuer.test/api/v1`, C_ACCOUNT_ID: "a", C_APP_SECRET: secret, C_APP_SECERT: wrongName };
  await silent(["doctor", "--offline", "--env", "C"], words, { env });
  const configs = [`{ "id": "yativo", "appSecret": "${broken} }`, `{ "id": "yativo", "appSecret": ${broken} }`, settings("yativo", { baseUrl: `https://issuer.test/api/v1?key=${query}`, secretKey: wrongName })];
  for (const [place, config] of configs.entries()) await silent([...CALLS[place % 2], "--config", fileFor(t, config)], words);
  for (const call of CALLS) {
    const { status } = await silent([...call, "--page", `https://${user}:${password}@127.0.0.1:9/?token=${page}`, "--proxy", `https://${user}:${password}@127.0.0.1:9/${"api"}?token=${number}`, "--csp", "script-src 'self'; connect-src 'none'"], words);
    assert.equal(status, 1, "connect-src blocks the proxy, so something is wrong");
  }
});

test("addresses that are asked show neither user nor query, and neither is sent", async (t) => {
  const words = [marker("password"), marker("token")];
  const [password, token] = words;
  const { url, asked } = await serverFor(t, (request, response) => response.writeHead(500).end());
  const own = url.replace("http://", `http://ann:${password}@`);
  await silent(["doctor", "--page", `${own}/p?t=${token}`, "--proxy", `${own}/api?t=${token}`], words);
  assert.ok(asked.length >= 4);
  for (const { headers } of asked) assert.equal(headers.authorization, undefined);
  const raw = (await rawFor(t, "no HTTP")).replace("http://", `http://ann:${password}@`);
  await silent(["doctor", "--json", "--page", `${raw}/p?t=${token}`, "--proxy", `${raw}/api?t=${token}`], words);
});

/** Loaded before the doctor: a part of the language fails, with what it was given in its words. */
const FAILING = `data:text/javascript,${encodeURIComponent(`
  const names = process.env.FAILS_ON;
  URL.canParse = (text) => { if (String(text).includes(names)) throw new TypeError("cannot take " + text, { cause: text }); return true; };
`)}`;

test("a stack trace of the doctor itself", async (t) => {
  const word = marker("password");
  const config = fileFor(t, settings("yativo", { appSecret: word }));
  for (const call of CALLS) {
    const { status, all, stderr } = await silent([...call, "--config", config], [word], { env: { NODE_OPTIONS: `--import=${FAILING}`, FAILS_ON: word } });
    assert.equal(status, 1);
    assert.match(all, /The doctor itself failed/);
    assert.match(stderr, /^The doctor itself failed: TypeError\..*\n\s+at .*configuration\.js:\d+:\d+/);
  }
});

test("what a check would print all the same is taken out, in each form", () => {
  const hiding = new Hiding();
  const secret = 'line-one-of-a-key\nline "two" of a key';
  hiding.add(secret);
  hiding.add(`'quoted-credential'`);
  hiding.add(1234567890);
  hiding.add("short");
  const forms = [secret, JSON.stringify(secret), encodeURIComponent(secret), "line-one-of-a-key", "quoted-credential", "1234567890"];
  for (const form of forms) assert.doesNotMatch(hiding.clean(`it is ${form}!`), /line-one|two|quoted|12345/);
  assert.equal(hiding.clean("short words stay"), "short words stay");
  assert.deepEqual(hiding.cleanData({ list: [`a ${secret}`, 1], flag: true, none: null }), { list: ["a [hidden]", 1], flag: true, none: null });
});
