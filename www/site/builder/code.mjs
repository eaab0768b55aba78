// Code as HTML with classes: a strict policy allows no style attribute.
import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import http from "highlight.js/lib/languages/http";
import ini from "highlight.js/lib/languages/ini";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import rust from "highlight.js/lib/languages/rust";
import sql from "highlight.js/lib/languages/sql";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";

import { escaped } from "./text.mjs";

const GRAMMARS = { bash, http, ini, javascript, json, rust, sql, typescript, xml };
for (const [name, grammar] of Object.entries(GRAMMARS)) hljs.registerLanguage(name, grammar);

const NAMES = {
  cjs: ["javascript", "JavaScript"],
  js: ["javascript", "JavaScript"],
  mjs: ["javascript", "JavaScript"],
  jsx: ["javascript", "JavaScript"],
  ts: ["typescript", "TypeScript"],
  tsx: ["typescript", "TypeScript"],
  sh: ["bash", "Shell"],
  json: ["json", "JSON"],
  jsonc: ["json", "JSON"],
  html: ["xml", "HTML"],
  http: ["http", "HTTP"],
  toml: ["ini", "TOML"],
  env: ["ini", "Environment"],
  rust: ["rust", "Rust"],
  sql: ["sql", "SQL"],
};

/** Languages may carry words after a comma, as Rust's do. */
const plainName = (language) => language.split(",")[0];

/** Whether a language is known: one that is not is a mistake in a document. */
export const knows = (language) => Object.hasOwn(NAMES, plainName(language));

export function highlighted(code, language) {
  const [grammar] = NAMES[plainName(language)] ?? [];
  return grammar ? hljs.highlight(code, { language: grammar }).value : escaped(code);
}

/**
 * A block of code. One with a language is a sample, and has a button that copies it once the page's
 * script runs; one without is a drawing or an example of text.
 */
export function codeBlock(code, language, { name } = {}) {
  const text = code.replace(/\n$/, "");
  if (!language) return `<pre class="figure" tabindex="0">${escaped(text)}</pre>\n`;
  const label = name ?? NAMES[plainName(language)]?.[1] ?? language;
  return `<figure class="code"><figcaption>${escaped(label)}</figcaption><pre tabindex="0"><code>${highlighted(text, language)}</code></pre></figure>\n`;
}

/** Makes the names of declarations in highlighted code links; `href` gives the address of a name. */
export function withLinks(html, href) {
  return html.replaceAll(/(<[^>]*>)|\b([A-Z]\w+)\b/g, (whole, tag, name) => {
    if (tag) return tag;
    const target = href(name);
    return target ? `<a href="${target}">${name}</a>` : whole;
  });
}
