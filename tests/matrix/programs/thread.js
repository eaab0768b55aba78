import { isMainThread, parentPort, workerData } from "node:worker_threads";

import * as cardlatch from "cardlatch";
import * as callbacks from "cardlatch/callbacks";

import { run } from "./scenario.js";

const resolved = { cardlatch: import.meta.resolve("cardlatch"), callbacks: import.meta.resolve("cardlatch/callbacks") };
const result = await run({ cardlatch, callbacks, setup: workerData });
if (isMainThread) result.strange = ["This is no thread of its own."];
parentPort.postMessage({ ...result, resolved });
