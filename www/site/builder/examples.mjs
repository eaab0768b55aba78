// Each folder of `examples` as a page: what it says of itself, then its files.
import { readdir, readFile } from "node:fs/promises";
import { extname, join, posix } from "node:path";

const LANGUAGES = { ".js": "js", ".ts": "ts", ".json": "json", ".jsonc": "jsonc", ".html": "html", ".sql": "sql", ".rs": "rust", ".toml": "toml" };

export async function examplePages(root, folders) {
  return Promise.all(folders.map((folder) => pageOf(root, folder)));
}

async function pageOf(root, folder) {
  const text = await readFile(join(root, folder, "README.md"), "utf8");
  const files = (await readdir(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !join(entry.parentPath ?? entry.path).includes("node_modules"))
    .map((entry) => posix.relative(posix.join(root, folder), posix.join(entry.parentPath ?? entry.path, entry.name)));
  const shown = files.filter((file) => languageOf(file) && !/package-lock\.json$|^(target|build)\//.test(file)).sort(byRank);
  const parts = await Promise.all(shown.map(async (file) => `### \`${file}\`\n\n\`\`\`${languageOf(file)}\n${(await readFile(join(root, folder, file), "utf8")).trimEnd()}\n\`\`\`\n`));
  return { source: `${folder}/README.md`, out: `${folder}.html`, text: `${text}\n## Its files\n\n${parts.join("\n")}` };
}

/** What the program is comes before what it is set up with. */
const byRank = (a, b) => rank(a) - rank(b) || a.localeCompare(b);
const rank = (file) => [".rs", ".ts", ".js", ".html", ".sql"].indexOf(extname(file)) + (extname(file).startsWith(".json") ? 10 : 0);

function languageOf(file) {
  if (file.includes(".env") || file.includes(".dev.vars")) return "env";
  return LANGUAGES[extname(file)];
}
