// Certificates, made for the run: Node signs but writes none, so their DER is written here (RFC 5280).
import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

const DAY_MS = 86_400_000;

const lengthOf = (size) => {
  if (size < 128) return [size];
  const bytes = Buffer.from(size.toString(16).padStart(size > 255 ? 4 : 2, "0"), "hex");
  return [128 | bytes.length, ...bytes];
};

const der = (tag, ...parts) => {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part)));
  return Buffer.concat([Buffer.from([tag, ...lengthOf(body.length)]), body]);
};

const sequence = (...parts) => der(0x30, ...parts);
const text = (value) => der(0x0c, Buffer.from(value, "utf8"));
const time = (ms) => der(0x18, Buffer.from(new Date(ms).toISOString().replace(/[-:T]|\.\d+/g, ""), "latin1"));

/** Object identifiers by their bytes: ecdsa-with-SHA256, commonName, basicConstraints, subjectAltName. */
const ECDSA = der(0x06, [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]);
const COMMON_NAME = der(0x06, [0x55, 0x04, 0x03]);
const BASIC_CONSTRAINTS = der(0x06, [0x55, 0x1d, 0x13]);
const ALTERNATIVE_NAME = der(0x06, [0x55, 0x1d, 0x11]);

const named = (name) => sequence(der(0x31, sequence(COMMON_NAME, text(name))));

const extension = (id, critical, value) => sequence(id, ...(critical ? [der(0x01, [0xff])] : []), der(0x04, value));

function extensions(host, isAuthority) {
  const constraints = isAuthority ? sequence(der(0x01, [0xff])) : sequence();
  const list = [extension(BASIC_CONSTRAINTS, true, constraints)];
  if (host) list.push(extension(ALTERNATIVE_NAME, false, sequence(der(0x82, Buffer.from(host, "latin1")))));
  return der(0xa3, sequence(...list));
}

const pem = (bytes) => `-----BEGIN CERTIFICATE-----\n${bytes.toString("base64").match(/.{1,64}/g).join("\n")}\n-----END CERTIFICATE-----\n`;

/**
 * A key and its certificate, signed by an authority or by itself.
 *
 * @param {{ name: string, host?: string, by?: ReturnType<typeof certificate>, from?: number, days?: number, isAuthority?: boolean }} wish
 */
export function certificate({ name, host, by, from = Date.now() - DAY_MS, days = 365, isAuthority = false }) {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const signer = by ?? { name, privateKey };
  const signed = sequence(
    der(0xa0, der(0x02, [2])),
    der(0x02, [1, ...randomBytes(7)]),
    sequence(ECDSA),
    named(signer.name),
    sequence(time(from), time(from + days * DAY_MS)),
    named(name),
    publicKey.export({ type: "spki", format: "der" }),
    extensions(host, isAuthority),
  );
  const signature = sign("sha256", signed, signer.privateKey);
  return { name, privateKey, key: privateKey.export({ type: "pkcs8", format: "pem" }), cert: pem(sequence(signed, sequence(ECDSA), der(0x03, [0], signature))) };
}
