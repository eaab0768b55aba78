// The frame of every page. It works without JavaScript, but for the search and the buttons that copy.
import { posix } from "node:path";

import { escaped, shortened } from "./text.mjs";

export const POLICY = "default-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/** The address of a file of the site from a page of it. */
export function address(from, to) {
  const [file, anchor] = to.split("#");
  const relative = posix.relative(posix.dirname(from), file) || posix.basename(file);
  return anchor === undefined ? relative : `${relative}#${anchor}`;
}

/** A whole page. `pages` are all of them, in order; `rust` says whether the crate's reference is there. */
export function framed(page, pages, { rust }) {
  const to = (file) => escaped(address(page.out, file));
  const name = page.out === "index.html" ? "Cardlatch" : `${page.title} · Cardlatch`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(name)}</title>
<meta name="description" content="${escaped(shortened(page.description || page.title, 160))}">
<link rel="icon" href="${to("icon.svg")}" type="image/svg+xml">
<link rel="stylesheet" href="${to("site.css")}">
<script src="${to("site.js")}" defer></script>
</head>
<body data-root="${to("index.html").replace(/index\.html$/, "") || "./"}">
<a class="skip" href="#main">Skip to the text</a>
<header class="top">
<a class="home" href="${to("index.html")}"><img src="${to("icon.svg")}" width="28" height="28" alt=""> Cardlatch <span class="tag">Docs</span></a>
<div class="search" id="search" role="search" hidden>
<input id="search-words" type="search" placeholder="Search" aria-label="Search the documents" autocomplete="off" spellcheck="false" role="combobox" aria-expanded="false" aria-controls="search-list" aria-autocomplete="list">
<kbd aria-hidden="true">/</kbd>
<p class="unseen" id="search-told" role="status"></p>
<ul id="search-list" role="listbox" aria-label="Found" hidden></ul>
</div>
<nav class="top-links" aria-label="Elsewhere"><a href="/">Demo</a></nav>
</header>
<div class="frame${page.wide ? " wide" : ""}">
<nav class="side" aria-label="Documents">
<details class="side-fold"><summary>All pages</summary></details>
<div class="side-list">
${sidebar(page, pages, to, rust)}
</div>
</nav>
<main id="main" tabindex="-1">
<article>
${page.body}
</article>
${steps(page, pages, to)}
</main>
${contents(page)}
</div>
</body>
</html>
`;
}

function sidebar(page, pages, to, rust) {
  const groups = Map.groupBy ? Map.groupBy(listed(pages), ({ group }) => group) : grouped(listed(pages));
  const lists = Array.from(groups, ([group, members]) => {
    const items = members.map((other) => itemOf(other, page, pages, to)).join("\n");
    return `<details${group === page.group || OPEN.includes(group) ? " open" : ""}><summary>${escaped(group)}</summary>\n<ul>\n${items}\n</ul></details>`;
  });
  if (rust) lists.push(`<details open><summary>Rust reference</summary>\n<ul>\n<li><a href="${to(rust)}">The crate</a></li>\n</ul></details>`);
  return lists.join("\n");
}

/** What a reader needs before anything else stands open on every page. */
const OPEN = ["Start", "Guides", "Proxy and page"];

const listed = (pages) => pages.filter(({ parent }) => !parent);

function grouped(pages) {
  const groups = new Map();
  for (const page of pages) groups.set(page.group, [...(groups.get(page.group) ?? []), page]);
  return groups;
}

function itemOf(other, page, pages, to) {
  const here = other === page ? ' aria-current="page"' : "";
  const link = `<a href="${to(other.out)}"${here}>${escaped(other.short ?? other.title)}</a>`;
  const inside = other === page || page.parent === other.out;
  const below = inside ? pages.filter(({ parent }) => parent === other.out) : [];
  if (below.length === 0) return `<li>${link}</li>`;
  const items = below.map((child) => {
    const current = child === page ? ' aria-current="page"' : "";
    return `<li><a href="${to(child.out)}"${current}>${escaped(child.short ?? child.title)}</a></li>`;
  });
  return `<li>${link}\n<ul class="below">\n${items.join("\n")}\n</ul></li>`;
}

function steps(page, pages, to) {
  const at = pages.indexOf(page);
  const step = (other, word, className) =>
    other ? `<a class="${className}" href="${to(other.out)}" rel="${className}"><span>${word}</span>${escaped(other.short ?? other.title)}</a>` : "<span></span>";
  return `<nav class="steps" aria-label="Next pages">${step(pages[at - 1], "Previous", "prev")}${step(pages[at + 1], "Next", "next")}</nav>`;
}

function contents({ sections }) {
  const listed = sections.filter(({ depth }) => depth === 2 || depth === 3);
  if (listed.length < 2) return '<div class="contents"></div>';
  const items = listed.map(({ depth, text, anchor }) => `<li class="depth-${depth}"><a href="#${anchor}">${escaped(text)}</a></li>`);
  return `<nav class="contents" aria-label="On this page"><p>On this page</p><ul>\n${items.join("\n")}\n</ul></nav>`;
}
