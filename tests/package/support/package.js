// What the tests in Node import of the package.
import { failureOf } from "../scenarios/check.js";
import { fromPackage } from "./consumer.js";
import { plantSandbox } from "./seen/report.js";

export const { CardClient, CardError, Secret } = await fromPackage("cardlatch");
export const { CallbackReceiver, CardError: CallbackError, Secret: CallbackSecret } = await fromPackage("cardlatch/callbacks");
export const { capabilities, operations } = await fromPackage("cardlatch/capabilities");
const { startSandbox: start } = await fromPackage("cardlatch/sandbox");

export async function startSandbox(options) {
  const sandbox = await start(options);
  plantSandbox(sandbox);
  return sandbox;
}

/** Waits for a call to fail as expected, and gives the error. */
export const fails = failureOf(CardError);
