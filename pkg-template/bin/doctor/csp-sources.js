// Whether the sources of a directive allow an address.

const DEFAULT_PORTS = { "http:": "80", "https:": "443", "ws:": "80", "wss:": "443" };

const portOf = ({ protocol, port }) => port || DEFAULT_PORTS[protocol] || "";

/** A page may always take the encrypted form of what it may take. */
const UPGRADES = { "http:": ["http:", "https:"], "ws:": ["ws:", "wss:", "http:", "https:"], "wss:": ["wss:", "https:"] };

const schemeFits = (allowed, actual) => (UPGRADES[allowed] ?? [allowed]).includes(actual);

const SOURCE = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(\*|(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\])(?::(\d+|\*))?(\/[^?#]*)?$/i;

function hostFits(pattern, hostname) {
  if (pattern === "*") return true;
  if (pattern.startsWith("*.")) return hostname.endsWith(pattern.slice(1).toLowerCase());
  return hostname === pattern.toLowerCase();
}

function portFits(pattern, url, allowedScheme) {
  if (pattern === "*") return true;
  const port = portOf(url);
  if (pattern === undefined) return port === DEFAULT_PORTS[url.protocol];
  return pattern === port || (pattern === "80" && port === "443" && schemeFits(allowedScheme, "https:"));
}

function unescaped(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function pathFits(pattern, pathname) {
  if (pattern === undefined || pattern === "/") return true;
  const [due, actual] = [unescaped(pattern), unescaped(pathname)];
  return due.endsWith("/") ? actual.startsWith(due) : actual === due;
}

function selfFits(page, url) {
  if (page.origin === url.origin) return true;
  const usual = (address) => portOf(address) === DEFAULT_PORTS[address.protocol];
  return page.hostname === url.hostname && schemeFits(page.protocol, url.protocol) && usual(page) && usual(url);
}

function fits(source, url, page) {
  const low = source.toLowerCase();
  if (low === "'self'") return selfFits(page, url);
  if (low === "*") return ["http:", "https:", "ws:", "wss:"].includes(url.protocol) || url.protocol === page.protocol;
  if (/^[a-z][a-z0-9+.-]*:$/.test(low)) return schemeFits(low, url.protocol);
  const [, scheme, host, port, path] = SOURCE.exec(source) ?? [];
  if (host === undefined) return false;
  const allowed = scheme === undefined ? page.protocol : `${scheme.toLowerCase()}:`;
  return schemeFits(allowed, url.protocol) && hostFits(host, url.hostname) && portFits(port, url, allowed) && pathFits(path, url.pathname);
}

/**
 * @param {string[]} sources
 * @param {URL} url what is to be asked
 * @param {URL} page where the policy stands
 */
export const allows = (sources, url, page) => sources.some((source) => fits(source, url, page));

/** Whether a keyword such as 'wasm-unsafe-eval' is among the sources. */
export const has = (sources, ...keywords) => sources.some((source) => keywords.includes(source.toLowerCase()));
