// For hosts that import by name from node_modules: Node, Deno, Bun.
import * as cardlatch from "cardlatch";
import * as callbacks from "cardlatch/callbacks";

import { run } from "./scenario.js";

const resolved = { cardlatch: import.meta.resolve("cardlatch"), callbacks: import.meta.resolve("cardlatch/callbacks") };
const result = await run({ cardlatch, callbacks, setup: JSON.parse(process.argv[2]) });
console.log(JSON.stringify({ ...result, resolved }));
