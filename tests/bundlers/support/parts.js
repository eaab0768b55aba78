// What is told of a cell: parts that went well or say why not.
import { PARTS } from "../../matrix/scenario/scenario.js";

export { PARTS };

/** One thing that must hold. */
export async function part(name, work) {
  try {
    await work();
    return { name, ok: true };
  } catch (error) {
    return { name, ok: false, why: String(error?.stack ?? error) };
  }
}

/** Exactly the parts that a cell has: what it did not come to is a failure, too. */
export async function allOf({ parts, run }) {
  let told = [];
  let why = "It was not reached.";
  try {
    told = await run();
  } catch (error) {
    why = String(error?.stack ?? error);
  }
  return parts.map((name) => told.find((part) => part.name === name) ?? { name, ok: false, why });
}

/** A cell with one part more, after its own. */
export const plus = (cell, name, work) => ({
  ...cell,
  parts: [...cell.parts, name],
  run: async (folder) => [...(await cell.run(folder)), await part(name, () => work(folder))],
});

/** The scenario's parts under another name, where a cell runs it in several places. */
export const within = (place, parts) => parts.map(({ name, ...rest }) => ({ name: `${place} ${name}`, ...rest }));
