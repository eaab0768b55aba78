// Small facts that a browser keeps for this worker in cookies, signed so that it can change none.

const ENCODER = new TextEncoder();

/** `fact` as the text of a cookie, good until `untilMs`. `kind` keeps one use from standing in for another. */
export async function sealed(secret, kind, fact, untilMs) {
  const payload = encoded(ENCODER.encode(JSON.stringify({ kind, fact, untilMs })));
  const mark = await crypto.subtle.sign("HMAC", await keyOf(secret), ENCODER.encode(payload));
  return `${payload}.${encoded(new Uint8Array(mark))}`;
}

/** The fact in such a text, or null when it is not ours, of another kind, or too old. */
export async function opened(secret, kind, text, nowMs) {
  const [payload, mark] = text.split(".");
  const signature = decoded(mark ?? "");
  const key = await keyOf(secret);
  if (!(await crypto.subtle.verify("HMAC", key, signature, ENCODER.encode(payload)))) return null;
  const told = JSON.parse(new TextDecoder().decode(decoded(payload)));
  return told.kind === kind && told.untilMs > nowMs ? told.fact : null;
}

/** The cookie of a name that came with a request, or an empty text. */
export function cookieOf(request, name) {
  const pairs = (request.headers.get("cookie") ?? "").split("; ").map((pair) => pair.split("="));
  return pairs.find(([own]) => own === name)?.[1] ?? "";
}

// Scripts never see it, and no other site's page can make the browser send it. `Secure` is left out
// because this demo is served over plain HTTP on the visitor's own machine.
export function cookie(name, value, { path, seconds }) {
  return `${name}=${value}; HttpOnly; SameSite=Strict; Path=${path}; Max-Age=${seconds}`;
}

function keyOf(secret) {
  const hmac = { name: "HMAC", hash: "SHA-256" };
  return crypto.subtle.importKey("raw", ENCODER.encode(secret), hmac, false, ["sign", "verify"]);
}

function encoded(bytes) {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function decoded(text) {
  try {
    const base64 = text.replaceAll("-", "+").replaceAll("_", "/");
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch {
    return new Uint8Array(); // which no signature is
  }
}
