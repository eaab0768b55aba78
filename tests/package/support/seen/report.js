// Where it is written what was seen and what is secret: files of one process each, that are searched at the end.
import { Console } from "node:console";
import { mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { format, inspect } from "node:util";

import { plant, recordInto } from "./record.js";
import { secretsIn } from "./secrets.js";

const report = fileURLToPath(new URL("../../../../target/report", import.meta.url));
const stage = process.env.CARDLATCH_STAGE ?? "alone";
const files = new Map();

function fileOf(folder, runtime) {
  const path = join(report, folder, `${stage}-${runtime}-${process.pid}.jsonl`);
  if (!files.has(path)) {
    mkdirSync(join(report, folder), { recursive: true });
    files.set(path, openSync(path, "a"));
  }
  return files.get(path);
}

/** Keeps what a runtime gathered. */
export function keep(runtime, notes) {
  for (const [folder, kind, text] of notes) writeSync(fileOf(folder, runtime), `${JSON.stringify([kind, text])}\n`);
}

/** Keeps what a runtime printed. */
export const keepPrinted = (runtime, text) => keep(runtime, [["seen", "console", text]]);

function printed(print) {
  let text = "";
  const stream = new Writable({ write: (chunk, _, next) => ((text += chunk), next()) });
  print(new Console(stream, stream));
  return text;
}

const WHOLE = { depth: Infinity, showHidden: true, maxStringLength: null, maxArrayLength: null };

const FORMS = [
  (value) => inspect(value, WHOLE),
  (value) => format("%o %O %j %s", value, value, value, value),
  (value) => printed((console) => console.log(value)),
];

const ofErrors = (form) => (value) => (value instanceof Error ? form(value) : "");

/** An error is also met around and beside others, and copied. */
const ERRORS = [
  (error) => inspect(new Error("it failed", { cause: error }), { depth: Infinity }),
  (error) => inspect({ request: { error } }, { depth: Infinity }),
  (error) => inspect(Object.getOwnPropertyDescriptors(error), WHOLE),
  (error) => inspect(structuredClone(error), WHOLE),
  (error) => printed((console) => console.error("it failed", error)),
  (error) => printed((console) => console.table([error])),
];

recordInto((note) => keep("node", [note]), [...FORMS, ...ERRORS.map(ofErrors)]);

/** What a sandbox takes for true, and what its answers hold that nobody should see. */
export function plantSandbox({ issuers, planted: [pan, ...person] }) {
  plant(secretsIn(issuers));
  plant([["PAN", pan], ["PIN", "8352"], ["CVV", "947"], ...person.map((text) => ["person", text])]);
}
