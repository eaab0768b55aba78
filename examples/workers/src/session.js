// Who is signed in: a cookie that names a user and an end, signed with HMAC-SHA-256. Whatever else
// comes is nobody. Your sign-in answers with the cookie that `start` gives.
const NAME = "__Host-session";
const ALGORITHM = { name: "HMAC", hash: "SHA-256" };
const encoder = new TextEncoder();
/** @param {Uint8Array} bytes */
const hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
/** @param {string} hex */
const bytesOf = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** @param {string | undefined} secret at least 32 random letters */
export function sessions(secret) {
  if (!secret || secret.length < 32) throw new Error("SESSION_SECRET needs at least 32 random letters.");
  const key = () => crypto.subtle.importKey("raw", encoder.encode(secret), ALGORITHM, false, ["sign", "verify"]);

  return {
    /**
     * The value of `set-cookie` for a user who has just signed in.
     *
     * @param {string} user letters, digits, `_` and `-`
     */
    async start(user, seconds = 3600) {
      const text = `${user}.${Math.floor(Date.now() / 1000) + seconds}`;
      const signature = await crypto.subtle.sign("HMAC", await key(), encoder.encode(text));
      const value = `${text}.${hexOf(new Uint8Array(signature))}`;
      return `${NAME}=${value}; Path=/; Max-Age=${seconds}; Secure; HttpOnly; SameSite=Lax`;
    },

    /**
     * The user of a request, or null.
     *
     * @param {Request} request
     */
    async userOf(request) {
      const cookies = (request.headers.get("cookie") ?? "").split("; ");
      const value = cookies.find((cookie) => cookie.startsWith(`${NAME}=`)) ?? "";
      const [, text, user, ends, hex] = /^[^=]+=(([\w-]{1,64})\.(\d{10}))\.([0-9a-f]{64})$/.exec(value) ?? [];
      if (!hex || Number(ends) * 1000 <= Date.now()) return null;
      const genuine = await crypto.subtle.verify("HMAC", await key(), bytesOf(hex), encoder.encode(text));
      return genuine ? user : null;
    },
  };
}
