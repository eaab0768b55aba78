import { randomBytes } from "node:crypto";
import { base32Decode, matchingCounter, newTotpSecret } from "../../totp.js";

// The pages give the ten minutes but not the count.
const FAILURES_BEFORE_LOCK = 5;
const LOCK_MS = 10 * 60 * 1000;

/**
 * The principal's account: who it is, its one-time codes, and the lock after wrong logins.
 *
 * @param {{ now: () => number, totpEncoding: "base32" | "text", rejectReusedCodes: boolean }} settings
 */
export function createPrincipal({ now, totpEncoding, rejectReusedCodes }) {
  const username = "sandbox-principal";
  const password = randomBytes(12).toString("base64url");
  const totpSecret = newTotpSecret();
  const key = totpEncoding === "text" ? Buffer.from(totpSecret, "utf8") : base32Decode(totpSecret);
  const usedCounters = new Set();
  let failures = 0;
  let lockedUntil = -Infinity;

  const principal = {
    username,
    password,
    totpSecret,

    isLocked: () => now() < lockedUntil,

    /** @param {unknown} code */
    takesCode(code) {
      const counter = typeof code === "string" ? matchingCounter(key, now(), code) : null;
      if (counter === null || (rejectReusedCodes && usedCounters.has(counter))) return false;
      usedCounters.add(counter);
      return true;
    },

    /** @param {string} name @param {string} word */
    isRight: (name, word) => name === username && word === password,

    failed() {
      failures += 1;
      if (failures < FAILURES_BEFORE_LOCK) return;
      failures = 0;
      lockedUntil = now() + LOCK_MS;
    },

    succeeded() {
      failures = 0;
    },

    reset() {
      usedCounters.clear();
      failures = 0;
      lockedUntil = -Infinity;
    },
  };
  return principal;
}
