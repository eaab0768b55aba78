// For edge-light, whose imports of modules have a mark.
import receiving from "cardlatch/callbacks.wasm?module";
import module from "cardlatch/cardlatch.wasm?module";

import { slim } from "./shared.js";

export const called = async (setup) => JSON.stringify(await slim(JSON.parse(setup), { cardlatch: module, callbacks: receiving }));
