// For hosts whose programs are called from outside, with text for text.
import * as cardlatch from "cardlatch";
import * as callbacks from "cardlatch/callbacks";

import { run } from "./scenario.js";

export const called = async (setup) => JSON.stringify(await run({ cardlatch, callbacks, setup: JSON.parse(setup) }));
