// The built documentation, as the demo serves it below /docs.
import { readFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { extname, join, normalize, sep } from "node:path";

import { Response } from "miniflare";

import { POLICY } from "../site/builder/layout.mjs";
import { policyOf } from "../site/builder/rustdoc.mjs";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".md": "text/plain; charset=utf-8",
  ".woff2": "font/woff2",
  ".png": "image/png",
};

/** What a page that nobody built says. */
const UNBUILT = "The documentation is not built. `cargo xtask demo` builds it, and so does `node www/site/build.mjs`.";

/** Answers requests below /docs with the files of a folder. */
export function documentsOf(folder) {
  return async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/docs") return new Response(null, { status: 308, headers: { location: "/docs/" } });
    const path = pathOf(pathname);
    const file = path && join(folder, path);
    if (!file?.startsWith(normalize(folder) + sep)) return missing(404);
    try {
      const body = await readFile(file);
      const isRust = path.startsWith("rust/") && extname(file) === ".html"; // made by cargo doc
      const policy = `${isRust ? policyOf(body.toString("utf8")) : POLICY}; frame-ancestors 'none'`;
      const headers = { "content-type": TYPES[extname(file)] ?? "application/octet-stream", "content-security-policy": policy };
      return new Response(body, { headers });
    } catch {
      return missing(existsSync(folder) ? 404 : 503);
    }
  };
}

function pathOf(pathname) {
  try {
    const path = decodeURIComponent(pathname.slice("/docs/".length));
    return path === "" || path.endsWith("/") ? `${path}index.html` : path;
  } catch {
    return undefined;
  }
}

const missing = (status) => new Response(status === 503 ? UNBUILT : "There is no such page.", { status, headers: { "content-type": "text/plain" } });
