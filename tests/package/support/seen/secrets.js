// What is secret among the values that go through a client, by the names they go under.

/** Names without case, `-` and `_`. */
const KINDS = [
  ["private key", /^privatekey$/],
  ["HMAC secret", /^(secret|totpsecret|appsecret|secrets)$/],
  ["key", /^(key|apikey|xapikey|accountid)$/],
  ["token", /^(customertoken|accesstoken|refreshtoken|token|authorization)$/],
  ["password", /^password$/],
  ["signature", /^(x?signature|xbodyhash)$/],
  ["one-time code", /^(otp|optcode)$/],
  ["PIN", /^(old|new)?pin$/],
  ["CVV", /^cv[vc]2?$/],
  ["PAN", /^(pan|(full)?card(no|number))$/],
  ["webhook secret", /^(pathsecret|webhooksecret)$/],
  ["image", /^(signimage|frontdoc|backdoc|photo|handholdidphoto|mixphoto|idfront|idback)$/],
];
const kindOf = (name) => KINDS.find(([, names]) => names.test(name.toLowerCase().replace(/[_-]/g, "")))?.[0];

const SHORT = ["PIN", "CVV", "one-time code"];
const LEAST = 12;

/** Whether a value can be looked for without meeting it by chance. */
function isTelling(kind, value) {
  if (SHORT.includes(kind) && /^\d{3,8}$/.test(value)) return true;
  if (/^\d+$/.test(value)) return value.length >= 13 && new Set(value).size > 1;
  return value.length >= LEAST && new Set(value).size > 4;
}

const base64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
const MOST = 4096;

/** The bytes of a picture, in every way in which they could be written. */
function* writtenBytes(value) {
  const bytes = ArrayBuffer.isView(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : new Uint8Array(value);
  if (bytes.length > MOST) return;
  yield base64(bytes);
  yield Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  yield bytes.join(",");
  yield JSON.stringify({ ...bytes }).slice(1, -1);
}

/**
 * The secrets in a value, as pairs of their kind and their text.
 *
 * @returns {Generator<[string, string]>}
 */
export function* secretsIn(value, kind, seen = new Set()) {
  if (typeof value === "string" || typeof value === "number") {
    const text = String(value).replace(/^Bearer /, "");
    if (kind && isTelling(kind, text)) yield [kind, text];
    return;
  }
  if (Object(value) !== value || typeof value === "function" || seen.has(value)) return;
  seen.add(value);
  if (typeof value.expose === "function") {
    const text = String(value.expose());
    if (/^\d{3,8}$/.test(text)) yield ["PIN", text];
    else yield* secretsIn(text, kind ?? "exposed value");
  } else if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
    if (kind === "image") for (const text of writtenBytes(value)) yield ["image", text];
  } else if (typeof value.entries === "function" && typeof value.get === "function") {
    for (const [name, inner] of value.entries()) yield* secretsIn(inner, kindOf(String(name)), seen);
  } else {
    const isList = Array.isArray(value);
    for (const [name, inner] of Object.entries(value)) yield* secretsIn(inner, isList ? kind : kindOf(name), seen);
  }
}

/** What a body holds that is secret; one that is no JSON may still hold a card's number. */
export function* secretsInBody(body) {
  const text = typeof body === "string" ? body : new TextDecoder().decode(body);
  try {
    yield* secretsIn(JSON.parse(text));
  } catch {}
  for (const [digits] of text.matchAll(/(?<![\w.-])\d{16,19}(?![\w.-])/g)) if (isTelling("PAN", digits)) yield ["PAN", digits];
}

/** What an issuer said: it stays with an error for those who ask for it, and is shown to nobody else. */
export function* secretsOfError(error) {
  const { issuerMessage } = error;
  if (typeof issuerMessage === "string" && issuerMessage.length >= LEAST) yield ["issuer's words", issuerMessage];
  const body = typeof error.body === "function" ? error.body() : undefined;
  if (!(body instanceof Uint8Array)) return;
  yield* secretsInBody(body);
  const text = new TextDecoder().decode(body.subarray(0, 200));
  if (text.length < 40 || new Set(text).size <= 4) return;
  yield ["answer", text];
  yield ["answer", JSON.stringify(text).slice(1, -1)];
}
