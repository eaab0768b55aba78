// What a client and a receiver showed, and what is secret: gathered in any runtime, and handed on once each.

const kept = [];
const known = new Set();
let handOn = (note) => kept.push(note);
let print = (error) => console.log("seen:", error);
let moreForms = [];

/** In Node all goes into files at once, and errors are printed in Node's own ways. */
export function recordInto(sink, forms) {
  handOn = sink;
  moreForms = forms;
  print = () => {};
}

/** What was gathered since the last time. */
export const drained = () => kept.splice(0);

function note(...what) {
  const key = what.join("\0");
  if (known.has(key)) return;
  known.add(key);
  handOn(what);
}

/** Keeps secrets, as pairs of their kind and their text. */
export function plant(secrets) {
  for (const [kind, value] of secrets) note("planted", kind, value);
}

const FORMS = [
  (value) => String(value),
  (value) => JSON.stringify(value),
  (value) => value.stack,
  (value) => JSON.stringify(Object.entries(value)),
  (value) => JSON.stringify({ ...value }),
  (value) => JSON.stringify(Object.getOwnPropertyNames(value).filter((name) => name !== "stack").map((name) => [name, value[name]])),
];

function formsOf(value) {
  const written = [...FORMS, ...moreForms].map((form) => {
    try {
      return form(value);
    } catch (error) {
      return `it cannot be written: ${error}`;
    }
  });
  return [...new Set(written.filter(Boolean))].join("\n");
}

/** Keeps what a value shows of itself. */
export function see(kind, ...values) {
  note("seen", kind, values.map((value) => (typeof value === "string" ? value : formsOf(value))).join("\n"));
}

/** Keeps what an error shows of itself, wherever it is written. */
export function seeError(error) {
  if (Object(error) !== error) return see("error", String(error));
  see("error", error);
  if (error.cause) see("error", error.cause);
  print(error);
}
