// A server of static files under a strict policy, as a bundler's output is put into the world.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".wasm": "application/wasm" };

/** Parcel writes an import map into the page: a policy names such a text by its digest. */
function inline(html) {
  const texts = [...String(html).matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(([, text]) => text);
  return texts.map((text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`).join(" ");
}

function policy(wasm, html) {
  const scripts = ["script-src 'self'", wasm ? "'wasm-unsafe-eval'" : "", inline(html)].filter(Boolean).join(" ");
  return `default-src 'none'; ${scripts}; connect-src 'self' http://127.0.0.1:*; img-src 'self' data:; style-src 'self' 'unsafe-inline'`;
}

/**
 * Serves a folder. `wasm: false` forbids WebAssembly; `lost` are files that are not there, for which `instead`
 * is answered, where it is given; `api` answers what lies below /api.
 *
 * @param {{ folder: string, index?: string, wasm?: boolean, lost?: RegExp, instead?: string, api?: import("node:http").RequestListener }} site
 */
export async function serveSite({ folder, index = "index.html", wasm = true, lost, instead, api }) {
  const read = async (path) => {
    if (!lost?.test(path)) return readFile(join(folder, path)).catch(() => undefined);
    return instead && readFile(join(folder, instead));
  };
  const server = createServer(async (request, response) => {
    if (api && request.url.startsWith("/api/")) return api(request, response);
    const { pathname } = new URL(request.url, "http://site");
    const path = normalize(pathname === "/" ? `/${index}` : pathname);
    const content = await read(path);
    if (content === undefined) return response.writeHead(404, { "content-type": "text/plain" }).end("nothing");
    const type = lost?.test(path) ? TYPES[".html"] : TYPES[extname(path)];
    response.setHeader("content-security-policy", policy(wasm, path.endsWith(".html") ? content : ""));
    response.writeHead(200, { "content-type": type ?? "application/octet-stream", "cache-control": "no-store" }).end(content);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
