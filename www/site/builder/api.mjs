// The reference of the package: what its declarations say, read by TypeDoc, one page for each export.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { Marked } from "marked";
import { Application, Converter, LogLevel, ReflectionKind } from "typedoc";
import ts from "typescript";

import { codeBlock, highlighted, withLinks } from "./code.mjs";
import { address } from "./layout.mjs";
import { anchorOf, escaped, readable } from "./text.mjs";

const GROUP = "TypeScript reference";

const KINDS = [
  [ReflectionKind.Class, "Classes", "class"],
  [ReflectionKind.Function, "Functions", "function"],
  [ReflectionKind.Variable, "Values", "value"],
  [ReflectionKind.Interface, "Interfaces", "interface"],
  [ReflectionKind.TypeAlias, "Types", "type"],
];

/** The subpaths of the package that have declarations, by the file that declares them. */
export function entriesOf(manifest) {
  const entries = new Map();
  for (const [subpath, conditions] of Object.entries(manifest.exports)) {
    const file = typesOf(conditions);
    if (!file || subpath.includes(".wasm") || subpath.includes("*")) continue;
    const name = subpath === "." ? manifest.name : `${manifest.name}/${subpath.slice(2)}`;
    const known = file.replace(/\.d\.cts$/, ".d.ts");
    entries.set(known, [...(entries.get(known) ?? []), name]);
  }
  return entries;
}

/** The first declarations that conditions lead to, ESM before CommonJS. */
function typesOf(conditions) {
  if (conditions === null || typeof conditions !== "object") return undefined;
  const { types } = conditions;
  if (typeof types === "string") return types;
  if (types) return Object.values(types).find((file) => typeof file === "string");
  for (const inner of Object.values(conditions)) {
    const found = typesOf(inner);
    if (found) return found;
  }
  return undefined;
}

/** The pages: one for each entry, and below it one for each of its exports. */
export async function apiPages(installed, manifest, { scratch, complain }) {
  const entries = entriesOf(manifest);
  const files = new Map(Array.from(entries, ([file, names]) => [join(installed, file), names]));
  const { symbols, modules } = await read([...files.keys()], scratch, complain);
  const found = modules.map((module) => {
    const names = files.get(fileOf(module, files));
    return { names, out: `api/${folderOf(names[0])}.html`, exports: exportsOf(module) };
  });
  found.sort((a, b) => order(a, files) - order(b, files));
  const places = placesOf(found);
  return found.flatMap((entry) => [entryPage(entry, places), ...entry.exports.filter(isOwn).map((one) => exportPage(one, entry, { symbols, places }))]);
}

const order = ({ names }, files) => [...files.values()].indexOf(names);
const folderOf = (name) => name.replaceAll("/", "-");
const isOwn = (reflection) => reflection.kind !== ReflectionKind.Reference;

const COMPILER = {
  target: "es2022",
  module: "nodenext",
  lib: ["es2022", "dom", "dom.iterable"],
  types: [],
  strict: true,
};

/** Reads the declarations. TypeDoc takes its compiler's options from a file, so one is written. */
async function read(entryPoints, scratch, complain) {
  const tsconfig = join(scratch, "tsconfig.json");
  await writeFile(tsconfig, JSON.stringify({ compilerOptions: COMPILER, files: entryPoints }));
  const options = { entryPoints, tsconfig, excludePrivate: true, excludeInternal: true, disableGit: true, sourceLinkTemplate: "{path}", logLevel: "Warn", readme: "none", sort: ["source-order"] };
  const said = [];
  const app = await Application.bootstrap(options, []);
  app.logger.log = (message, level) => {
    if (level < LogLevel.Warn) return;
    said.push(message);
    complain(`TypeDoc: ${message}`);
  };
  const symbols = new Map();
  app.converter.on(Converter.EVENT_END, (context) => {
    for (const reflection of Object.values(context.project.reflections)) symbols.set(reflection, context.getSymbolFromReflection(reflection));
  });
  const project = await app.convert();
  if (!project) throw new Error(`TypeDoc could not read the declarations of the package:\n${said.join("\n")}`);
  return { symbols, modules: project.getChildrenByKind(ReflectionKind.Module) };
}

/** Which entry a module is: TypeDoc knows it by its file. */
function fileOf(module, files) {
  const source = module.sources?.[0]?.fullFileName;
  const found = [...files.keys()].find((file) => file === source || file.replace(/\.d\.ts$/, "").endsWith(`/${module.name.replace(/\.d$/, "")}`));
  if (!found) throw new Error(`No entry of the package is ${module.name}.`);
  return found;
}

function exportsOf(module) {
  const ranks = KINDS.map(([kind]) => kind);
  const rank = (reflection) => ranks.indexOf(target(reflection).kind);
  const children = module.children ?? [];
  const values = new Set(children.filter(({ kind }) => kind === ReflectionKind.Variable).map(({ name }) => name));
  // A value and a type of one name are declared together, so they are one page: the value's.
  const isTwin = ({ kind, name }) => kind === ReflectionKind.TypeAlias && values.has(name);
  return children.filter((child) => rank(child) >= 0 && !isTwin(child)).sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

/** What an export is: another entry's, where it is only passed on. */
function target(reflection) {
  return reflection.kind === ReflectionKind.Reference ? (reflection.tryGetTargetReflectionDeep() ?? reflection) : reflection;
}

/** The type that has the name of a value, where only it says what both are. */
const twinOf = ({ parent, name }) => parent.children.find((other) => other.kind === ReflectionKind.TypeAlias && other.name === name) ?? {};

const kindOf = (reflection) => KINDS.find(([one]) => one === reflection.kind)[2];

/** Where each export has its page. */
function placesOf(found) {
  const places = new Map();
  for (const { names, exports } of found) {
    const taken = new Set(); // some file systems know no capitals
    for (const one of exports.filter(isOwn)) {
      const name = taken.has(one.name.toLowerCase()) ? `${one.name}-${kindOf(one)}` : one.name;
      taken.add(one.name.toLowerCase());
      places.set(one, `api/${folderOf(names[0])}/${name}.html`);
    }
  }
  return places;
}

/** A longer list of names is folded. */
const MOST_OPEN = 12;

function entryPage({ names, out, exports }, places) {
  const [name, ...others] = names;
  const parts = KINDS.map(([kind, heading]) => ({ heading, members: exports.filter((one) => isOwn(one) && one.kind === kind) })).filter(({ members }) => members.length > 0);
  const also = others.length > 0 ? `<p>The same declarations: ${others.map((other) => `<code>${escaped(other)}</code>`).join(", ")}.</p>` : "";
  const lists = parts.map(({ heading, members }) => {
    const rows = members.map((one) => {
      const own = target(one);
      const place = places.get(own);
      const label = `<code>${escaped(one.name)}</code>`;
      return `<dt>${place ? `<a href="${address(out, place)}">${label}</a>` : label}</dt><dd>${summaryOf(own)}</dd>`;
    });
    return `<h2 id="${anchorOf(heading)}">${heading}<a class="anchor" href="#${anchorOf(heading)}" aria-label="Link to: ${heading}">#</a></h2>\n<dl class="names">\n${rows.join("\n")}\n</dl>`;
  });
  const passed = exports.filter((one) => !isOwn(one)).map((one) => [one.name, places.get(target(one))]);
  if (passed.length > 0) {
    parts.push({ heading: "Also exported" });
    const links = passed.map(([label, place]) => (place ? `<a href="${address(out, place)}"><code>${escaped(label)}</code></a>` : `<code>${escaped(label)}</code>`));
    const heading = `<h2 id="also-exported">Also exported<a class="anchor" href="#also-exported" aria-label="Link to: Also exported">#</a></h2>`;
    const items = links.map((link) => `<li>${link}</li>`).join("");
    const open = links.length > MOST_OPEN ? "" : " open";
    lists.push(`${heading}\n<details${open}><summary>${links.length} names, the same as elsewhere in the package</summary>\n<ul class="columns">${items}</ul></details>`);
  }
  const body = `<h1 id="${anchorOf(name)}"><code>${escaped(name)}</code></h1>\n${also}\n${lists.join("\n")}`;
  const description = `What ${name} exports: ${exports.slice(0, 6).map((one) => one.name).join(", ")} and more.`;
  const sections = [{ depth: 1, text: name, anchor: anchorOf(name), words: description }, ...parts.map(({ heading }) => ({ depth: 2, text: heading, anchor: anchorOf(heading), words: "" }))];
  return { group: GROUP, title: name, short: name, out, description, body, sections };
}

function exportPage(reflection, { names, out: parent }, { symbols, places }) {
  const out = places.get(reflection);
  const context = { out, symbols, names: byName(places, folderOf(names[0]), out) };
  const kind = kindOf(reflection);
  const anchor = anchorOf(reflection.name);
  const isType = kind === "interface" || kind === "type";
  const importLine = `import ${isType ? "type " : ""}{ ${reflection.name} } from "${names[0]}";`;
  const head = [
    `<p class="kind">${kind}${twinOf(reflection).name ? " and type" : ""} of <a href="${address(out, parent)}"><code>${escaped(names[0])}</code></a></p>`,
    `<h1 id="${anchor}">${escaped(reflection.name)}</h1>`,
    codeBlock(importLine, "ts", { name: "Import" }),
    commentOf(reflection, context) || commentOf(twinOf(reflection), context),
  ];
  const { html, sections } = isShownByMembers(reflection) ? membersOf(reflection, context) : { html: declarationOf(reflection, context), sections: [] };
  const description = readable(summaryOf(reflection) || summaryOf(twinOf(reflection))) || `The ${kind} ${reflection.name} of ${names[0]}.`;
  const words = readable([...head.slice(3), html].join(" ").replaceAll("<", " <"));
  return {
    group: GROUP,
    parent,
    title: reflection.name,
    out,
    description,
    body: [...head, html].join("\n"),
    sections: [{ depth: 1, text: reflection.name, anchor, words: sections.length > 0 ? description : words }, ...sections],
  };
}

/** Classes and interfaces have a part for each member; all else is best read as it is declared. */
const isShownByMembers = ({ kind }) => kind === ReflectionKind.Class || kind === ReflectionKind.Interface;

/** Where a name in code leads: the same entry's export before another's. */
function byName(places, folder, own) {
  const names = new Map();
  for (const [{ name }, place] of places) {
    if (!names.has(name) || place.startsWith(`api/${folder}/`)) names.set(name, place);
  }
  return (name) => {
    const place = names.get(name);
    return place && place !== own ? address(own, place) : undefined;
  };
}

const linked = (code, context) => withLinks(codeBlock(code, "ts", { name: "Declaration" }), context.names);

/** Of a member, which stands below its name and its comment: no caption, nothing to copy. */
const signature = (code, context) => `<pre class="signature" tabindex="0"><code>${withLinks(highlighted(code, "ts"), context.names)}</code></pre>\n`;

function declarationOf(reflection, context) {
  const declarations = sourcesOf(reflection, context);
  return declarations.map((text) => linked(text, context)).join("\n");
}

/** The text of a declaration as the package has it, without the comment before it. */
function sourcesOf(reflection, { symbols }) {
  const nodes = (symbols.get(reflection) ?? symbols.get(reflection.signatures?.[0]))?.declarations ?? [];
  if (nodes.length === 0) throw new Error(`${reflection.getFullName()} has no declaration.`);
  return [...new Set(nodes)].map((node) => outdented(textOf(node)));
}

/** A variable's statement says more than its name does. */
function textOf(node) {
  const whole = ts.isVariableDeclaration(node) ? node.parent.parent : node;
  return whole.getText(whole.getSourceFile()).replace(/^export (declare )?/, "");
}

/** A declaration from within another one, without what it stood in. */
function outdented(text) {
  const [first, ...rest] = text.split("\n");
  const depth = Math.min(...rest.filter((line) => line.trim()).map((line) => line.search(/\S/)), 40);
  return [first, ...rest.map((line) => line.slice(depth > 0 && depth < 40 ? depthOf(rest, depth) : 0))].join("\n");
}

/** The last line closes what the first one opened, so its indentation is that of the whole. */
const depthOf = (rest, least) => Math.min(least, rest.at(-1).search(/\S/));

function membersOf(reflection, context) {
  const members = (reflection.children ?? []).filter(({ flags, kind }) => !flags.isPrivate && kind !== ReflectionKind.Reference);
  const sections = [];
  const parts = members.map((member) => {
    const name = member.name === "constructor" ? `new ${reflection.name}` : member.name;
    const anchor = anchorOf(member.name);
    const declared = sourcesOf(member, context).map((text) => signature(text, context)).join("");
    const comment = commentOf(member, context) || (member.signatures ?? []).map((signature) => commentOf(signature, context)).join("");
    const inherited = member.inheritedFrom ? `<p class="kind">From ${escaped(member.inheritedFrom.name)}.</p>` : "";
    // What is inherited is found where it is declared.
    sections.push({ depth: 2, text: name, anchor, words: readable(comment.replaceAll("<", " <")), isFound: !member.inheritedFrom });
    return `<section class="member"><h3 id="${anchor}">${escaped(name)}<a class="anchor" href="#${anchor}" aria-label="Link to: ${escaped(name)}">#</a></h3>\n${declared}${comment}${inherited}</section>`;
  });
  const heading = parts.length > 0 ? `<h2 id="members">Members<a class="anchor" href="#members" aria-label="Link to: Members">#</a></h2>` : "";
  const whole = parts.length === 0 ? declarationOf(reflection, context) : headOf(reflection, context);
  return { html: [whole, heading, ...parts].join("\n"), sections };
}

/** What a class or an interface is: its line up to the members. */
function headOf(reflection, context) {
  const [text] = sourcesOf(reflection, context);
  return linked(`${text.slice(0, text.indexOf("{")).trim()} { … }`, context);
}

const marked = new Marked({ gfm: true });

/** A comment with its tags, and what it refers to as links. */
function commentOf({ comment }, { names } = {}) {
  if (!comment) return "";
  const tags = comment.blockTags.map(({ tag, name, content }) => {
    const word = { "@throws": "Throws", "@deprecated": "Deprecated", "@param": "Parameter", "@returns": "Gives", "@example": "Example", "@defaultValue": "Default", "@see": "See" }[tag] ?? tag.slice(1);
    return `<p><strong>${escaped(word)}</strong>${name ? ` <code>${escaped(name)}</code>` : ""}: ${inline(content, names)}</p>`;
  });
  return `${paragraphs(comment.summary, names)}${tags.join("")}`;
}

const sourceOf = (parts, names) =>
  parts
    .map((part) => {
      if (part.kind !== "inline-tag") return part.text;
      const href = names?.(part.text.split(".")[0]);
      return href ? `[\`${part.text}\`](${href})` : `\`${part.text}\``;
    })
    .join("");

const paragraphs = (parts, names) => marked.parse(sourceOf(parts, names));
const inline = (parts, names) => marked.parseInline(sourceOf(parts, names).trim());

/** The first sentence or so, for lists. */
function summaryOf(reflection) {
  const comment = reflection.comment ?? reflection.signatures?.[0]?.comment;
  return comment ? inline(comment.summary.filter(({ kind }) => kind)) : "";
}

