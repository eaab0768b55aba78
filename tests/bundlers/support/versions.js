import { readFileSync } from "node:fs";
import { join } from "node:path";

import { tools } from "./places.js";

const versionOf = (name) => JSON.parse(readFileSync(join(tools, name, "package.json"), "utf8")).version;

/** Names and versions as one text. */
export const versions = (names) => names.map((name) => `${name} ${versionOf(name)}`).join(", ");
