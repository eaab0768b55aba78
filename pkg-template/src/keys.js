import { fromBase64, toBytes } from "./bytes.js";
import { failed } from "./seat.js";

const rsa = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
const hmac = { name: "HMAC", hash: "SHA-1" };

/** Version, the identifier of rsaEncryption: what PKCS #8 puts before a PKCS #1 key. */
const rsaHead = [2, 1, 0, 48, 13, 6, 9, 42, 134, 72, 134, 247, 13, 1, 1, 1, 5, 0];
const sized = (tag, { length }) => [tag, 130, length >> 8, length & 255];

/** The PKCS #8 bytes of PEM, or of its bare base64. */
function pkcs8(text) {
  const der = fromBase64(text.replace(/-----[^-]*-----/g, ""));
  // Both begin with a version; in PKCS #8 a sequence follows, in PKCS #1 the modulus.
  const start = 2 + (der[1] & 127);
  if (der[start + 3] !== 2) return der;
  const body = [...rsaHead, ...sized(4, der), ...der];
  return new Uint8Array([...sized(48, body), ...body]);
}

/** The bytes of base32 text; blanks, hyphens and padding do not matter. */
function base32(text) {
  const letters = text.toUpperCase().replace(/[\s=-]/g, "");
  const bits = Array.from(letters, (letter) => {
    const value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter);
    if (value < 0) throw failed;
    return value.toString(2).padStart(5, "0");
  }).join("");
  return Uint8Array.from(bits.match(/.{8}/g), (byte) => parseInt(byte, 2));
}

/** The six digits of RFC 4226 out of an HMAC. */
function digits(mac) {
  const view = new DataView(mac);
  const number = view.getUint32(view.getUint8(19) & 15) & 0x7fffffff;
  return String(number % 1e6).padStart(6, "0");
}

/** The bytes whose HMAC is this half minute's: the count of half minutes. */
function counter(seconds) {
  const view = new DataView(new ArrayBuffer(8));
  view.setUint32(4, seconds / 30);
  return view;
}

/** Signs with a key that cannot be exported, imported at the first use; a `CryptoKey` is used as it is. */
export function signer(key, format, algorithm, bytesOf) {
  const imported = async () => {
    if (typeof key === "string") return crypto.subtle.importKey(format, bytesOf(key), algorithm, false, ["sign"]);
    if (key.algorithm.hash?.name !== algorithm.hash) throw failed;
    return key;
  };
  let usable;
  return async (message) => crypto.subtle.sign(algorithm, await (usable ??= imported()), message());
}

/** What the issuer's keys do. They stay in these closures. Only what the build's issuers need is there. */
export function keysOf(issuer) {
  const keys = {};
  if (HAS_ARTHA && issuer.privateKey) keys.sign = signer(issuer.privateKey, "pkcs8", rsa, pkcs8);
  if (HAS_ARTHA_V1 && issuer.secret) {
    keys.sign = signer(issuer.secret, "raw", { ...hmac, hash: "SHA-256" }, issuer.secretEncoding === "base64" ? fromBase64 : toBytes);
  }
  if (HAS_IBANERA) {
    const { totpSecret, totpEncoding, oneTimeCode } = issuer;
    const mac = signer(totpSecret, "raw", hmac, totpEncoding === "text" ? toBytes : base32);
    keys.code = async () => (oneTimeCode ? oneTimeCode() : digits(await mac(() => counter(Date.now() / 1000))));
  }
  return keys;
}
