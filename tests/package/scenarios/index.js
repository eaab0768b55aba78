// The scenarios that run in every runtime.
import { actions } from "./actions.js";
import { callbacks } from "./callbacks.js";
import { errors } from "./errors.js";
import { faults } from "./faults.js";
import { images } from "./images.js";
import { operations } from "./operations.js";
import { prepared } from "./prepared.js";
import { reads } from "./reads.js";
import { sessions } from "./sessions.js";
import { createWorld } from "./world.js";

export const groups = { actions, images, faults, sessions, errors, operations, prepared, reads, callbacks };

/** Runs one scenario against a sandbox that is back at its start. */
export async function runScenario(group, name, setup) {
  const world = await createWorld(setup);
  await world.reset();
  await groups[group][name](world);
}
