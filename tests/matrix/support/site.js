// Serves a stand to browsers without a bundler: the files of the package as they are, behind an import map.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

import { manifestOf, resolver } from "./exports.js";

/** As bundlers for browsers resolve names, and whoever writes an import map. */
export const CONDITIONS = ["browser", "import"];

const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm", ".json": "application/json" };
const FULL = ["", "/callbacks", "/artha", "/artha-v1", "/yativo", "/open-api", "/ibanera", "/edge", "/browser", "/capabilities"].map(
  (subpath) => `cardlatch${subpath}`,
);
const SLIM = ["cardlatch/slim", "cardlatch/callbacks/slim", "cardlatch/cardlatch.wasm", "cardlatch/callbacks.wasm"];
const NAMES = [...FULL, ...SLIM];
const STRICT = "default-src 'self'; connect-src *; img-src data:; script-src 'self' 'wasm-unsafe-eval'";

const page = (map) => `<!doctype html>
<title>cardlatch</title>
<link rel="icon" href="data:,">
${map ? `<script type="importmap">${JSON.stringify({ imports: map })}</script>` : ""}
<script src="/named/browser/begin.js"></script>`;

/**
 * `/named/` is the stand with names in its programs' imports, as a page with an import map takes them. Workers
 * know no import map, and a strict page takes none: in `/written/` the programs' imports have URLs.
 */
export async function serveSite({ folder, installed }) {
  const resolve = resolver(await manifestOf(installed), CONDITIONS);
  const map = Object.fromEntries(NAMES.map((name) => [name, `/named/node_modules/cardlatch/${resolve(name)}`]));

  const written = (text) => text.replaceAll(/ from "(cardlatch[^"]*)"/g, (_, name) => ` from ${JSON.stringify(map[name])}`);

  async function file(path) {
    const [, form, rest] = /^\/(named|written)(\/.*)$/.exec(normalize(path)) ?? [];
    if (!rest) return undefined;
    const bytes = await readFile(join(folder, rest)).catch(() => undefined);
    const isProgram = !rest.startsWith("/node_modules/");
    return form === "written" && isProgram ? bytes && written(String(bytes)) : bytes;
  }

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, "http://site");
    const strict = searchParams.has("strict");
    if (pathname === "/") {
      if (strict) response.setHeader("content-security-policy", STRICT);
      return response.setHeader("content-type", "text/html").end(page(strict ? undefined : map));
    }
    const content = await file(decodeURIComponent(pathname));
    const type = TYPES[extname(pathname)];
    response.writeHead(content ? 200 : 404, { "content-type": type ?? "text/plain", "cache-control": "no-store" }).end(content ?? "nothing");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    /** The page that runs the scenario in one place of a browser. */
    address({ place, strict, form, setup }) {
      const base = /^(window|slim)$/.test(place) && !strict ? "/named/" : "/written/";
      const asked = { place, base, setup: JSON.stringify(setup), ...(form ? { form } : {}), ...(strict ? { strict: "" } : {}) };
      const query = new URLSearchParams(asked);
      return `http://127.0.0.1:${server.address().port}/?${query}`;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
