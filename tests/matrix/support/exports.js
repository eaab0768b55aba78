// What a subpath of the package is for a host with these conditions, by the rules of Node's `exports`.
import { readFile } from "node:fs/promises";
import { join } from "node:path";

const subpathOf = (specifier) => specifier.replace("cardlatch", ".");
const applies = (conditions) => (condition) => condition === "default" || conditions.includes(condition);

/** The names on the way to the target, or undefined where there is none. */
function wayTo(entry, conditions) {
  if (typeof entry === "string") return [];
  for (const condition of Object.keys(entry ?? {}).filter(applies(conditions))) {
    const rest = wayTo(entry[condition], conditions);
    if (rest) return [condition, ...rest];
  }
  return undefined;
}

export const manifestOf = async (installed) => JSON.parse(await readFile(join(installed, "package.json"), "utf8"));

/** Gives the file of a specifier, as a path below the package. */
export function resolver({ exports }, conditions) {
  return (specifier) => {
    const entry = exports[subpathOf(specifier)];
    return wayTo(entry, conditions)?.reduce((inner, condition) => inner[condition], entry)?.slice(2);
  };
}

/** Lets a specifier lead such a host to another file. */
export function misdirect({ exports }, conditions, specifier, file) {
  const way = wayTo(exports[subpathOf(specifier)], conditions);
  const last = way.pop();
  way.reduce((inner, condition) => inner[condition], exports[subpathOf(specifier)])[last] = `./${file}`;
}

/** All files that a specifier is for anybody. */
export function targetsOf({ exports }, specifier) {
  const leaves = (entry) => (typeof entry === "string" ? [entry.slice(2)] : Object.values(entry).flatMap(leaves));
  return [...new Set(leaves(exports[subpathOf(specifier)]))].filter((file) => /\.[cm]?js$/.test(file));
}
