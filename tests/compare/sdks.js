// The clients of the table, each with its defaults but for the time-out, and one write and one read
// of each.
import { generateKeyPairSync } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

export const TIMEOUT_MS = 2000;
export const DEADLINE_MS = 6000;

const filler = "Made up for a comparison of what clients do when an answer goes wrong.";

async function cardlatch({ url, secret }) {
  const folder = process.env.CARDLATCH_CONSUMER;
  const { CardClient } = await import(pathToFileURL(join(folder, "node_modules/cardlatch/dist/node.js")));
  const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const privateKey = keys.privateKey.export({ type: "pkcs8", format: "pem" });
  const issuer = { id: "artha", baseUrl: `${url}/api/v1`, customerToken: secret, privateKey, needPhotoForOperateCard: false };
  const client = new CardClient({ issuer, timeoutMs: TIMEOUT_MS, deadlineMs: DEADLINE_MS });
  return {
    client,
    write: (options) => client.freeze("card-1", options),
    read: (options) => client.card("card-1", options),
  };
}

async function lithic({ url, secret }) {
  const { default: Lithic } = await import("lithic");
  const client = new Lithic({ apiKey: secret, baseURL: url, timeout: TIMEOUT_MS });
  return {
    client,
    write: (options) => client.cards.update("card-1", { state: "PAUSED" }, options),
    read: (options) => client.cards.retrieve("card-1", options),
  };
}

async function increase({ url, secret }) {
  const { default: Increase } = await import("increase");
  const client = new Increase({ apiKey: secret, baseURL: url, timeout: TIMEOUT_MS });
  return {
    client,
    write: (options) => client.cards.update("card-1", { status: "disabled" }, options),
    read: (options) => client.cards.retrieve("card-1", options),
  };
}

async function stripe({ url, secret }) {
  const { default: Stripe } = await import("stripe");
  const { hostname, port, protocol } = new URL(url);
  const place = { host: hostname, port: Number(port), protocol: protocol.replace(":", "") };
  const client = new Stripe(secret, { ...place, timeout: TIMEOUT_MS });
  return {
    client,
    write: (options) => client.issuing.cards.update("card-1", { status: "inactive" }, options),
    read: (options) => client.issuing.cards.retrieve("card-1", {}, options),
  };
}

async function openai({ url, secret }) {
  const { default: OpenAI } = await import("openai");
  const client = new OpenAI({ apiKey: secret, baseURL: url, timeout: TIMEOUT_MS });
  return {
    client,
    write: (options) => client.files.delete("file-1", options),
    read: (options) => client.files.retrieve("file-1", options),
  };
}

const pausedCard = { token: "card-1", state: "PAUSED", type: "VIRTUAL", last_four: "4242", memo: filler };
const disabledCard = { id: "card-1", type: "card", status: "disabled", last4: "4242", description: filler };
const inactiveCard = { id: "card-1", object: "issuing.card", status: "inactive", last4: "4242", filler };
const arthaCard = { cardNumber: "4111111111111111", expirationDate: "12/30", cardStatus: "Frozen", filler };
const task = { taskId: "task-1", status: "Success", remarks: "CardInProgress", filler };
const file = { id: "file-1", object: "file", bytes: 1, filename: "a.txt", purpose: "assistants", filler };

/**
 * `good`: answers that the parser accepts. `proof`: a member of what the caller then gets, which shows
 * that the answer was read.
 */
export const SDKS = {
  cardlatch: {
    open: cardlatch,
    calls: { write: "freeze", read: "card" },
    good: { write: task, read: arthaCard },
    proof: { write: ["taskId", "task-1"], read: ["last4", "1111"] },
  },
  lithic: {
    open: lithic,
    calls: { write: 'cards.update(token, { state: "PAUSED" })', read: "cards.retrieve" },
    good: { write: pausedCard, read: pausedCard },
    proof: { write: ["state", "PAUSED"], read: ["state", "PAUSED"] },
  },
  increase: {
    open: increase,
    calls: { write: 'cards.update(id, { status: "disabled" })', read: "cards.retrieve" },
    good: { write: disabledCard, read: disabledCard },
    proof: { write: ["status", "disabled"], read: ["status", "disabled"] },
  },
  stripe: {
    open: stripe,
    calls: { write: 'issuing.cards.update(id, { status: "inactive" })', read: "issuing.cards.retrieve" },
    good: { write: inactiveCard, read: inactiveCard },
    proof: { write: ["status", "inactive"], read: ["status", "inactive"] },
  },
  openai: {
    open: openai,
    calls: { write: "files.delete", read: "files.retrieve" },
    good: { write: { id: "file-1", object: "file", deleted: true, filler }, read: file },
    proof: { write: ["deleted", true], read: ["filename", "a.txt"] },
  },
};

/** The manifest of an installed client: its version, and the Node that it asks for. */
export async function manifestOf(name) {
  const folder = name === "cardlatch" ? process.env.CARDLATCH_CONSUMER : import.meta.dirname;
  return JSON.parse(await readFile(join(folder, "node_modules", name, "package.json"), "utf8"));
}
