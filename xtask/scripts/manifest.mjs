// Writes what the package's manifest and declarations have in two forms: `exports` out of the table of
// subpaths.mjs, the declarations of the slim entries, and of each declaration the one for CommonJS.
//
// Called with the package's folder.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, posix } from "node:path";

import { exportsMap, modules } from "./subpaths.mjs";

const pkg = process.argv[2];

function writeExports() {
  const path = join(pkg, "package.json");
  const manifest = JSON.parse(readFileSync(path, "utf8"));
  writeFileSync(path, `${JSON.stringify({ ...manifest, exports: exportsMap() }, null, 2)}\n`);
}

/** A slim entry declares what the whole one does, and how its module is handed over. */
function writeSlim({ folder, types }) {
  const up = (name) => posix.relative(posix.join("dist", folder), name).replace(/^(?!\.)/, "./");
  writeFileSync(join(pkg, "dist", folder, "slim.d.ts"), `export * from "${up(`${types}.js`)}";\nexport * from "${up("slim.js")}";\n`);
}

/** CommonJS needs declarations of its own, which name each other. */
export const forCommonJs = (text) => text.replace(/((?:from|import|import\()\s*"\.[^"]*)\.js"/g, '$1.cjs"');

function writeForCommonJs(path) {
  writeFileSync(path.replace(/\.ts$/, ".cts"), forCommonJs(readFileSync(path, "utf8")));
}

writeExports();
modules.forEach(writeSlim);
readdirSync(pkg, { recursive: true })
  .filter((file) => file.endsWith(".d.ts"))
  .forEach((file) => writeForCommonJs(join(pkg, file)));
