import { isMainThread, parentPort, workerData } from "node:worker_threads";

import * as cardlatch from "cardlatch";
import * as callbacks from "cardlatch/callbacks";

import * as all from "./all.js";
import { others } from "./others.js";
import { run } from "./scenario.js";

const resolved = { cardlatch: import.meta.resolve("cardlatch"), callbacks: import.meta.resolve("cardlatch/callbacks") };
const result = await run({ cardlatch, callbacks, setup: workerData });
result.strange = await others(all, workerData);
if (isMainThread) result.strange.push("This is no thread of its own.");
parentPort.postMessage({ ...result, resolved });
