// Paths that two readers could take for two things. A server may make them tidy before the proxy sees
// them; then they are somebody else's card, or no route.
import { BY_SERVER, freeze, OWNERS } from "../support/world.js";

const own = OWNERS.alice.pay;
const other = OWNERS.bob.pay;
const read = (path) => ({ method: "GET", path });
const dues = ["400 bad_request", "403 not_allowed", "404 not_found", "400", "404"];
const refused = (path) => (world) => world.refused(read(path), ...dues);

const steps = {
  "a step up": "..",
  "a step up, its first dot escaped": "%2e.",
  "a step up, escaped": "%2e%2e",
  "a step up, escaped in capitals": "%2E%2E",
  "a step up, escaped twice": "%252e%252e",
  "a step up, escaped three times": "%25252e%25252e",
  "a step up in overlong UTF-8": "%c0%ae%c0%ae",
  "a step up in UTF-16": "%u002e%u002e",
  "a step up with a parameter": "..;",
  "a step to itself": ".",
  "a step to itself, escaped": "%2e",
  "an empty step": "",
};
const marks = {
  "an escaped slash": "%2f",
  "an escaped slash in capitals": "%2F",
  "a slash that is escaped twice": "%252f",
  "a slash in overlong UTF-8": "%c0%af",
  "a backslash": "\\",
  "an escaped backslash": "%5c",
  "a backslash that is escaped twice": "%255c",
  "a zero": "%00",
  "a tabulator": "%09",
  "an escaped line end": "%0d%0a",
  "a blank": "%20",
  "a control character of Latin 1": "%c2%85",
  "a broken escape": "%",
  "half an escape": "%2",
  "an escape that is none": "%zz",
  "a byte that is no UTF-8": "%ff",
  "half of a surrogate pair": "%ed%a0%80",
};

export const paths = [
  ...Object.entries(steps).map(([name, step]) => [
    `${name}, to another's card`,
    refused(`/api/cards/${own}/${step}/${other}?issuer=pay`),
  ]),
  ...Object.entries(steps).map(([name, step]) => [
    `${name}, for a card`,
    refused(`/api/cards/${step}/balance?issuer=pay`),
  ]),
  ...Object.entries(marks).map(([name, mark]) => [
    `${name} in a card's id`,
    refused(`/api/cards/${own}${mark}${other}?issuer=pay`),
  ]),
  ["two slashes at the start", refused(`//api/cards/${own}?issuer=pay`)],
  ["another host in the path", refused(`//evil.example/api/cards/${own}?issuer=pay`)],
  ["two slashes within", refused(`/api//cards/${own}?issuer=pay`)],
  ["a slash at the end", refused(`/api/cards/${own}/?issuer=pay`)],
  ["an id of 257 letters", refused(`/api/cards/${"a".repeat(257)}?issuer=pay`)],
  ["an id of 6,000 letters", refused(`/api/cards/${"a".repeat(6000)}?issuer=pay`)],
  [
    "an id of 60,000 letters",
    (world) => world.refused(read(`/api/cards/${"a".repeat(60_000)}?issuer=pay`), ...dues, "414", "431", ...BY_SERVER),
  ],
  ["a million steps", (world) => world.refused(read(`/api${"/a".repeat(5000)}?issuer=pay`), ...dues)],
  ["a word of the route escaped", (world) => world.refused(freeze({ action: "fr%65eze" }), "404 not_found")],
  ["a word of the route in capitals", (world) => world.refused(freeze({ action: "FREEZE" }), "404 not_found")],
  ["a word of the route with a parameter", (world) => world.refused(freeze({ action: "freeze;a=b" }), "404 not_found")],
  ["the base path is left out", refused(`/cards/${own}?issuer=pay`)],
  ["the base path in capitals", refused(`/API/cards/${own}?issuer=pay`)],
  ["the base path escaped", refused(`/%61pi/cards/${own}?issuer=pay`)],
  [
    "a target with another host",
    (world) =>
      world.refused(
        { method: "GET", path: `http://evil.example/api/cards/${other}?issuer=pay` },
        ...dues,
        ...BY_SERVER,
      ),
  ],
  [
    "a target with a user's name",
    (world) =>
      world.refused(
        { method: "GET", path: `http://alice@127.0.0.1/api/cards/${other}?issuer=pay` },
        ...dues,
        ...BY_SERVER,
      ),
  ],
  ["a target that is a star", (world) => world.refused({ method: "GET", path: "*" }, ...dues, ...BY_SERVER)],
  [
    "a target that is a host",
    (world) => world.refused({ method: "CONNECT", path: "evil.example:443" }, ...dues, "405", ...BY_SERVER),
  ],
  ["a target that is a file", (world) => world.refused(read("file:///etc/passwd"), ...dues, ...BY_SERVER)],
  ["a fragment", refused(`/api/cards/${other}#?issuer=pay`)],
  ["an unknown parameter", refused(`/api/cards/${own}?issuer=pay&debug=1`)],
  ["a parameter of another operation", refused(`/api/cards/${own}/balance?issuer=pay&page=2`)],
  ["a parameter twice", refused(`/api/cards/${own}/transactions?issuer=pay&page=1&page=2`)],
  ["a parameter twice, once escaped", refused(`/api/cards/${own}/transactions?issuer=pay&page=1&p%61ge=2`)],
  ["a page that is no number", refused(`/api/cards/${own}/transactions?issuer=pay&page=1e9`)],
  ["a page that is an object", refused(`/api/cards/${own}/transactions?issuer=pay&page[$gt]=1`)],
  ["a page that no double holds", refused(`/api/cards/${own}/transactions?issuer=pay&page=9007199254740993`)],
  ["an option of the client that is not the page's", refused(`/api/cards/${own}?issuer=pay&timeoutMs=1`)],
  ["a query of 3,000 bytes", refused(`/api/cards/${own}/transactions?issuer=pay&from=${"a".repeat(3000)}`)],
  ["a line end in the query", refused(`/api/cards/${own}/transactions?issuer=pay&from=a%0d%0aX-Evil:%201`)],
];
