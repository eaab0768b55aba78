// For hosts whose programs are called from outside, with text for text.
import * as cardlatch from "cardlatch";
import * as callbacks from "cardlatch/callbacks";

import * as all from "./all.js";
import { others } from "./others.js";
import { run } from "./scenario.js";

export async function called(text) {
  const setup = JSON.parse(text);
  const result = await run({ cardlatch, callbacks, setup });
  return JSON.stringify({ ...result, strange: await others(all, setup) });
}
