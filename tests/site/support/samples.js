// The samples of the documents as files beside the installed package, compiled as a user's would be.
import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

import { build } from "esbuild";

import { consumer } from "../../package/support/consumer.js";
import { documents, nameOf, root, samplesOf } from "./documents.js";
import { YOURS } from "./yours.js";

export const run = promisify(execFile);

export const folder = join(consumer, "site-samples");
const CODE = ["ts", "js", "cjs", "mjs"];

/** The README's are run by tests/package/readme.test.js, and those of the package say the same. */
const ELSEWHERE = ["README.md", "pkg-template/README.md"];

const all = (await Promise.all((await documents()).map(samplesOf))).flat();

/** All samples, by their names. */
export const samples = new Map(all.map((sample) => [nameOf(sample), sample]));
export const isCode = ({ language }) => CODE.includes(language);
export const isElsewhere = (sample) => ELSEWHERE.includes(sample.path) && isCode(sample);

const slug = (name) => name.toLowerCase().replaceAll(/[^a-z\d]+/g, "-").replaceAll(/^-|-$/g, "");

/** Where a sample lies; `.cjs` and `.ts` keep their ways of importing. */
export function fileOf(name) {
  const { language } = samples.get(name) ?? {};
  if (!language) throw new Error(`There is no sample ${name}.`);
  return join(folder, "src", `${slug(name)}.${language}`);
}

export const builtOf = (name) => join(folder, "built", `${slug(name)}.${samples.get(name).language === "cjs" ? "cjs" : "js"}`);
export const imported = (name) => import(pathToFileURL(builtOf(name)));

const COMMON = { target: "es2022", module: "nodenext", lib: ["es2022", "dom", "dom.iterable"], types: ["node"], noEmit: true, skipLibCheck: true, allowJs: true, checkJs: true, strict: false };
const STRICT = { ...COMMON, strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true, verbatimModuleSyntax: true };

/** Writes them, with what they import as `./yours.js`. `places` replaces addresses by those of this run. */
export async function writeSamples(places) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, "src"), { recursive: true });
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  await writeFile(join(folder, "src/yours.ts"), YOURS);
  await writeFile(join(folder, "src/browser.ts"), 'export * from "cardlatch/browser";\n');
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: STRICT, include: ["src/*.ts"] }));
  await writeFile(join(folder, "tsconfig.js.json"), JSON.stringify({ compilerOptions: COMMON, include: ["src/*.js", "src/*.cjs"] }));
  const own = [...samples].filter(([, sample]) => isCode(sample) && !isElsewhere(sample));
  for (const [name, { code }] of own) await writeFile(fileOf(name), placed(code, places));
  const files = own.map(([name]) => fileOf(name));
  const options = { outdir: join(folder, "built"), logLevel: "warning" };
  await build({ ...options, entryPoints: [...files.filter((file) => !file.endsWith(".cjs")), join(folder, "src/yours.ts"), join(folder, "src/browser.ts")], format: "esm" });
  await build({ ...options, entryPoints: files.filter((file) => file.endsWith(".cjs")), outExtension: { ".js": ".cjs" } });
}

const placed = (code, places) => Object.entries(places).reduce((text, [from, to]) => text.replaceAll(from, to), code);

/** What the compiler says of them. */
export async function typeCheck(config) {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const options = ["--pretty", "false", "-p", join(folder, config)];
  const found = await run(process.execPath, [tsc, ...options]).catch((error) => error);
  return found.stdout;
}
