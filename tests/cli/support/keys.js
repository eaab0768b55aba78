// Keys in every form in which people have them. Made anew for each run.
import { generateKeyPairSync } from "node:crypto";

export const rsa = (modulusLength) => generateKeyPairSync("rsa", { modulusLength });

const pair = rsa(1024);
const curve = generateKeyPairSync("ec", { namedCurve: "P-256" });

const pem = (key, type, more = {}) => key.export({ type, format: "pem", ...more });
const bare = (text) => text.replace(/-----[^-]*-----|\s/g, "");

const password = { cipher: "aes-256-cbc", passphrase: "a password" };

export const pkcs8 = pem(pair.privateKey, "pkcs8");
export const pkcs1 = pem(pair.privateKey, "pkcs1");
export const openssh = `-----BEGIN OPENSSH PRIVATE KEY-----\n${bare(pkcs8).slice(0, 400)}\n-----END OPENSSH PRIVATE KEY-----\n`;

/** What the client can sign with. */
export const USABLE = {
  pkcs8,
  pkcs1,
  "with the line breaks of Windows": pkcs8.replaceAll("\n", "\r\n"),
  "with blanks for line breaks": pkcs8.replaceAll("\n", " "),
  "base64 of PKCS #8": bare(pkcs8),
  "base64 of PKCS #1": bare(pkcs1),
};

/** What it cannot, with what is said of it. */
export const MISTAKES = {
  "line breaks as \\n": [pkcs8.replaceAll("\n", "\\n"), /line breaks are written as \\n/],
  "line breaks as \\r\\n": [pkcs8.replaceAll("\n", "\\r\\n"), /line breaks are written as \\n/],
  "in quotes": [`"${pkcs8.trim()}"`, /has quotes around it/],
  "in quotes, with \\n": [`'${pkcs8.replaceAll("\n", "\\n")}'`, /line breaks are written as \\n/],
  "under a password": [pem(pair.privateKey, "pkcs8", password), /under a password/],
  "PKCS #1 under a password": [pem(pair.privateKey, "pkcs1", password), /under a password/],
  "a public key": [pem(pair.publicKey, "spki"), /is a public key/],
  "a public key as PKCS #1": [pem(pair.publicKey, "pkcs1"), /is a public key/],
  "base64 of a public key": [bare(pem(pair.publicKey, "spki")), /is a public key/],
  "a public key for SSH": ["ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQ ann@host", /is a public key/],
  "a certificate": ["-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----", /is a certificate/],
  "a key of a curve": [pem(curve.privateKey, "pkcs8"), /not an RSA one/],
  "a key of a curve as SEC 1": [pem(curve.privateKey, "sec1"), /not an RSA one/],
  "a key for SSH": [openssh, /form of OpenSSH/],
  "the first line alone": ["-----BEGIN PRIVATE KEY-----", /has no end/],
  "without its end": [pkcs8.slice(0, 500), /has no end/],
  "a letter lost": [pkcs8.slice(0, 200) + pkcs8.slice(201), /cannot be read/],
  "base64 cut off": [bare(pkcs8).slice(0, 400), /cannot be read/],
  "attributes before it": [`Bag Attributes\n    friendlyName: artha\n${pkcs8}`, /other text before or after/],
  "a note after it": [`${pkcs8}# until May`, /other text before or after/],
  "base64 of PEM": [Buffer.from(pkcs8).toString("base64"), /is a PEM file in base64/],
  "a JWK": [JSON.stringify(pair.privateKey.export({ format: "jwk" })), /is JSON/],
  "a file's name": ["./secrets/artha.pem", /is the name of a file/],
  "a file's whole name": ["/etc/keys/artha", /is the name of a file/],
  "dashes of a word processor": [pkcs8.replaceAll("-----", "–––––"), /has other dashes/],
  "too few dashes": [pkcs8.replaceAll("-----", "----"), /has other dashes/],
  "something else as PEM": ["-----BEGIN PARAMETERS-----\nMIIB\n-----END PARAMETERS-----", /PEM of something else/],
  nothing: ["   ", /is empty/],
  "a password": ["correct horse battery staple", /neither PEM nor base64/],
};
