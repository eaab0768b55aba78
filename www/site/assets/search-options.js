// How the index is made and asked: both ends must agree.
export const SEARCH = {
  fields: ["heading", "page", "words"],
  storeFields: ["page", "heading", "group", "excerpt"],
  // Names in code are found whole and in parts: `signImage`, `card_not_found`, `effect: "unknown"`.
  tokenize: (text) => text.split(/[^\p{L}\p{N}_]+/u).flatMap(inParts),
  processTerm: (term) => term.toLowerCase(),
};

function inParts(word) {
  const parts = word.split(/_|(?<=[a-z\d])(?=[A-Z])/);
  return (parts.length > 1 ? [word, ...parts] : [word]).filter(Boolean);
}

/** What explains comes before what lists. */
const BOOST = { Start: 1.5, Guides: 2, "Proxy and page": 1.5, "TypeScript reference": 0.8, Project: 0.7, Examples: 0.6 };

export const ASKING = {
  prefix: (term) => term.length > 1,
  fuzzy: (term) => (term.length > 4 ? 0.2 : false),
  boost: { heading: 4, page: 2 },
  boostDocument: (id, term, { group } = {}) => BOOST[group] ?? 1,
  combineWith: "AND",
};
