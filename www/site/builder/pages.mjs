// Which pages there are, in the order in which they are read: the sidebar and previous/next follow it.
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, posix } from "node:path";

/** The groups of the sidebar. A page is its source in the repository, and where it goes. */
const GROUPS = [
  {
    title: "Start",
    pages: [
      "docs/start/index.md",
      "docs/start/node.md",
      "docs/start/deno.md",
      "docs/start/bun.md",
      "docs/start/workers.md",
      "docs/start/next.md",
      "docs/start/page.md",
      "docs/start/bundler.md",
      "docs/start/rust.md",
      "docs/rust.md",
    ],
  },
  {
    title: "Guides",
    pages: [
      "docs/guides/outcomes.md",
      "docs/guides/errors.md",
      "docs/guides/images.md",
      "docs/guides/sessions.md",
      "docs/guides/money.md",
      "docs/guides/callbacks.md",
      "docs/guides/testing.md",
      "docs/cli.md",
      "docs/guides/loading.md",
      "docs/guides/migration.md",
      "docs/guides/security.md",
    ],
  },
  { title: "Proxy and page", pages: ["docs/proxy.md", "docs/ledger.md", "docs/browser.md"] },
  {
    title: "Tables",
    pages: ["capabilities", "docs/coverage.md", "docs/faults.md", "sizes"],
  },
  { title: "Examples", pages: ["examples"] },
  { title: "TypeScript reference", pages: ["api"] },
  {
    title: "Project",
    pages: [
      "README.md",
      "pkg-template/sandbox/README.md",
      "ARCHITECTURE.md",
      "CONTRIBUTING.md",
      "SECURITY.md",
      "CHANGELOG.md",
    ],
  },
];

/** Short names for the sidebar, where a page's own title is a sentence. */
const SHORT = {
  "README.md": "All on one page",
  "pkg-template/sandbox/README.md": "The sandbox",
  "docs/cli.md": "The command and its doctor",
  "docs/browser.md": "The page's client",
  "docs/faults.md": "Faults",
  "docs/coverage.md": "Coverage",
};

/** Documents whose tables need the whole width. */
const WIDE = ["docs/coverage.md", "docs/faults.md"];

/** Where a Markdown document goes, below the root of the site. */
function placeOf(source) {
  if (source === "docs/start/index.md") return "index.html";
  const name = source.replace(/^docs\//, "").replace(/^pkg-template\//, "");
  return name.replace(/(^|\/)README\.md$/, "$1readme.html").replace(/\.md$/, ".html").toLowerCase();
}

/** `made` gives the pages of a generated group: `{ capabilities: [page], api: [...] }`. */
export function pagesOf(root, made) {
  return GROUPS.flatMap(({ title: group, pages }) =>
    pages.flatMap((source) => {
      if (!source.endsWith(".md")) return (made[source] ?? []).map((page) => ({ group, ...page }));
      return [{ group, source, out: placeOf(source), short: SHORT[source], wide: WIDE.includes(source) }];
    }),
  );
}

/** Each folder of `examples` that has a README, as a page with all its files. */
export async function exampleFolders(root) {
  const entries = await readdir(join(root, "examples"), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => posix.join("examples", name));
  return folders.filter((folder) => existsSync(join(root, folder, "README.md"))).sort();
}

/** The documents of a folder that no group names: each is a mistake. */
export async function forgotten(root) {
  const named = new Set(GROUPS.flatMap(({ pages }) => pages));
  const found = [];
  for (const folder of ["docs", "docs/start", "docs/guides"]) {
    for (const name of await readdir(join(root, folder))) {
      const source = `${folder}/${name}`;
      if (name.endsWith(".md") && !named.has(source)) found.push(source);
    }
  }
  return found;
}
