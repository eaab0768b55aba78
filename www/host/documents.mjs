// The built documentation, as the demo serves it below /docs.
import { readFile } from "node:fs/promises";
import { existsSync, readFileSync } from "node:fs";
import { extname, join, normalize, sep } from "node:path";

import { Response } from "miniflare";

import { POLICY } from "../site/builder/layout.mjs";

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
      const headers = { "content-type": TYPES[extname(file)] ?? "application/octet-stream", "content-security-policy": policyOf(folder, path) };
      return new Response(await readFile(file), { headers });
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

/** The crate's reference comes from `cargo doc`, which puts small scripts into its pages: those alone may run. */
function policyOf(folder, path) {
  if (!path.startsWith("rust/")) return `${POLICY}; frame-ancestors 'none'`;
  const digests = JSON.parse(readFileSync(join(folder, "rust/policies.json"), "utf8"));
  return `default-src 'self'; script-src 'self' ${digests.join(" ")}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
}
