// Every link of every page leads somewhere: to a file of the site, and to an anchor that is there.
import { posix } from "node:path";

const LINKS = /<(?:a|link|script|img)\b[^>]*?\s(?:href|src)="([^"]*)"/g;
const IDS = /\sid="([^"]*)"/g;

/** What is wrong with the links of `files`, a map of paths to texts; `present` are paths that only must exist. */
export function brokenLinks(files, present = new Set()) {
  const anchors = new Map();
  for (const [path, html] of files) anchors.set(path, new Set(Array.from(html.matchAll(IDS), ([, id]) => id)));
  const wrong = [];
  for (const [path, html] of files) {
    for (const [, link] of html.matchAll(LINKS)) {
      const fault = faultOf(link, path, anchors, present);
      if (fault) wrong.push(`${path}: ${link} ${fault}`);
    }
  }
  return wrong;
}

function faultOf(link, path, anchors, present) {
  if (/^(https?|mailto):/.test(link)) return undefined;
  if (link.startsWith("/") && link !== "/") return "begins at the root of the host";
  if (link === "/") return undefined; // the demo, which serves the site
  const [target, anchor] = link.split("#");
  const file = target === "" ? path : posix.join(posix.dirname(path), target);
  if (anchors.has(file)) {
    return anchor === undefined || anchor === "" || anchors.get(file).has(decodeURIComponent(anchor)) ? undefined : "names an anchor that is not there";
  }
  return present.has(file) ? undefined : "leads to no page";
}
