import { readFileSync, writeFileSync } from "node:fs";

import * as cardlatch from "cardlatch";
import * as callbacks from "cardlatch/callbacks";

import { run } from "./scenario.js";

const setup = JSON.parse(readFileSync("setup.json", "utf8"));
writeFileSync("result.json", JSON.stringify(await run({ cardlatch, callbacks, setup })));
