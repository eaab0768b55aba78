// The secrets of one-time codes and of HMAC signatures.

const LETTERS = /^[A-Z2-7]*$/;

/** RFC 4226 asks for 128 bits. Many issuers give 80, so only less than that is told. */
const LEAST_BITS = 80;

function mistake(text) {
  const bare = text.toUpperCase().replace(/[\s=-]/g, "");
  if (/^otpauth:/i.test(text.trim())) return ["is a whole otpauth address", "Give what stands behind secret= in it."];
  if (/^\d{6,8}$/.test(bare)) return ["looks like a code of the moment, not like the secret", "Give the secret that the codes are made of."];
  if (bare === "") return ["is empty", "Put the secret there."];
  if (LETTERS.test(bare)) return undefined;
  // Which letters it holds beside would tell something of it.
  const slip = /^[A-Z0-9]*$/.test(bare) ? " Mind O and 0, I and 1, B and 8." : "";
  return ["is not base32", `Base32 has the letters A to Z and the digits 2 to 7.${slip} If the secret is meant as it stands, say totpEncoding: "text".`];
}

/** Looks at Ibanera's shared secret. */
export function checkTotpSecret({ totpSecret, totpEncoding }, tell) {
  if (totpEncoding === "text") return tell.ok("key.totp", "issuer.totpSecret is taken as text, as totpEncoding says.");
  const wrong = mistake(totpSecret);
  if (wrong) {
    const [is, cure] = wrong;
    return tell.wrong("key.totp", `issuer.totpSecret ${is}.`, { why: "Every request carries a code that is made of it.", cure });
  }
  const bits = Math.floor((totpSecret.replace(/[\s=-]/g, "").length * 5) / 8) * 8;
  if (bits >= LEAST_BITS) return tell.ok("key.totp", "issuer.totpSecret is base32.");
  tell.warn("key.totp", `issuer.totpSecret is base32 of only ${bits} bits.`, { why: "Shared secrets have 80 bits or more: part of it may be missing.", cure: "Compare it with what the issuer gave." });
}

const isBase64 = (text) => text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);

/** Looks at the secret of Artha's newer API. */
export function checkHmacSecret({ secret, secretEncoding, apiKey }, tell) {
  if (/^ak_/.test(secret) && !/^ak_/.test(String(apiKey))) {
    return tell.wrong("key.hmac", "issuer.secret begins like an API key, and issuer.apiKey does not.", { cure: "Exchange the two." });
  }
  if (secretEncoding === "base64" && !isBase64(secret.trim())) {
    return tell.wrong("key.hmac", "issuer.secret is not base64, and secretEncoding says that it is.", { cure: 'Say secretEncoding: "text", or copy the secret again.' });
  }
  tell.ok("key.hmac", `issuer.secret is taken as ${secretEncoding === "base64" ? "base64" : "text"}.`);
}
