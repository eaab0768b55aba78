import { randomBytes } from "node:crypto";

const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

/**
 * Bearer tokens that look like a JWT, because clients may be tempted to read them. They are
 * opaque here: only the ones on this list count.
 *
 * @param {{ now: () => number, lifeSeconds: number }} settings
 */
export function createTokens({ now, lifeSeconds }) {
  /** @type {Map<string, number>} */
  const expiries = new Map();

  const dropExpired = () => {
    for (const [token, expiry] of expiries) if (expiry <= now()) expiries.delete(token);
  };

  return {
    lifeSeconds,

    issue() {
      dropExpired();
      const expiry = now() + lifeSeconds * 1000;
      const head = encode({ alg: "HS256", typ: "JWT" });
      const claims = encode({
        exp: Math.floor(expiry / 1000),
        jti: randomBytes(8).toString("hex"),
      });
      const token = `${head}.${claims}.${randomBytes(32).toString("base64url")}`;
      expiries.set(token, expiry);
      return token;
    },

    /**
     * @param {string | undefined} authorization the header as it came
     * @returns {"valid" | "missing" | "unknown" | "expired"}
     */
    check(authorization) {
      const token = /^Bearer (\S+)$/i.exec(authorization ?? "")?.[1];
      if (token === undefined) return "missing";
      const expiry = expiries.get(token);
      if (expiry === undefined) return "unknown";
      return expiry > now() ? "valid" : "expired";
    },

    clear: () => expiries.clear(),
  };
}
