// Pages made of the package's own tables: what each issuer offers, and what an import weighs.
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { brotliCompressSync } from "node:zlib";

import { tableOf } from "./markdown.mjs";
import { anchorOf, escaped, readable } from "./text.mjs";

const ISSUERS = ["artha", "artha-v1", "yativo", "open-api", "ibanera"];
const SUPPORT = { supported: "yes", undocumented: "undocumented", not_offered: "not offered" };
const KINDS = { read: "reads", write: "writes", login: "logs in" };

const REQUIRES = {
  sign_image_if_program_asks: "a signature image, if the card's program asks",
  physical_card: "a physical card",
  one_time_code: "a one-time code",
  path_from_contract: "the path from your contract",
  observed_only: "`observedOnly: true`",
};

const EFFECTS = { voids_pending_transactions: "voids pending transactions", irreversible: "cannot be undone" };

const ANSWERS = {
  final: "completed",
  confirmed_by_read: "confirmed by reading the card",
  accepted_then_callback: "accepted; the end comes by callback",
  accepted_only: "accepted; whether that is final is not documented",
};

function inWords(table, word) {
  if (!Object.hasOwn(table, word)) throw new Error(`The capability table has a word that no page explains: ${word}.`);
  return table[word];
}

/** Issuer by action, with the reason of each cell; then every operation with its route and its source. */
export async function capabilityPage(tables) {
  const { capabilities, operations } = tables;
  const actions = [...new Set(capabilities.map(({ action }) => action))];
  const cell = (issuer, action) => capabilities.find((one) => one.issuer === issuer && one.action === action);
  const rows = actions.map((action) => `<tr><th scope="row"><code>${action}</code></th>${ISSUERS.map((issuer) => cellOf(cell(issuer, action))).join("")}</tr>`);
  const parts = [
    { depth: 1, text: "What each issuer offers", html: "<p>Each cell is a row of <code>cardlatch/capabilities</code>, which is plain data and loads no module. <em>Undocumented</em> means that the issuer has the action and no public document says how: it works once you give the path from your contract, or say <code>observedOnly: true</code> where only programs of others show it. <code>cards.can(\"freeze\")</code> answers for one client.</p>" },
    { depth: 2, text: "Actions", html: tableOf(`<tr><td></td>${ISSUERS.map(head).join("")}</tr>`, rows.join("\n")).replace("<table>", '<table class="matrix">') },
    ...ISSUERS.map((issuer) => ({ depth: 2, text: issuer, html: `${reasons(capabilities, issuer)}${operationsOf(operations, issuer)}` })),
  ];
  return page("capabilities", "Capabilities", parts, { wide: true });
}

const head = (name) => `<th scope="col">${escaped(name)}</th>`;

function cellOf({ support, requires, effects, answer }) {
  const mark = `<span class="mark mark-${support}">${SUPPORT[support]}</span>`;
  if (support === "not_offered") return `<td>${mark}</td>`;
  const facts = [inWords(ANSWERS, answer), ...requires.map((word) => `needs ${inWords(REQUIRES, word)}`), ...effects.map((word) => inWords(EFFECTS, word))];
  return `<td>${mark}${facts.map((fact) => `<p>${escaped(fact).replaceAll("`", "")}</p>`).join("")}</td>`;
}

function reasons(capabilities, issuer) {
  const rows = capabilities.filter((one) => one.issuer === issuer).map(({ action, support, reason }) => `<tr><td><code>${action}</code></td><td>${SUPPORT[support]}</td><td>${escaped(reason)}</td></tr>`);
  return tableOf(`<tr>${["action", "offered", "why"].map(head).join("")}</tr>`, rows.join("\n"));
}

function operationsOf(operations, issuer) {
  const rows = operations.filter((one) => one.issuer === issuer && one.kind !== "login").map(({ operation, kind, route, path, observed, source }) => {
    const what = observed ? `${KINDS[kind]}; observed only` : KINDS[kind];
    const way = path ? `the path in <code>${escaped(path)}</code>` : `<code>${escaped(route)}</code>`;
    return `<tr><td><code>${escaped(operation)}</code></td><td>${what}</td><td>${way}</td><td>${escaped(source)}</td></tr>`;
  });
  return tableOf(`<tr>${["operation", "what it does", "route", "documented at"].map(head).join("")}</tr>`, rows.join("\n"));
}

/** What an import of each subpath loads in a page, after brotli. */
export async function sizePage(installed, manifest) {
  const rows = [];
  for (const [subpath, conditions] of Object.entries(manifest.exports)) {
    const entry = browserFile(conditions);
    if (!entry?.endsWith(".js") || subpath === "./sandbox") continue;
    const sizes = await weightOf(join(installed, entry));
    const name = subpath === "." ? manifest.name : `${manifest.name}/${subpath.slice(2)}`;
    const cells = [sizes.wasm || "none", sizes.js, sizes.wasm + sizes.js].map((size) => `<td>${typeof size === "number" ? size.toLocaleString("en-US") : size}</td>`);
    rows.push(`<tr><td><code>${escaped(name)}</code></td>${cells.join("")}</tr>`);
  }
  const parts = [
    { depth: 1, text: "What an import weighs", html: `<p>Bytes after brotli, each file by itself as a server sends it: the WebAssembly module and all JavaScript that an import of the subpath loads in a page. Measured when this page was built.</p>${tableOf(`<tr>${["import", "wasm", "JavaScript", "together"].map(head).join("")}</tr>`, rows.join("\n"))}<p>A build that is over its budget fails. <a href="architecture.html#weight">What was measured and learnt on the way</a> stands in the architecture.</p>` },
  ];
  return page("sizes", "Sizes", parts);
}

function browserFile(conditions) {
  if (typeof conditions === "string") return conditions;
  if (conditions === null || typeof conditions !== "object") return undefined;
  return browserFile(conditions.browser ?? conditions.import ?? conditions.default);
}

async function weightOf(entry) {
  const sizes = { js: 0, wasm: 0 };
  const seen = new Set();
  const visit = async (file) => {
    if (seen.has(file)) return;
    seen.add(file);
    const bytes = await readFile(file);
    sizes[file.endsWith(".wasm") ? "wasm" : "js"] += brotliCompressSync(bytes).length;
    if (file.endsWith(".wasm")) return;
    for (const [, name] of bytes.toString("utf8").matchAll(/["'](\.{1,2}\/[\w./-]+\.(?:js|wasm))["']/g)) await visit(join(dirname(file), name));
  };
  await visit(entry);
  return sizes;
}

function page(name, short, parts, { wide = false } = {}) {
  const sections = parts.map(({ depth, text, html }) => ({ depth, text, anchor: anchorOf(text), words: readable(html.replaceAll("<", " <")) }));
  const body = parts.map(({ depth, text, html }) => {
    const anchor = anchorOf(text);
    const link = depth > 1 ? `<a class="anchor" href="#${anchor}" aria-label="Link to: ${escaped(text)}">#</a>` : "";
    return `<h${depth} id="${anchor}">${escaped(text)}${link}</h${depth}>\n${html}`;
  });
  return { title: parts[0].text, short, out: `${name}.html`, wide, description: sections[0].words, body: body.join("\n"), sections };
}
