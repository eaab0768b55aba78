// The package in a thread of a program that has it itself as well.
import { once } from "node:events";
import { Worker } from "node:worker_threads";

import "cardlatch";

const setup = JSON.parse(process.argv[2]);
const thread = new Worker(new URL("./thread.js", import.meta.url), { workerData: setup });
const [result] = await once(thread, "message");
console.log(JSON.stringify(result));
