// For hosts that import by name from node_modules: Node, Deno, Bun.
import * as cardlatch from "cardlatch";
import * as callbacks from "cardlatch/callbacks";

import * as all from "./all.js";
import { others } from "./others.js";
import { run } from "./scenario.js";

const resolved = { cardlatch: import.meta.resolve("cardlatch"), callbacks: import.meta.resolve("cardlatch/callbacks") };
const setup = JSON.parse(process.argv[2]);
const result = await run({ cardlatch, callbacks, setup });
result.strange = await others(all, setup);
console.log(JSON.stringify({ ...result, resolved }));
