// Reads Content Security Policies, from headers and from a page, as browsers do (CSP level 3).

/**
 * @typedef {object} Policy
 * @property {"header" | "meta"} from
 * @property {boolean} reportOnly a policy that only reports, and blocks nothing
 * @property {Map<string, string[]>} directives
 */

/** Directives that a policy in the page itself does not have. */
const NOT_IN_PAGES = ["report-uri", "frame-ancestors", "sandbox"];

/** The directives of one policy. What is named twice counts as it stands first. */
export function directivesOf(text) {
  const directives = new Map();
  for (const part of text.split(";")) {
    const [name, ...values] = part.split(/[\t\n\f\r ]+/).filter(Boolean);
    if (name === undefined || directives.has(name.toLowerCase())) continue;
    directives.set(name.toLowerCase(), values);
  }
  return directives;
}

/** The policies of a header: several are divided by commas, and each counts. */
export function ofHeader(text, reportOnly = false) {
  return text
    .split(",")
    .map((policy) => ({ from: "header", reportOnly, directives: directivesOf(policy) }))
    .filter(({ directives }) => directives.size > 0);
}

const ENTITIES = { quot: '"', apos: "'", amp: "&", lt: "<", gt: ">" };

const decoded = (text) =>
  text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(quot|apos|amp|lt|gt));?/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return ENTITIES[name.toLowerCase()];
    const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });

/** The attributes of one tag, by small names; the first of a name counts. */
function attributesOf(tag) {
  const found = new Map();
  for (const [, name, , double, single, bare] of tag.matchAll(/([^\s"'<>/=]+)(\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g)) {
    if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), decoded(double ?? single ?? bare ?? ""));
  }
  return found;
}

const META = /<meta\b((?:[^>"']|"[^"]{0,8192}"|'[^']{0,8192}'){0,2000})>/gi;

/** Where the head of a page ends: a policy below it counts for nothing. */
function head(html) {
  const bare = html.replace(/<!--[^]*?(-->|$)/g, "").replace(/<(script|style|template|noscript|textarea|title)\b[^]*?(<\/\1\s*>|$)/gi, "");
  const end = bare.search(/<\/head\s*>|<body\b/i);
  return end < 0 ? bare : bare.slice(0, end);
}

/** The policies that a page holds in its own head. */
export function ofPage(html) {
  const tags = [...head(html).matchAll(META)].map(([, inner]) => attributesOf(inner));
  return tags
    .filter((tag) => tag.get("http-equiv")?.trim().toLowerCase() === "content-security-policy")
    .flatMap((tag) => ofHeader(tag.get("content") ?? ""))
    .map((policy) => {
      for (const name of NOT_IN_PAGES) policy.directives.delete(name);
      return { ...policy, from: "meta" };
    });
}

/** Who speaks for what, in order: the first that a policy has counts. */
const FALLBACKS = {
  "script-src": ["script-src", "default-src"],
  "script-src-elem": ["script-src-elem", "script-src", "default-src"],
  "connect-src": ["connect-src", "default-src"],
  "worker-src": ["worker-src", "child-src", "script-src", "default-src"],
};

/** The directive that decides in a policy, and its sources; nothing where all is allowed. */
export function deciding({ directives }, what) {
  const name = FALLBACKS[what].find((candidate) => directives.has(candidate));
  return name === undefined ? undefined : { name, sources: directives.get(name) };
}
