// Receivers of the packed package: what they take, what they refuse, and what they show.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, describe, test } from "node:test";
import { inspect } from "node:util";

import { base64, documented, hash, headersOf, mac, PATH_SECRET, RECEIVERS, WEBHOOK_SECRET } from "./scenarios/callbacks.js";
import { CARDS } from "./scenarios/world.js";
import { eventually } from "./support/fetches.js";
import { failureOf } from "./scenarios/check.js";
import { CallbackError as CardError, CallbackReceiver, CallbackSecret as Secret, CardClient, startSandbox } from "./support/package.js";

const BODY = '{"event.type":"deposit.created","payload":{"id":"d_1"}}';
const fails = failureOf(CardError);
const make = (issuer, more) => new CallbackReceiver({ ...RECEIVERS[issuer], ...more });
const post = (receiver, headers, body = BODY, more = {}) => receiver.receive({ method: "POST", headers, body, ...more });
const untrue = { code: "unauthorized", effect: "none", retryable: false };
const empty = (status) => ({ status, headers: {}, body: "" });

describe("a signature", () => {
  test("is found in every header that is reported, in any case and any form of headers", async () => {
    const receiver = make("yativo");
    const good = await mac(WEBHOOK_SECRET, BODY);
    for (const headers of [
      { "X-Yativo-Signature": good },
      { "x-yativo-signature": `sha256=${good}` },
      { SIGNATURE: good.toUpperCase(), host: "a.test", via: undefined },
      { "x-signature": ["no", ` ${good} `] },
      new Headers({ "X-Signature": good }),
      new Map([["signature", good]]),
      [["accept", ""], ["Signature", good]],
      (function* () {
        yield ["Signature", good];
      })(),
    ]) {
      const { event } = await post(receiver, headers);
      assert.equal(event.trust, "signed");
    }
  });

  test("holds for the bytes, in whatever form they come", async () => {
    const receiver = make("yativo");
    const body = '{"event":"é €"}';
    const bytes = new TextEncoder().encode(body);
    const around = new Uint8Array([1, 2, ...bytes, 3]).subarray(2, 2 + bytes.length);
    const headers = await headersOf("yativo", body);
    for (const form of [body, bytes, bytes.buffer, around, new DataView(bytes.buffer), Buffer.from(bytes)]) {
      const { event } = await post(receiver, headers, form);
      assert.equal(event.word, "é €");
    }
  });

  test("does not hold for a body with one byte changed", async () => {
    for (const [issuer, body] of [["yativo", BODY], ["ibanera", '{"Id":"g","Type":"X","Data":{}}']]) {
      const headers = await headersOf(issuer, body);
      const receiver = make(issuer);
      await post(receiver, headers, body);
      const bytes = new TextEncoder().encode(body);
      for (let at = 0; at < bytes.length; at += 1) {
        const changed = bytes.slice();
        changed[at] ^= 1;
        const error = await fails(post(receiver, headers, changed), { ...untrue, path: "headers", issuer });
        assert.equal(error.message, "The callback's signature is wrong.");
        assert.deepEqual(error.reply, empty(401));
      }
    }
  });

  test("does not hold when it is cut, changed, of another secret or not there", async () => {
    const receiver = make("yativo");
    const good = await mac(WEBHOOK_SECRET, BODY);
    const none = "The callback has no signature.";
    const odd = "The callback's signature is not a whole digest.";
    const wrong = "The callback's signature is wrong.";
    const other = good.startsWith("0") ? "1" : "0";
    for (const [headers, message] of [
      [{}, none],
      [[], none],
      [{ "webhook-signature": good }, none],
      [{ signature: "" }, odd],
      [{ signature: good.slice(2) }, odd],
      [{ signature: `${good}00` }, odd],
      [{ signature: base64(await hash(WEBHOOK_SECRET, BODY)) }, odd],
      [{ signature: other + good.slice(1) }, wrong],
      [{ signature: await mac("whsec_2_Hc3vMy8S", BODY) }, wrong],
      [{ signature: await mac("", BODY).catch(() => "0".repeat(64)) }, wrong],
    ]) {
      const error = await fails(post(receiver, headers), untrue);
      assert.equal(error.message, message);
    }
  });

  test("of Ibanera may be in base64 or in hexadecimal digits, unless one is agreed", async () => {
    const body = '{"Id":"g","Type":"X","Data":{}}';
    const digest = await hash(RECEIVERS.ibanera.secrets[0], body);
    const texts = { base64: base64(digest), hex: Buffer.from(digest).toString("hex") };
    for (const [form, text] of Object.entries(texts)) {
      for (const digest of [undefined, "either", "hex", "base64"]) {
        const call = post(make("ibanera", { digest }), { "Webhook-Signature": text }, body);
        if ([undefined, "either", form].includes(digest)) await call;
        else await fails(call, untrue);
      }
    }
  });

  test("may be as a contract says", async () => {
    const options = { issuer: "artha", secrets: ["k"], headers: ["X-Artha"], prefix: "v1=" };
    const signed = (more, value) => post(new CallbackReceiver({ ...options, ...more }), { "x-artha": value }, "{}");
    const { event } = await signed({}, `v1=${await mac("k", "{}")}`);
    assert.equal(event.trust, "signed");
    await signed({ algorithm: "sha256", digest: "base64" }, base64(await hash("k", "{}")));
    await fails(signed({ algorithm: "sha256" }, await mac("k", "{}")), untrue);
  });
});

describe("what is not signed", () => {
  test("comes from an address, however it is written", async () => {
    const receiver = new CallbackReceiver({ issuer: "artha", addresses: ["203.0.113.7", "2001:db8::1"] });
    for (const address of ["203.0.113.7", "::ffff:203.0.113.7", "2001:DB8:0::1", " 203.0.113.7"]) {
      const { event } = await post(receiver, {}, "{}", { address });
      assert.equal(event.trust, "origin");
    }
    const wrong = ["", undefined, "203.0.113.8", "203.0.113.7:443", "203.0.113.07", "x", "203.0.113.7]/", "::1]@[2001:db8::1"];
    for (const address of wrong) await fails(post(receiver, {}, "{}", { address }), { ...untrue, path: "address" });
  });

  test("comes by a secret path", async () => {
    const receiver = new CallbackReceiver({ issuer: "artha", pathSecret: PATH_SECRET });
    const { event } = await post(receiver, {}, "{}", { pathSecret: PATH_SECRET });
    assert.equal(event.trust, "origin");
    for (const pathSecret of [undefined, "", PATH_SECRET.toUpperCase(), PATH_SECRET.slice(1), `${PATH_SECRET}0`, `${PATH_SECRET}\0`]) {
      await fails(post(receiver, {}, "{}", { pathSecret }), { ...untrue, path: "pathSecret" });
    }
  });

  test("no word of a request gets into the place of another", async () => {
    const receiver = new CallbackReceiver({ issuer: "artha", addresses: ["203.0.113.7"] });
    const call = receiver.receive({ method: "POST\0[::ffff:cb00:7107]", headers: {}, body: "{}" });
    await fails(call, { path: "method" });
  });

  test("is told where the caller says that it stands", async () => {
    const fields = { id: "id", cardId: "data/card_id", status: "data/status", amount: "data/amount", currency: "data/cur rency" };
    const receiver = new CallbackReceiver({ issuer: "artha-v1", readCardFirst: true, word: { body: "event" }, fields });
    const body = '{"id":"e","event":"card.freeze","data":{"cardId":7,"status":"frozen","amount":1.50,"currency":"USD","x":12345678901234567890}}';
    const { event } = await post(receiver, {}, body);
    assert.deepEqual(
      { ...event },
      {
        issuer: "artha-v1",
        trust: "read_card_first",
        kind: "action.completed",
        progress: "done",
        word: "card.freeze",
        cardId: "7",
        action: "freeze",
        cardState: "frozen",
        status: "frozen",
        amount: { value: "1.50", currency: "USD", unit: "not_stated" },
        secrets: {},
        extra: { data: { x: "12345678901234567890" } },
        key: { text: "artha-v1:e", strength: "id" },
      },
    );
  });
});

describe("requests that are none", () => {
  test("wrong methods and broken bodies are refused with a reply", async () => {
    const receiver = make("artha");
    for (const method of ["GET", "", "POST ", undefined]) {
      const error = await fails(receiver.receive({ method, headers: {}, body: "{}" }), { code: "invalid_input", path: "method" });
      assert.deepEqual(error.reply, empty(405));
    }
    for (const body of ["", "{", "[]", "null", "<html>", '{"a":1,"a":2}', new Uint8Array([0x7b, 0xff, 0x7d])]) {
      const error = await fails(post(receiver, {}, body), { code: "unexpected_answer", issuer: "artha" });
      assert.deepEqual(error.reply, empty(400));
    }
  });

  test("too long a body is refused, and read no further", async () => {
    const receiver = make("artha", { maxBytes: 100 });
    await post(receiver, {}, `{"a":"${"x".repeat(92)}"}`);
    const error = await fails(post(receiver, {}, `{"a":"${"x".repeat(93)}"}`), { code: "invalid_input", path: "body" });
    assert.deepEqual(error.reply, empty(413));
    const usual = make("artha");
    await fails(post(usual, {}, `{"a":"${"x".repeat(2 ** 20)}"}`), { path: "body" });

    let pulled = 0;
    let given = 0;
    const body = new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(60).fill(32));
      },
      cancel: () => void (given += 1),
    });
    const request = new Request("https://a.test", { method: "POST", body, duplex: "half" });
    const response = await receiver.respond(request, () => assert.fail("it was handled"));
    assert.equal(response.status, 413);
    assert.ok(pulled < 5 && given === 1, `${pulled} parts were read`);
  });

  test("arguments that are wrong are refused", async () => {
    const receiver = make("artha");
    for (const body of [undefined, null, 5, {}, ["{}"], new Blob(["{}"])]) {
      await fails(post(receiver, {}, body === undefined ? null : body), { code: "invalid_input", path: "body" });
    }
    for (const headers of [undefined, null, "a: b", 5]) {
      await fails(receiver.receive({ method: "POST", headers, body: "{}" }), { code: "invalid_input", path: "headers" });
    }
    await fails(receiver.receive(), { code: "invalid_input", path: "body" });
    await fails(receiver.respond(new Request("https://a.test"), undefined), { code: "invalid_input", path: "handle" });
  });

  test("a request that breaks off is to be sent again", async () => {
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error("gone")) });
    const request = new Request("https://a.test", { method: "POST", body, duplex: "half" });
    const response = await make("artha").respond(request, () => assert.fail("it was handled"));
    assert.equal(response.status, 503);
  });

  test("an error of the handler is no reply of its own", async () => {
    const request = new Request("https://a.test", { method: "POST", body: "{}" });
    const response = await make("artha").respond(request, () => {
      throw Object.assign(new Error("own"), { reply: { status: 200 } });
    });
    assert.equal(response.status, 503);
  });
});

describe("options that are wrong", () => {
  const artha = { issuer: "artha" };
  const yativo = { issuer: "yativo", secrets: ["s"] };
  const word = { body: "event" };
  const v1 = { issuer: "artha-v1", readCardFirst: true, word };
  for (const [options, path] of [
    [undefined, "options"],
    [null, "options"],
    [[], "options"],
    [{}, "issuer"],
    [{ issuer: "other" }, "issuer"],
    [{ issuer: "toString" }, "issuer"],
    [{ issuer: "yativo" }, "secrets"],
    [{ ...yativo, secrets: [] }, "secrets"],
    [{ ...yativo, secrets: "s" }, "secrets"],
    [{ ...yativo, secrets: ["s", ""] }, "secrets.1"],
    [{ ...yativo, secrets: [5] }, "secrets.0"],
    [{ ...yativo, secrets: [, "s"] }, "secrets.0"],
    [{ ...yativo, secrets: ["a\0b"] }, "secrets.0"],
    [{ ...yativo, headers: ["x"] }, "headers"],
    [{ ...yativo, readCardFirst: true }, "readCardFirst"],
    [{ ...yativo, maxBytes: 0 }, "maxBytes"],
    [{ ...yativo, maxBytes: "1" }, "maxBytes"],
    [{ ...yativo, secret: "s" }, "secret"],
    [{ issuer: "ibanera", secrets: ["s"], digest: "base32" }, "digest"],
    [artha, "pathSecret"],
    [{ ...artha, readCardFirst: false }, "pathSecret"],
    [{ ...artha, readCardFirst: "yes" }, "readCardFirst"],
    [{ ...artha, pathSecret: "" }, "pathSecret"],
    [{ ...artha, pathSecret: "0123456789abcde" }, "pathSecret"],
    [{ ...artha, pathSecret: PATH_SECRET, addresses: ["::1"] }, "pathSecret"],
    [{ ...artha, addresses: [] }, "addresses"],
    [{ ...artha, addresses: "::1" }, "addresses"],
    [{ ...artha, addresses: ["::1", "example.org"] }, "addresses.1"],
    [{ ...artha, secrets: ["s"] }, "headers"],
    [{ ...artha, secrets: ["s"], headers: [] }, "headers"],
    [{ ...artha, secrets: ["s"], headers: ["x"], algorithm: "md5" }, "algorithm"],
    [{ ...artha, readCardFirst: true, word }, "word"],
    [{ issuer: "open-api", readCardFirst: true }, "word"],
    [{ issuer: "open-api", readCardFirst: true, word: {} }, "word"],
    [{ issuer: "open-api", readCardFirst: true, word: { body: "" } }, "word.body"],
    [{ issuer: "open-api", readCardFirst: true, word: { body: "a", header: "b" } }, "word"],
    [{ issuer: "open-api", readCardFirst: true, word, fields: {} }, "fields"],
    [{ ...v1, word: "event" }, "word"],
    [{ ...v1, fields: { card: "id" } }, "fields.card"],
    [{ ...v1, fields: { cardId: "" } }, "fields.cardId"],
    [{ ...v1, fields: { cardId: "a~b" } }, "fields.cardId"],
    [{ ...v1, fields: [] }, "fields"],
  ]) {
    test(`${path} of ${inspect(options, { breakLength: Infinity, depth: 4 })}`, () => {
      assert.throws(
        () => new CallbackReceiver(options),
        (error) => {
          assert.ok(error instanceof CardError, error.stack);
          assert.deepEqual([error.code, error.effect, error.path], ["configuration", "none", path]);
          return true;
        },
      );
    });
  }
});

describe("secrets", () => {
  test("are shown nowhere", async () => {
    const secrets = ["whsec_hidden_Fd9", PATH_SECRET, "971615", "4111111111111111", "345"];
    const body = '{"notifyType":"OPT_CODE","OPT_CODE":" 971615","cardNo":"4111111111111111","new":{"cvv":345}}';
    const receiver = new CallbackReceiver({ issuer: "artha", pathSecret: PATH_SECRET });
    const { event } = await post(receiver, {}, body, { pathSecret: PATH_SECRET });
    assert.ok(event.code instanceof Secret);
    assert.deepEqual([event.code.expose(), event.secrets.cardNo.expose(), event.secrets.cvv.expose()], secrets.slice(2));
    const yativo = make("yativo", { secrets: ["whsec_hidden_Fd9"] });
    const signature = await mac("whsec_other_Gk2", body);
    const error = await fails(post(yativo, { signature }, body), untrue);
    const deep = { depth: Infinity, showHidden: true };
    const shown = [receiver, yativo, event, error]
      .map((value) => `${JSON.stringify(value)} ${value} ${inspect(value, deep)} ${value.stack}`)
      .join("\n");
    for (const secret of [...secrets, signature]) assert.ok(!shown.includes(secret), `${secret} is shown in ${shown}`);
  });

  test("a receiver is printed as a CallbackReceiver", () => {
    assert.equal(inspect(make("artha")), "CallbackReceiver {}");
  });
});

describe("a server of Node", () => {
  const servers = [];
  after(() => Promise.all(servers.map((server) => new Promise((go) => server.close(go)))));

  /** A server that hands requests to a receiver, and gives its URL. */
  async function serve(receiver, handle) {
    const server = createServer(async (request, response) => {
      const parts = [];
      for await (const part of request) parts.push(part);
      const { method, headers, url } = request;
      const answer = ({ status, headers, body }) => response.writeHead(status, headers).end(body);
      try {
        const body = Buffer.concat(parts);
        const { event, reply } = await receiver.receive({ method, headers, body, pathSecret: url.slice(1) });
        await handle(event);
        answer(reply);
      } catch (error) {
        answer(error.reply ?? empty(503));
      }
    });
    servers.push(server);
    await new Promise((go) => server.listen(0, "127.0.0.1", go));
    return `http://127.0.0.1:${server.address().port}/`;
  }

  test("takes deliveries beside each other", async () => {
    const handled = [];
    const url = await serve(make("yativo"), (event) => handled.push(event));
    const [{ body }] = documented.yativo;
    const send = async (headers) => (await fetch(url, { method: "POST", headers, body })).status;
    const good = await headersOf("yativo", body);
    const statuses = await Promise.all([good, {}, good, { signature: "0".repeat(64) }, good].map(send));
    assert.deepEqual(statuses, [200, 401, 200, 401, 200]);
    assert.equal(handled.length, 3);
  });

  for (const callbackForm of ["camelCase", "PascalCase"]) {
    test(`hears of the action that the sandbox has settled, in ${callbackForm}`, async () => {
      const told = [];
      const receiver = new CallbackReceiver({ issuer: "artha", pathSecret: PATH_SECRET });
      const url = await serve(receiver, (event) => {
        told.push(event);
        if (told.length === 1) throw new Error("the database is away");
      });
      const options = { log: false, settleMs: Infinity, callbackUrl: url + PATH_SECRET, callbackForm, callbackScheduleMs: [0, 1] };
      const sandbox = await startSandbox(options);
      try {
        const cards = new CardClient({ issuer: sandbox.issuers.artha });
        const { taskId } = await cards.freeze(CARDS.artha.active);
        await sandbox.admin.settle();
        await eventually(() => told.length === 2);
        const [first, event] = told;
        assert.deepEqual(first.key, event.key);
        const { kind, trust, cardId } = event;
        assert.deepEqual([kind, trust, cardId, event.taskId], ["action.completed", "origin", CARDS.artha.active, taskId]);
        await eventually(() => sandbox.admin.callbacks()[0].acknowledged);
      } finally {
        await sandbox.close();
      }
    });
  }
});
