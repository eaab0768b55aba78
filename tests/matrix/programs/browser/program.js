// Credentials of an issuer have no place in a page or in its workers. Here they are those of made-up issuers, to
// see that the package loads wherever a browser runs scripts.
import * as cardlatch from "cardlatch";
import * as callbacks from "cardlatch/callbacks";

import * as all from "../all.js";
import { others } from "../others.js";
import { run, wordsOf } from "../scenario.js";

export const program = async (setup) => ({
  ...(await run({ cardlatch, callbacks, setup })),
  strange: await others(all, setup),
  scope: Object.prototype.toString.call(globalThis).slice(8, -1),
});

/** The same in a worker, where what fails must be told, too. */
export async function told(setup) {
  try {
    return await program(setup);
  } catch (error) {
    return { failure: wordsOf(error) };
  }
}
