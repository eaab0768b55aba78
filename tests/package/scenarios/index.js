// The scenarios that run in every runtime.
import { actions } from "./actions.js";
import { bodies } from "./bodies.js";
import { callbacks } from "./callbacks.js";
import { errors } from "./errors.js";
import { faults } from "./faults.js";
import { images } from "./images.js";
import { operations } from "./operations.js";
import { poison } from "./poison.js";
import { prepared } from "./prepared.js";
import { reads } from "./reads.js";
import { sessions } from "./sessions.js";
import { same } from "./check.js";
import { createWorld } from "./world.js";

export const groups = { actions, images, faults, bodies, sessions, errors, operations, prepared, reads, callbacks };

/** Those of a package whose modules fail when they are told to. */
const failing = { poison };

/** Runs one scenario against a sandbox that is back at its start. */
export async function runScenario(group, name, setup) {
  const world = await createWorld(setup);
  await world.reset();
  const uncaught = await uncaughtDuring(() => ({ ...groups, ...failing })[group][name](world));
  same(uncaught.map(String), [], "what was uncaught");
}

/** What nobody catches meanwhile. Node's own test runner sees to it there. */
async function uncaughtDuring(work) {
  const uncaught = new Map();
  const note = ({ promise, reason }) => uncaught.set(promise, reason);
  // Older workers tell of a rejection before they have looked whether it is handled.
  const forget = ({ promise }) => uncaught.delete(promise);
  globalThis.addEventListener?.("unhandledrejection", note);
  globalThis.addEventListener?.("rejectionhandled", forget);
  try {
    await work();
    await new Promise((go) => setTimeout(go));
  } finally {
    globalThis.removeEventListener?.("unhandledrejection", note);
    globalThis.removeEventListener?.("rejectionhandled", forget);
  }
  return [...uncaught.values()];
}
