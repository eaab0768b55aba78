// What the types say holds while the package runs: the calls that the compiler took are not refused for
// their options, and those that it did not take are refused before anything is sent.
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const consumer = resolve(process.env.CARDLATCH_CONSUMER ?? join(root, "target/consumer"));
const { resolve: find } = createRequire(join(consumer, "package.json"));
const from = (specifier) => import(pathToFileURL(find(specifier)));

const { CardClient, CardError } = await from("cardlatch");
const { CardClient: PageClient } = await import(pathToFileURL(join(find("cardlatch/package.json"), "../dist/browser-client/index.js")));

/** By the tables: each with `fits`, which the compiler has proven of it. */
const calls = JSON.parse(readFileSync(join(consumer, "types/made/calls.json"), "utf8"));

const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});

const baseUrl = "https://issuer.invalid";
const paths = Object.fromEntries(["unfreeze", "activate", "cancel", "walletTransaction"].map((name) => [name, `/{version}/${name}`]));

/** Each knows all that an operation may need of its client. */
const ISSUERS = {
  artha: { baseUrl, customerToken: "token of nobody", privateKey, programId: "p", needPhotoForOperateCard: false },
  "artha-v1": { baseUrl, apiKey: "key of nobody", secret: "secret of nobody", pathPrefix: "/api/v1", amountUnit: "major" },
  yativo: {
    baseUrl,
    accountId: "account of nobody",
    appSecret: "secret of nobody",
    observedOnly: true,
    units: { issue: "major", topUp: "major", withdraw: "major", balance: "major" },
  },
  "open-api": { baseUrl, version: "v1", customerId: 1, appId: 2, key: "key of nobody", paths },
  ibanera: { baseUrl, username: "user of nobody", password: "word of nobody", oneTimeCode: () => "123456" },
};

const groupOf = (id) => id.replace(/-./g, ([, letter]) => letter.toUpperCase());

/** A client that nothing answers, and how often it asked. */
function client(id) {
  const sent = [];
  const fetch = async (url) => {
    sent.push(url);
    return new Response("", { status: 400 });
  };
  return { cards: new CardClient({ issuer: { id, ...ISSUERS[id] }, fetch }), sent };
}

/** What a call ended with, however it is made. */
async function ending({ group, operation, args, list }, cards) {
  const from = group ? cards[group] : cards;
  try {
    const given = from[operation](...args);
    await (list ? given.page() : given);
    return "done";
  } catch (error) {
    assert.ok(error instanceof CardError, `${error}`);
    return error;
  }
}

/** Needed in one of the documented forms of a request; which one is sent is an option of the client. */
const BY_FORM = { transfer: "reference" };

const REFUSED = ["invalid_input", "unsupported_action", "configuration", "sign_image_required", "image_format"];

for (const id of Object.keys(ISSUERS)) {
  const own = calls.filter(({ issuer }) => issuer === id);

  describe(id, () => {
    test("what the types take is not refused for its options", async () => {
      const fit = own.filter(({ fits }) => fits);
      assert.ok(fit.length >= 20, `${fit.length} calls`);
      for (const call of fit) {
        const { cards, sent } = client(id);
        const { code, path, message } = await ending(call, cards);
        if (path && path === BY_FORM[call.operation] && !(path in call.args.at(-1))) continue;
        assert.ok(!REFUSED.includes(code), `${call.why}: ${code} ${path} ${message}`);
        assert.ok(sent.length > 0, `${call.why}: nothing was sent`);
      }
    });

    test("what the types do not take is refused before anything is sent", async () => {
      const unfit = own.filter(({ fits }) => !fits);
      assert.ok(unfit.length >= 40, `${unfit.length} calls`);
      for (const call of unfit) {
        const { cards, sent } = client(id);
        const { code, effect } = await ending(call, cards);
        assert.ok(["invalid_input", "unsupported_action"].includes(code), `${call.operation}, ${call.why}: ${code}`);
        assert.equal(effect, "none", call.why);
        assert.deepEqual(sent, [], call.why);
      }
    });

    test("can() says what the types say", () => {
      const { cards } = client(id);
      for (const operation of new Set(calls.map((call) => call.operation))) {
        const fits = own.some((call) => call.operation === operation && call.fits);
        assert.equal(cards.can(operation), fits, operation);
      }
    });

    test("what others have alone is not there", () => {
      const { cards } = client(id);
      for (const other of Object.keys(ISSUERS)) assert.equal(cards[groupOf(other)] !== undefined, other === id, other);
    });
  });
}

test("reconcile is there where a card's state is documented", async () => {
  assert.deepEqual(RECONCILED.ibanera, ["activate", "deactivate"]);
  assert.deepEqual(Object.keys(RECONCILED).sort(), Object.keys(ISSUERS).sort());
  for (const [id, actions] of Object.entries(RECONCILED)) {
    for (const action of ["freeze", "unfreeze", "activate", "deactivate", "cancel"]) {
      const { cards } = client(id);
      const { code } = await cards.reconcile(action, "5").catch((error) => error);
      if (actions.includes(action)) assert.notEqual(code, "unsupported_action", `${id} ${action}`);
      if (actions.length === 0) assert.equal(code, "unsupported_action", `${id} ${action}`);
    }
  }
});

test("the methods of a page's client are there", () => {
  const made = readFileSync(find("cardlatch/package.json").replace("package.json", "dist/pages.d.ts"), "utf8");
  const names = new Set([...made.matchAll(/^ {2}(\w+)\(/gm)].map(([, name]) => name));
  assert.ok(names.size >= 15, `${names.size}`);
  for (const name of names) assert.equal(typeof PageClient.prototype[name], "function", name);
});

/** As `reconcile` of each client is declared. */
const RECONCILED = Object.fromEntries(
  [...readFileSync(find("cardlatch/package.json").replace("package.json", "dist/clients.d.ts"), "utf8").split("\nexport interface ")]
    .map((text) => [text.match(/^(\w+)Client extends IssuerClient/)?.[1], text.match(/reconcile\(\s*action: ([^,]+),/)?.[1]])
    .filter(([name]) => name && name !== "Any")
    .map(([name, actions = ""]) => [Object.keys(ISSUERS).find((id) => groupOf(id).toLowerCase() === name.toLowerCase()), actions.match(/\w+/g) ?? []]),
);
