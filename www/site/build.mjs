// Builds the documentation: Markdown of the repository, the tables and the declarations of the package, as pages
// that need no server. `node www/site/build.mjs [--package folder] [--out folder] [--rust folder]`
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, posix, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { build as bundled } from "esbuild";

import { apiPages } from "./builder/api.mjs";
import { examplePages } from "./builder/examples.mjs";
import { address, framed } from "./builder/layout.mjs";
import { brokenLinks } from "./builder/links.mjs";
import { rendered } from "./builder/markdown.mjs";
import { capabilityPage, sizePage } from "./builder/matrix.mjs";
import { exampleFolders, forgotten, pagesOf } from "./builder/pages.mjs";
import { indexOf } from "./builder/searching.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = resolve(here, "../..");
const RUST = "rust/cardlatch/index.html";

/**
 * Builds the site. `installed` is the folder of the installed package, `rust` that of the crate's reference as
 * `cargo doc` leaves it, if it is there. Gives what was made, and what is wrong with it: with anything wrong
 * the site is not written.
 */
export async function buildSite({ installed, out, rust }) {
  const wrong = [];
  const complain = (sentence) => wrong.push(sentence);
  for (const source of await forgotten(root)) complain(`${source} is in no group of the sidebar: www/site/builder/pages.mjs.`);

  const pages = await allPages(await realpath(installed), complain);
  const hasRust = Boolean(rust) && existsSync(join(rust, "cardlatch/index.html"));
  const files = new Map(pages.map((page) => [page.out, framed(page, pages, { rust: hasRust ? RUST : undefined })]));
  const present = new Set(["site.css", "site.js", "icon.svg", "search.json", ...(hasRust ? [RUST] : [])]);
  wrong.push(...brokenLinks(files, present), ...untold(pages));
  const index = indexOf(pages);
  if (wrong.length === 0) await write({ out, files, index, rust: hasRust ? rust : undefined });
  return { pages, wrong, entries: index.entries, bytes: index.text.length };
}

async function allPages(installed, complain) {
  const manifest = JSON.parse(await readFile(join(installed, "package.json"), "utf8"));
  const tables = await import(pathToFileURL(join(installed, "dist/capabilities.js")));
  const scratch = await mkdtemp(join(tmpdir(), "cardlatch-site-"));
  try {
    const made = {
      capabilities: [await capabilityPage(tables)],
      sizes: [await sizePage(installed, manifest)],
      examples: await examplePages(root, await exampleFolders(root)),
      api: await apiPages(installed, manifest, { scratch, complain }),
    };
    const pages = pagesOf(root, made);
    const places = new Map(pages.filter(({ source }) => source).map(({ source, out }) => [source, out]));
    const repository = String(manifest.repository?.url ?? manifest.repository ?? "").replace(/^git\+/, "").replace(/\.git$/, "");
    return await Promise.all(pages.map((page) => withText(page, { places, repository, complain })));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** A page of a Markdown document gets its text; the others have theirs. */
async function withText(page, { places, repository, complain }) {
  if (page.body !== undefined) return page;
  const linkTo = (href) => {
    const target = targetOf(href, page, places, repository);
    if (target === undefined) complain(`${page.source}: ${href} leads to nothing.`);
    return target ?? href;
  };
  const markdown = page.text ?? (await readFile(join(root, page.source), "utf8"));
  return { ...page, ...rendered(markdown, { linkTo, source: page.source }) };
}

/** Where a link of a document leads on the site; what has no page there, in the repository. */
function targetOf(href, page, places, repository) {
  if (/^(https?|mailto):|^#/.test(href)) return href;
  const [path, anchor] = href.split("#");
  const hash = anchor === undefined ? "" : `#${anchor}`;
  const file = posix.join(posix.dirname(page.source), path).replace(/\/$/, "");
  const place = places.get(file) ?? places.get(`${file}/README.md`);
  if (place) return address(page.out, place + hash);
  if (!existsSync(join(root, file))) return undefined;
  return repository ? `${repository}/blob/main/${file}` : undefined;
}

/** Each page says what it is, and no two say that they are the same. */
function untold(pages) {
  const wrong = pages.filter(({ description }) => !description).map(({ out }) => `${out} has no description.`);
  const seen = new Map();
  for (const { out } of pages) {
    const name = out.toLowerCase(); // some file systems know no capitals
    if (seen.has(name)) wrong.push(`${out} and ${seen.get(name)} are one file.`);
    seen.set(name, out);
  }
  return wrong;
}

async function write({ out, files, index, rust }) {
  await rm(out, { recursive: true, force: true });
  for (const [path, html] of files) {
    const file = join(out, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, html);
  }
  await writeFile(join(out, "search.json"), index.text);
  for (const name of ["site.css", "icon.svg"]) await cp(join(here, "assets", name), join(out, name));
  await bundled({ entryPoints: [join(here, "assets/site.js")], outfile: join(out, "site.js"), bundle: true, minify: true, format: "iife", target: "es2022", logLevel: "warning" });
  if (rust) await cp(rust, join(out, "rust"), { recursive: true });
}

function argument(name, otherwise) {
  const at = process.argv.indexOf(`--${name}`);
  return at === -1 ? otherwise : resolve(process.argv[at + 1]);
}

async function main() {
  const installed = argument("package", join(root, "target/consumer/node_modules/cardlatch"));
  const out = argument("out", join(root, "target/site"));
  const { pages, wrong, entries, bytes } = await buildSite({ installed, out, rust: argument("rust") });
  for (const sentence of wrong) console.error(sentence);
  if (wrong.length > 0) throw new Error(`The site was not written: ${wrong.length} faults.`);
  console.log(`${pages.length} pages, ${entries} places to find (${bytes} bytes): ${out}`);
}

if (process.argv[1] && (await realpath(process.argv[1])) === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
}
