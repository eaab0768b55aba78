// Slim entries hold no module: who is too early is told so, and then the modules are handed over.
import * as callbacks from "cardlatch/callbacks/slim";
import * as cardlatch from "cardlatch/slim";

import { run } from "../scenario.js";

const ISSUER = { id: "yativo", baseUrl: "https://issuer.example", accountId: "account", appSecret: "made up" };

const TOO_EARLY = [
  ["A client", cardlatch, () => new cardlatch.CardClient({ issuer: ISSUER, dangerouslyAllowBrowser: true })],
  ["A receiver", callbacks, () => new callbacks.CallbackReceiver({ issuer: "artha", readCardFirst: true })],
];

function early() {
  const strange = [];
  for (const [what, { CardError }, make] of TOO_EARLY) {
    try {
      make();
      strange.push(`${what} was made before there was a module.`);
    } catch (error) {
      const isTold = error instanceof CardError && error.code === "configuration" && error.message.includes("load");
      if (!isTold) strange.push(`${what} that comes too early was told: ${error}`);
    }
  }
  return strange;
}

/** Runs the scenario once `sources` are loaded, in any of the forms that `load` takes. */
export async function slim(setup, sources) {
  const strange = early();
  await Promise.all([cardlatch.load(sources.cardlatch), callbacks.load(sources.callbacks)]);
  return { ...(await run({ cardlatch, callbacks, setup })), strange };
}
