// Artha's private key: what it is, whether the client can sign with it, and what to do if not.
import { createPrivateKey, createPublicKey } from "node:crypto";

import { keyForm, mended } from "./pem.js";

const PKCS8 = "openssl pkcs8 -topk8 -nocrypt -in key.pem -out key-for-cardlatch.pem";

/** Why a text of this form is no key to sign with. Forms that are not here can be one. */
const MISTAKES = {
  empty: ["is empty", "Put the private key there."],
  encrypted: ["is a private key under a password", `The client asks for no password: ${PKCS8} asks for it once.`],
  public: ["is a public key", "Signing takes the private key that belongs to it: its file begins with BEGIN PRIVATE KEY. Artha gets the public one."],
  certificate: ["is a certificate", "A certificate holds a public key. Give the private key that belongs to it."],
  not_rsa: ["is a private key, but not an RSA one", "Artha's signature is SHA256withRSA: make an RSA key, and give Artha its public half."],
  openssh: ["is a private key in the form of OpenSSH", "Write it in another form: ssh-keygen -p -m PKCS8 -f copy-of-key"],
  cut_off: ["begins as a PEM file and has no end", "A file of variables often keeps the first line only: put the key on one line with real line breaks kept, or give its base64 alone."],
  surrounded: ["has other text before or after the key", "Keep the lines from BEGIN to END alone: the client decodes all the rest as a part of the key."],
  base64_of_pem: ["is a PEM file in base64", "Decode it once before you give it to the client."],
  jwk: ["is JSON, such as a JWK", "Give PEM, or import it with WebCrypto and give the CryptoKey."],
  path: ["is the name of a file", "Give what is in the file, not its name."],
  dashes: ["has other dashes than a PEM file, or fewer than five", "Copy it from the file itself: word processors exchange hyphens for dashes."],
  other: ["is PEM of something else than a key", "Give the private key."],
  no_key: ["is neither PEM nor base64 of a key", "Give PEM or base64 of PKCS #8 or PKCS #1."],
};

const FORMS = { pkcs8: "PEM of PKCS #8", pkcs1: "PEM of PKCS #1", base64: "base64 of a key" };

/** What Artha's document says of the key's length. */
const DOCUMENTED_BITS = 1024;

const TYPES = { base64: ["pkcs8", "pkcs1"], pkcs8: ["pkcs8"], pkcs1: ["pkcs1"] };

/** The key's bytes, as the client decodes them. Node's decoder takes letters that the client's refuses. */
function derOf(text) {
  const body = text.replace(/-----[^-]*-----/g, "").replace(/\s/g, "");
  return /^[A-Za-z0-9+/]+={0,2}$/.test(body) ? Buffer.from(body, "base64") : undefined;
}

/** The key in a text, if there is one. */
function opened(text) {
  const key = derOf(text);
  for (const type of (key && TYPES[keyForm(text)]) ?? []) {
    try {
      return createPrivateKey({ key, format: "der", type });
    } catch {
      // Not in this form; the next one, or none.
    }
  }
  return undefined;
}

function isPublicDer(text) {
  try {
    createPublicKey({ key: Buffer.from(text, "base64"), format: "der", type: "spki" });
    return true;
  } catch {
    return false;
  }
}

function tellSize(key, form, tell) {
  const bits = key.asymmetricKeyDetails?.modulusLength;
  const data = { form, bits: bits ?? 0 };
  if (bits === DOCUMENTED_BITS) return tell.ok("key.private", `issuer.privateKey is an RSA key of ${bits} bits, as ${FORMS[form]}.`, { data });
  tell.warn("key.private", `issuer.privateKey is an RSA key of ${bits} bits, as ${FORMS[form]}.`, {
    why: `Artha's document says that the key should have ${DOCUMENTED_BITS} bits, and none says whether it takes others.`,
    cure: "If signatures are refused, ask Artha which lengths it takes.",
    data,
  });
}

function tellMistake(form, tell) {
  const [is, cure] = MISTAKES[form];
  tell.wrong("key.private", `issuer.privateKey ${is}.`, { why: "Without a key the client can sign nothing.", cure, data: { form } });
}

/** The same key without what a file of variables did to it. */
function tellMendable(text, tell) {
  const escaped = /\\[nr]/.test(text);
  tell.wrong("key.private", `issuer.privateKey is a private key, but ${escaped ? "its line breaks are written as \\n" : "it has quotes around it"}.`, {
    why: "The client reads base64, in which there are no backslashes and no quotes.",
    cure: escaped ? 'Put the line breaks back before you give it to the client: key.replaceAll("\\\\n", "\\n").' : "Take the quotes off.",
    data: { form: escaped ? "escaped" : "quoted" },
  });
}

/** Looks at the key, and says what it is. */
export function checkPrivateKey(text, tell) {
  const form = keyForm(text);
  const meant = mended(text);
  if (meant !== text.trim() && opened(meant)?.asymmetricKeyType === "rsa") return tellMendable(text, tell);
  if (MISTAKES[form]) return tellMistake(form, tell);
  const key = opened(text);
  if (key?.asymmetricKeyType === "rsa") return tellSize(key, form, tell);
  if (key) return tellMistake("not_rsa", tell);
  if (form === "base64" && isPublicDer(text)) return tellMistake("public", tell);
  tell.wrong("key.private", `issuer.privateKey looks like ${FORMS[form]}, but cannot be read.`, {
    why: "Letters are missing or changed.",
    cure: "Copy it again. `openssl pkey -in key.pem -noout` says whether the file itself is whole.",
    data: { form: "damaged" },
  });
}
