// What an example is told by variables, for the issuer of the sandbox.
import { randomBytes } from "node:crypto";

import { CARDS } from "../../package/scenarios/world.js";

export const ORIGIN = "https://app.example";
export const OWNERS = {
  [CARDS.artha.active]: "ada",
  [CARDS.artha.frozen]: "ada",
  [CARDS.artha.photo]: "ada",
  [CARDS.artha.inactive]: "grace",
};

/** A key in one line, as a file of variables holds it. */
const inOneLine = (pem) => pem.replaceAll(/-----[^-]+-----|\s/g, "");

export function settings({ baseUrl, customerToken, privateKey }) {
  return {
    ISSUER_URL: baseUrl,
    ISSUER_TOKEN: customerToken,
    ISSUER_KEY: inOneLine(privateKey),
    CALLBACK_SECRET: randomBytes(32).toString("hex"),
    SESSION_SECRET: randomBytes(32).toString("hex"),
    ORIGIN,
    PORT: "0",
  };
}

/** The values that nobody may print. */
export const secretsOf = ({ ISSUER_TOKEN, ISSUER_KEY, CALLBACK_SECRET, SESSION_SECRET }) => [
  ISSUER_TOKEN,
  ISSUER_KEY,
  CALLBACK_SECRET,
  SESSION_SECRET,
];

/** As a file of variables. */
export const asFile = (variables) =>
  Object.entries(variables)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}\n`)
    .join("");

/** The table of owners, in SQL. */
export const inTable = () =>
  "CREATE TABLE IF NOT EXISTS cards (id TEXT PRIMARY KEY, owner TEXT NOT NULL);" +
  Object.entries(OWNERS)
    .map(([id, owner]) => `INSERT INTO cards VALUES ('${id}', '${owner}');`)
    .join("");
