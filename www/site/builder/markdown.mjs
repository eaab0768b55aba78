// Markdown documents as pages: headings with anchors, links to other pages, code with colours.
import { Marked } from "marked";

import { codeBlock, knows } from "./code.mjs";
import { anchorOf, escaped, readable } from "./text.mjs";

/**
 * The parts of a page: `{ title, body, sections }`. A section is what stands below one heading, for the
 * search and for the list of contents. `linkTo(target)` gives the address of a link, or throws.
 */
export function rendered(markdown, { linkTo, source }) {
  const headings = [];
  const taken = new Map();
  const marked = new Marked({ gfm: true });
  marked.use({
    renderer: {
      heading({ tokens, depth }) {
        const html = this.parser.parseInline(tokens);
        const text = readable(html);
        const anchor = unique(anchorOf(text), taken);
        headings.push({ depth, text, anchor });
        if (depth === 1) return `<h1 id="${anchor}">${html}</h1>\n`;
        return `<h${depth} id="${anchor}">${html}<a class="anchor" href="#${anchor}" aria-label="Link to: ${escaped(text)}">#</a></h${depth}>\n`;
      },
      code({ text, lang = "" }) {
        if (lang && !knows(lang)) throw new Error(`${source}: no colours are known for ${lang}.`);
        return codeBlock(text, lang);
      },
      link({ href, tokens }) {
        const html = this.parser.parseInline(tokens);
        const target = linkTo(href);
        const outside = /^https?:/.test(target) ? ' rel="noreferrer"' : "";
        return `<a href="${escaped(target)}"${outside}>${html}</a>`;
      },
      table({ header, rows }) {
        const cells = (row, tag) => row.map(({ tokens }) => `<${tag}>${this.parser.parseInline(tokens)}</${tag}>`).join("");
        const body = rows.map((row) => `<tr>${cells(row, "td")}</tr>`).join("\n");
        return tableOf(`<tr>${heads(cells(header, "th"))}</tr>`, body);
      },
      html({ text }) {
        if (/^\s*<!--/.test(text)) return "";
        if (/^<\/?(br|sup|sub|kbd)\b/.test(text.trim())) return text;
        throw new Error(`${source} has HTML that a strict page cannot show: ${text.trim().slice(0, 60)}`);
      },
    },
  });
  const body = marked.parse(markdown);
  const title = headings.find(({ depth }) => depth === 1)?.text;
  if (!title) throw new Error(`${source} has no title.`);
  return { title, body, description: firstParagraph(body), sections: sectionsOf(body, headings) };
}

/** A column without a name is a cell and no heading: readers of tables are told so. */
const heads = (cells) => cells.replaceAll("<th></th>", "<td></td>").replaceAll("<th>", '<th scope="col">');

/** A table in a box that scrolls by itself, also by keyboard. */
export const tableOf = (head, body) =>
  `<div class="table" tabindex="0"><table><thead>${head}</thead><tbody>${body}</tbody></table></div>\n`;

function unique(anchor, taken) {
  const count = taken.get(anchor) ?? 0;
  taken.set(anchor, count + 1);
  return count === 0 ? anchor : `${anchor}-${count}`;
}

/** What a page says of itself to those who list it. */
function firstParagraph(body) {
  const [, html = ""] = body.match(/<p>(.*?)<\/p>/s) ?? [];
  return readable(html);
}

/** What stands below each heading, as a person reads it. */
export function sectionsOf(body, headings) {
  const parts = body.split(/<h[1-6] id="[^"]*">/);
  return headings.map((heading, at) => {
    const [, ...rest] = (parts[at + 1] ?? "").split(/<\/h[1-6]>/);
    return { ...heading, words: readable(rest.join(" ").replaceAll("<", " <")) };
  });
}
