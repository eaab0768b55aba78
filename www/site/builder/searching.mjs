// The index of the search: made here, read by the page's script.
import MiniSearch from "minisearch";

import { ASKING, SEARCH } from "../assets/search-options.js";
import { shortened } from "./text.mjs";

/** The index as text: one entry for each heading of each page. */
export function indexOf(pages) {
  const index = new MiniSearch(SEARCH);
  const entries = pages.flatMap(({ out, title, group, sections }) =>
    sections.filter(({ isFound = true }) => isFound).map(({ text, anchor, words, depth }) => ({
      id: depth === 1 ? out : `${out}#${anchor}`,
      page: title,
      heading: text,
      group,
      words,
      excerpt: shortened(words, 140),
    })),
  );
  index.addAll(entries);
  return { text: JSON.stringify(index), entries: entries.length };
}

/** What a reader would find. */
export const found = (index, words) => MiniSearch.loadJSON(index, SEARCH).search(words, ASKING);
