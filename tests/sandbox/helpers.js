import { createHash, createHmac, sign } from "node:crypto";
import { EventEmitter } from "node:events";
import { createServer } from "node:http";
import { deflateSync } from "node:zlib";
import { crc32 } from "../../pkg-template/sandbox/sign-image.js";
import { base32Decode, totp } from "../../pkg-template/sandbox/totp.js";
import { startSandbox } from "../../pkg-template/sandbox/index.js";
import { keep, plantSandbox } from "../package/support/seen/report.js";

export const NOW = 1_750_000_000_000;

/** A sandbox with a clock that stands still until it is moved, and no timers of its own. */
export async function sandboxFor(t, options = {}) {
  const clock = { ms: NOW };
  const lines = [];
  const logged = new EventEmitter();
  const sandbox = await startSandbox({
    log(line) {
      lines.push(line);
      keep("server", [["seen", "server log", line]]);
      logged.emit("line", line);
    },
    settleMs: Infinity,
    now: () => clock.ms,
    ...options,
  });
  plantSandbox(sandbox);
  t.after(() => sandbox.close());
  /** The first line from now on that fits. */
  const nextLine = (pattern) =>
    new Promise((resolve) => {
      logged.on("line", function hear(line) {
        if (!pattern.test(line)) return;
        logged.off("line", hear);
        resolve(line);
      });
    });
  return { ...sandbox, clock, lines, nextLine };
}

export async function call(url, { method = "POST", headers = {}, body, ...rest } = {}) {
  const response = await fetch(url, { method, headers, body, ...rest });
  const text = await response.text();
  let json;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  return { status: response.status, headers: response.headers, text, json };
}

export const admin = (sandbox, route, body, method = "POST") =>
  call(`${sandbox.url}/admin/${route}`, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
  });

let nonces = 0;
const freshNonce = () => `n${String((nonces += 1)).padStart(9, "0")}`;

const textOf = (value) => (typeof value === "object" ? JSON.stringify(value) : value);

/** The rule as its page states it, written here a second time. */
export function textToSign(fields) {
  return Object.keys(fields)
    .filter((name) => name !== "signature" && fields[name] !== "" && fields[name] != null)
    .sort()
    .map((name) => `${name}=${textOf(fields[name])}`)
    .join("&");
}

export const signText = (text, privateKey) =>
  sign("sha256", Buffer.from(text), privateKey).toString("base64");

/** The headers of a signed request; `change` alters them before signing, `fields` the signed set. */
export function arthaHeaders(sandbox, body = {}, { change = {}, fields = (set) => set } = {}) {
  const { customerToken, privateKey } = sandbox.issuers.artha;
  const headers = {
    timestamp: String(Math.floor(sandbox.clock.ms / 1000)),
    nonce: freshNonce(),
    customerToken,
    ...change,
  };
  const signature = signText(textToSign(fields({ ...headers, ...body })), privateKey);
  return { ...headers, signature, "content-type": "application/json" };
}

export const artha = (sandbox, route, body, how = {}) =>
  call(`${sandbox.issuers.artha.baseUrl}/${route}`, {
    headers: arthaHeaders(sandbox, body, how),
    body: JSON.stringify(body),
  });

export const arthaRead = (sandbox, route, how = {}) =>
  call(`${sandbox.issuers.artha.baseUrl}/${route}`, {
    method: "GET",
    headers: arthaHeaders(sandbox, {}, how),
  });

/** The headers of a request to Artha v1, as the page states them, written here a second time. */
export function v1Headers(sandbox, method, url, body = "", change = {}) {
  const { apiKey, secret } = sandbox.issuers["artha-v1"];
  const timestamp = change["X-Timestamp"] ?? String(Math.floor(sandbox.clock.ms / 1000));
  const nonce = change["X-Nonce"] ?? freshNonce();
  const bodyHash = change["X-Body-Hash"] ?? createHash("sha256").update(body).digest("base64");
  const path = change.path ?? new URL(url).pathname + new URL(url).search;
  const text = `${method}\n${path}\n${timestamp}\n${nonce}\n${bodyHash}`;
  return {
    "X-API-Key": change["X-API-Key"] ?? apiKey,
    "X-Timestamp": timestamp,
    "X-Nonce": nonce,
    "X-Body-Hash": bodyHash,
    "X-Signature":
      change["X-Signature"] ??
      createHmac("sha256", change.key ?? secret).update(text).digest("base64"),
  };
}

/** `body` is an object, or text for a body that is sent as it is. */
export function v1(sandbox, method, route, body, { prefix = "/api/v1", change, headers } = {}) {
  const url = `${sandbox.issuers["artha-v1"].baseUrl}${prefix}/${route}`;
  const text = typeof body === "object" ? JSON.stringify(body) : body;
  return call(url, {
    method,
    headers: {
      ...v1Headers(sandbox, method, url, text, change),
      ...(text === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    body: text,
  });
}

export async function yativoToken(sandbox) {
  const { baseUrl, accountId, appSecret } = sandbox.issuers.yativo;
  const { json } = await call(`${baseUrl}/auth/login`, {
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ account_id: accountId, app_secret: appSecret }),
  });
  return json.data.access_token;
}

export function yativo(sandbox, token, route, { method = "POST", body, headers = {} } = {}) {
  return call(`${sandbox.issuers.yativo.baseUrl}/${route}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

export const yativoUpdate = (sandbox, token, id, action, more = {}) =>
  yativo(sandbox, token, `customer/virtual/cards/update/${id}`, { body: { action }, ...more });

export function openApi(sandbox, cardId, { path, change = {}, headers = {}, signal } = {}) {
  const { baseUrl, version, customerId, appId, key } = sandbox.issuers["open-api"];
  const body = {
    customer_id: Number(customerId),
    app_id: Number(appId),
    key,
    card_id: cardId,
    ...change,
  };
  return call(baseUrl + (path ?? `/${version}/openApi/card/freeze`), {
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
    signal,
  });
}

export const oneTimeCode = (sandbox, ms = sandbox.clock.ms) =>
  totp(base32Decode(sandbox.issuers.ibanera.totpSecret), ms);

export function ibaneraLogin(sandbox, change = {}) {
  const { baseUrl, username, password } = sandbox.issuers.ibanera;
  return call(`${baseUrl}/api/v1/public/auth/login`, {
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username, password, otp: oneTimeCode(sandbox), ...change }),
  });
}

export const ibaneraToken = async (sandbox) =>
  (await ibaneraLogin(sandbox)).json.details.accessToken;

export function ibanera(sandbox, token, action, cardsId, { headers = {}, body } = {}) {
  return call(`${sandbox.issuers.ibanera.baseUrl}/api/v1/customer/cards/${action}`, {
    headers: {
      authorization: `Bearer ${token}`,
      otp: oneTimeCode(sandbox),
      "content-type": "application/json-patch+json",
      ...headers,
    },
    body: body ?? JSON.stringify({ cardsId }),
  });
}

export function ibaneraDetails(sandbox, token, query, headers = {}) {
  return call(`${sandbox.issuers.ibanera.baseUrl}/api/v1/customer/cards/carddetails${query}`, {
    method: "GET",
    headers: { authorization: `Bearer ${token}`, otp: oneTimeCode(sandbox), ...headers },
  });
}

export const cardOf = (sandbox, label) => {
  const all = Object.values(sandbox.cards).flat();
  const card = all.find((one) => one.label === label);
  if (card === undefined) throw new Error(`No card has the label ${label}.`);
  return card.id;
};

export const stateOf = (sandbox, id) => sandbox.admin.state().find((card) => card.id === id).state;

function pngChunk(kind, data) {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  const named = Buffer.concat([Buffer.from(kind, "latin1"), data]);
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(crc32(named));
  return Buffer.concat([head, named, tail]);
}

/** A true one-pixel PNG; `padding` adds that many bytes inside a text part. */
export function png(padding) {
  const header = Buffer.from("00000001000000010800000000", "hex");
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    pngChunk("IHDR", header),
    ...(padding === undefined ? [] : [pngChunk("tEXt", Buffer.alloc(padding, 0x61))]),
    pngChunk("IDAT", deflateSync(Buffer.from([0, 0]))),
    pngChunk("IEND", Buffer.alloc(0)),
  ]);
}

/** The parts of a JPEG that its structure needs; the picture data are two bytes. */
export const jpeg = () =>
  Buffer.from(
    "ffd8" +
      "ffe000104a46494600010100000100010000" +
      "ffc0000b080001000101011100" +
      "ffda0008010100003f00" +
      "d2cf" +
      "ffd9",
    "hex",
  );

export const base64 = (bytes) => bytes.toString("base64");

/** A receiver that answers each delivery with the next of the given replies, then with code 0. */
export async function receiverFor(t, replies = []) {
  const received = [];
  const server = createServer(async (message, response) => {
    let body = "";
    for await (const chunk of message) body += chunk;
    received.push({
      method: message.method,
      type: message.headers["content-type"],
      body: JSON.parse(body),
    });
    const reply = replies[received.length - 1] ?? '{"code":0,"message":"success"}';
    response.end(reply);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  return { received, callbackUrl: `http://127.0.0.1:${server.address().port}/hook` };
}
