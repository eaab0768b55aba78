// What Node prints of clients and errors.
import assert from "node:assert/strict";
import { Console } from "node:console";
import { after, before, describe, test } from "node:test";
import { Writable } from "node:stream";
import { format, inspect } from "node:util";

import { secretsOf, tellingErrors } from "./scenarios/errors.js";
import { CARDS, createWorld } from "./scenarios/world.js";
import { CardClient, CardError } from "./support/package.js";
import { useSandbox } from "./support/suite.js";

function printed(print) {
  let text = "";
  const stream = new Writable({ write: (chunk, _, done) => ((text += chunk), done()) });
  print(new Console(stream, stream));
  return text;
}

const PRINTS = {
  "util.inspect": (value) => inspect(value),
  "util.inspect of everything": (value) =>
    inspect(value, { depth: Infinity, showHidden: true, maxStringLength: null, maxArrayLength: null }),
  "console.log": (value) => printed((console) => console.log(value)),
  "console.error beside a text": (value) => printed((console) => console.error("it failed", value)),
  "console.dir": (value) => printed((console) => console.dir(value, { showHidden: true, depth: null })),
  "console.table": (value) => printed((console) => console.table([value])),
  "%o, %O, %j and %s": (value) => format("%o %O %j %s", value, value, value, value),
  "an error around it": (value) => inspect(new Error("it failed", { cause: value }), { depth: Infinity }),
  "an object around it": (value) => inspect({ request: { error: value } }, { depth: Infinity }),
  "a copy by structuredClone": (value) =>
    value instanceof Error ? inspect(structuredClone(value), { showHidden: true }) : "",
  "its own properties": (value) => inspect(Object.getOwnPropertyDescriptors(value), { depth: Infinity }),
  "an assertion about it": (value) => inspect(failedAssertion(value)),
};

function failedAssertion(value) {
  try {
    assert.deepEqual(value, {});
  } catch (error) {
    return error;
  }
}

describe("what Node prints", () => {
  const world = useSandbox({ ibanera: { cardDetails: "older" } });
  let secrets;
  let values;
  let errors;
  /** Tokens and codes that were sent, as they went by. */
  const passing = new Set();
  const host = globalThis.fetch;

  async function watched(url, init) {
    for (const name of ["Authorization", "otp", "signature", "X-Signature", "X-Body-Hash"]) {
      const value = init?.headers?.[name];
      if (value) passing.add(value.replace("Bearer ", ""));
    }
    const body = init?.body instanceof Uint8Array ? new TextDecoder().decode(init.body) : "";
    const otp = /"otp":"(\d+)"/.exec(body)?.[1];
    if (otp) passing.add(otp);
    return host(url, init);
  }

  before(async () => {
    globalThis.fetch = watched;
    const { url, planted } = world.sandbox;
    const setup = await createWorld({ CardClient, CardError, url, planted });
    await setup.reset();
    const clients = Object.fromEntries(Object.keys(CARDS).map((issuer) => [issuer, setup.client(issuer)]));
    await clients["artha-v1"].freeze(CARDS["artha-v1"].frozen).catch(() => {});
    await clients.yativo.freeze(CARDS.yativo.active);
    await clients.ibanera.activate(CARDS.ibanera.inactive);
    errors = await tellingErrors(setup);
    values = [...Object.values(clients), ...errors];
    secrets = [...secretsOf(setup), ...passing];
  });
  after(() => {
    globalThis.fetch = host;
  });

  describe("no secret is shown by", () => {
    for (const [name, print] of Object.entries(PRINTS)) {
      test(name, () => {
        assert.ok(passing.size >= 3 && secrets.length >= passing.size + 13, "there is nothing to look for");
        const text = values.map(print).join("\n");
        for (const secret of secrets) assert.ok(!text.includes(secret), `${secret} is shown in ${text}`);
      });
    }
  });

  test("an error is printed as a CardError, with what may be known", () => {
    const text = inspect(values.at(-1));
    assert.match(text, /^CardError: /);
    assert.match(text, /code: 'image_truncated'/);
    assert.match(text, /effect: 'none'/);
  });

  test("a client is printed as a CardClient", () => assert.equal(inspect(values[0]), "CardClient {}"));

  test("bytes and words of an answer are there on purpose", () => {
    const [declined, spoiled] = errors;
    assert.ok(declined.issuerMessage.includes(world.sandbox.planted[0]));
    assert.ok(new TextDecoder().decode(spoiled.body()).includes(world.sandbox.planted[0]));
  });
});
