// The documents of the repository and the samples in them.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../..", import.meta.url));

/** The Markdown files at the root, of the package, of `docs` and of the examples. */
export async function documents() {
  const folders = [".", "pkg-template", "pkg-template/sandbox", "docs", "docs/start", "docs/guides"];
  const examples = await readdir(join(root, "examples"), { withFileTypes: true });
  folders.push(...examples.filter((entry) => entry.isDirectory()).map(({ name }) => `examples/${name}`));
  const found = await Promise.all(folders.map(async (folder) => (await readdir(join(root, folder))).filter((name) => name.endsWith(".md")).map((name) => join(folder, name))));
  return found.flat().sort();
}

/**
 * The samples of a document: each fenced block that has a language, with the heading that it stands under.
 * `at` tells those of one heading apart.
 */
export async function samplesOf(path) {
  const samples = [];
  let heading = "";
  let open;
  for (const line of (await readFile(join(root, path), "utf8")).split("\n")) {
    const fence = /^(```+)(\S*)/.exec(line);
    if (open) {
      if (fence && fence[1] === open.fence && !fence[2]) {
        if (open.language) samples.push({ path, heading, at: samples.filter((one) => one.heading === heading).length, language: open.language, code: `${open.lines.join("\n")}\n` });
        open = undefined;
      } else open.lines.push(line);
    } else if (fence) open = { fence: fence[1], language: fence[2], lines: [] };
    else heading = /^#{1,4} (.*)/.exec(line)?.[1] ?? heading;
  }
  return samples;
}

/** How a sample is named in the table of tests. */
export const nameOf = ({ path, heading, at }) => `${path} > ${heading}${at > 0 ? ` (${at + 1})` : ""}`;
