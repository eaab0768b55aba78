// What follows when the module traps: it is told so by words that only a build for tests knows.
import { has, same, that } from "./check.js";
import { PNG_BASE64 } from "./pictures.js";
import { KYC } from "./operations.js";

const GOOD = '{"code":0,"message":"success"}';
const POISON = '{"code":0,"message":"trap-here"}';
const UNKNOWN = { code: "unexpected_answer", effect: "unknown", retryable: false };

const answer = (text, status = 200, headers = {}) => new Response(text, { status, headers });
const pause = (ms) => new Promise((go) => setTimeout(go, ms));
const times = (count, make) => Array.from({ length: count }, (_, turn) => make(turn));

/** A fetch that is answered when the test says so. */
function held() {
  const waiting = [];
  const fetch = (url) => new Promise((go) => waiting.push({ url, answer: (text) => go(answer(text)) }));
  return Object.assign(fetch, { waiting });
}

/** A fetch that answers as it is told to, and keeps what was asked. */
function answering(answerTo) {
  const asked = [];
  const fetch = async (url) => (asked.push(url), answerTo(url, asked.length));
  return Object.assign(fetch, { asked });
}

const openApi = (world, fetch, options) => world.client("open-api", {}, { fetch, ...options });

/** Traps another call's instance away. */
const trap = (world, client = openApi(world, held())) =>
  world.fails(client.freeze("trap-here"), { ...UNKNOWN, issuer: "open-api", action: "freeze", cardId: "trap-here" });

const login = (token) =>
  answer(JSON.stringify({ status: "success", status_code: 200, message: "ok", data: { access_token: token, expires_in: 600 } }));
const frozen = () => answer('{"status":"success","status_code":200,"message":"ok","data":{"card_status":"frozen"}}');

/** Lets the runtime's own crypto sign with other bytes for a while. */
async function signing(bytes, work) {
  Object.defineProperty(crypto.subtle, "sign", { value: async () => bytes, configurable: true });
  try {
    return await work();
  } finally {
    delete crypto.subtle.sign;
  }
}

export const poison = {
  async "a call that traps before it sends is rejected, and the next one works"(world) {
    const fetch = answering(() => answer(GOOD));
    const client = openApi(world, fetch);
    await trap(world, client);
    same(fetch.asked.length, 0, "the number of requests");
    has(await client.freeze("card-1"), { result: "accepted" });
  },

  async "an answer that traps is no success, and nothing is sent again"(world) {
    const fetch = answering((_, count) => answer(count === 1 ? POISON : GOOD));
    const client = openApi(world, fetch);
    await world.fails(client.freeze("card-1"), { ...UNKNOWN, issuer: "open-api", action: "freeze", cardId: "card-1" });
    same(fetch.asked.length, 1, "the number of requests");
    has(await client.freeze("card-1"), { result: "accepted" });
    same(fetch.asked.length, 2, "the number of requests");
  },

  async "it may happen many times in a row, and each time a session is opened again"(world) {
    let token = 0;
    const fetch = answering((url) => (url.endsWith("/login") ? login(`bearer-${(token += 1)}`) : frozen()));
    const client = world.client("yativo", {}, { fetch });
    for (let turn = 1; turn <= 20; turn += 1) {
      has(await client.card("card-1"), { state: "frozen" });
      has(await client.card("card-2"), { state: "frozen" });
      same(token, turn, "the number of logins");
      const about = { issuer: "yativo", action: "freeze", cardId: "trap-here" };
      await world.fails(client.freeze("trap-here"), { ...UNKNOWN, ...about });
    }
  },

  async "a login that traps is rejected, and so are those that wait for it"(world) {
    const fetch = answering((url, count) => {
      if (!url.endsWith("/login")) return frozen();
      return count === 1 ? pause(30).then(() => login("trap-here")) : login("bearer-1");
    });
    const client = world.client("yativo", {}, { fetch });
    await Promise.all(times(5, (turn) => world.fails(client.freeze(`card-${turn}`), { ...UNKNOWN, cardId: `card-${turn}` })));
    same(fetch.asked.length, 1, "the number of requests");
    has(await client.card("card-1"), { state: "frozen" });
  },

  async "a signature that traps leaves the client at work"(world) {
    const fetch = answering(() => answer('{"taskId":"task-1","status":"Success","remarks":"CardInProgress"}'));
    const client = world.client("artha", { needPhotoForOperateCard: false }, { fetch });
    // Base64 comes later: the bytes themselves are the word.
    await signing(new TextEncoder().encode("trap-here"), () =>
      world.fails(client.freeze("card-1"), { ...UNKNOWN, issuer: "artha", action: "freeze", cardId: "card-1" }),
    );
    same(fetch.asked.length, 0, "the number of requests");
    has(await client.freeze("card-1"), { result: "accepted" });
  },

  async "a one-time code that traps leaves the client at work"(world) {
    let code = "trap-here";
    const fetch = answering((url) => {
      const isLogin = url.endsWith("/login");
      const details = isLogin ? { accessToken: "bearer-1", expiresIn: 3600 } : { card: { id: 1002, bSuppressed: false } };
      return answer(JSON.stringify({ id: 1002, details, status: "1", errors: [] }));
    });
    const settings = { totpSecret: undefined, oneTimeCode: () => code, reuseOneTimeCode: true };
    const client = world.client("ibanera", settings, { fetch });
    await world.fails(client.activate("1002"), { ...UNKNOWN, issuer: "ibanera", action: "activate", cardId: "1002" });
    same(fetch.asked.length, 0, "the number of requests");
    code = "123456";
    await client.activate("1002");
  },

  async "a picture that traps leaves the client at work, in an option as in a field"(world) {
    const fetch = answering(() => answer('{"taskId":"task-1","status":"Success","remarks":"CardInProgress"}'));
    const client = world.client("artha", { needPhotoForOperateCard: false }, { fetch });
    const signed = client.freeze("card-1", { signImage: "trap-here" });
    await world.fails(signed, { ...UNKNOWN, action: "freeze", cardId: "card-1" });
    const issued = client.issue({ programId: "program-1", kyc: { ...KYC, frontdoc: "trap-here" } });
    await world.fails(issued, { ...UNKNOWN, action: "issue", issuer: "artha" });
    same(fetch.asked.length, 0, "the number of requests");
    has(await client.freeze("card-1", { signImage: PNG_BASE64 }), { result: "accepted" });
  },

  async "hooks that fail change nothing about it"(world) {
    const fails = () => {
      throw new Error("trap-here");
    };
    const logger = { debug: fails, info: fails, warn: fails, error: fails };
    const fetch = answering((_, count) => answer(count === 1 ? POISON : GOOD));
    const client = openApi(world, fetch, { onAttempt: fails, onAnswer: fails, onRetry: fails, logger, logLevel: "debug" });
    await world.fails(client.freeze("card-1"), UNKNOWN);
    has(await client.freeze("card-1"), { result: "accepted" });
  },

  async "calls under way end with the same error and send nothing more, calls that begin meanwhile work"(world) {
    const fetch = held();
    const client = openApi(world, fetch);
    const before = times(3, (turn) => client.freeze(`card-${turn}`));
    const ended = before.map((call, turn) => world.fails(call, { ...UNKNOWN, action: "freeze", cardId: `card-${turn}` }));
    while (fetch.waiting.length < 3) await pause(1);
    await trap(world, client);
    const meanwhile = client.freeze("card-9");
    while (fetch.waiting.length < 4) await pause(1);
    for (const { answer } of fetch.waiting) answer(GOOD);
    await Promise.all(ended);
    has(await meanwhile, { result: "accepted" });
    same(fetch.waiting.length, 4, "the number of requests");
  },

  async "a call that waits to send again does not"(world) {
    const fetch = answering(() => answer("{}", 429, { "retry-after": "1" }));
    const client = openApi(world, fetch);
    const waits = world.fails(client.freeze("card-1"), UNKNOWN);
    while (fetch.asked.length < 1) await pause(1);
    await pause(20);
    await trap(world, client);
    await waits;
    same(fetch.asked.length, 1, "the number of requests");
  },

  async "a call whose picture is still read ends too"(world) {
    const fetch = answering(() => answer("{}"));
    const client = world.client("artha", { needPhotoForOperateCard: false }, { fetch });
    let give;
    const signImage = Object.assign(new Blob([PNG_BASE64]), { arrayBuffer: () => new Promise((go) => (give = go)) });
    const reads = world.fails(client.freeze("card-1", { signImage }), { code: "unexpected_answer", action: "freeze" });
    while (!give) await pause(1);
    await trap(world);
    give(new ArrayBuffer(9));
    await reads;
    same(fetch.asked.length, 0, "the number of requests");
  },

  async "a call under way can still be aborted, and runs out of time"(world) {
    const fetch = held();
    const client = openApi(world, fetch);
    const controller = new AbortController();
    const aborted = world.fails(client.freeze("card-1", { signal: controller.signal }), { effect: "unknown" });
    const late = world.fails(client.freeze("card-2", { deadlineMs: 60 }), { effect: "unknown" });
    while (fetch.waiting.length < 2) await pause(1);
    await trap(world, client);
    controller.abort();
    await Promise.all([aborted, late]);
  },

  async "a prepared request, a reading of an answer and a question to a card trap alike"(world) {
    const client = openApi(world, answering(() => answer(GOOD)));
    const about = { issuer: "open-api", action: "freeze", cardId: "trap-here" };
    await world.fails(client.prepare("freeze", "trap-here"), { ...UNKNOWN, ...about });
    await world.fails(client.reconcile("freeze", "trap-here"), { ...UNKNOWN, ...about });
    await world.fails(client.interpret("freeze", "card-1", { status: 200, body: POISON }), UNKNOWN);
    has(await client.freeze("card-1"), { result: "accepted" });
  },

  async "calls that trap side by side are each told so"(world) {
    const client = openApi(world, answering(() => answer(POISON)));
    await Promise.all(times(20, (turn) => world.fails(client.freeze(`card-${turn}`), { ...UNKNOWN, cardId: `card-${turn}` })));
    has(await openApi(world, answering(() => answer(GOOD))).freeze("card-1"), { result: "accepted" });
  },

  async "a stack that overflows is a trap"(world) {
    const client = openApi(world, answering(() => answer(GOOD)));
    await world.fails(client.freeze("overflow-here"), { ...UNKNOWN, action: "freeze", cardId: "overflow-here" });
    has(await client.freeze("card-1"), { result: "accepted" });
  },

  async "a receiver whose module traps rejects the delivery, and takes the next one"(world) {
    const receiver = new world.CallbackReceiver({ issuer: "artha", readCardFirst: true });
    const delivery = (id) => ({ method: "POST", headers: {}, body: JSON.stringify({ taskId: id, status: "Success" }) });
    for (let turn = 0; turn < 5; turn += 1) {
      await world.callbackFails(receiver.receive(delivery("trap-here")), UNKNOWN);
      const next = await receiver.receive(delivery("task-1")).catch((error) => error);
      that(next.code !== UNKNOWN.code, `the next delivery ended with ${next.code}`);
    }
    const { body, ...init } = delivery("trap-here");
    const response = await receiver.respond(new Request("http://here/", { ...init, body }), () => that(false, "the delivery is handled"));
    same(response.status, 503, "the status");
  },
};
