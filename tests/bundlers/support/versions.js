import { readFileSync } from "node:fs";
import { join } from "node:path";

import { tools } from "./places.js";

/** An alias says its package's own name. */
function told(place) {
  const { name, version } = JSON.parse(readFileSync(join(tools, place, "package.json"), "utf8"));
  return `${name} ${version}`;
}

/** Names and versions as one text. */
export const versions = (places) => places.map(told).join(", ");
