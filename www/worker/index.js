// The edge worker of the demo: holds the credentials, mounts the proxy, serves the page.
import page from "./assets/index.html";
import script from "./assets/page.js";
import style from "./assets/page.css";
import icon from "./assets/icon.svg";

import { demo } from "./demo.js";
import { requireHost, secured } from "./guard.js";
import { proxyOf } from "./proxy.js";
import { noteAsked } from "./recorder.js";
import { nothingHere, problem, Refusal } from "./refusal.js";

export { DemoLedger as CardLedger } from "./ledger.js";
export { CardStates } from "./records.js";

const FILES = {
  "/": [page, "text/html; charset=utf-8"],
  "/page.js": [script, "text/javascript; charset=utf-8"],
  "/page.css": [style, "text/css; charset=utf-8"],
  "/icon.svg": [icon, "image/svg+xml"],
};

let proxy;

export default {
  async fetch(request, env, context) {
    const { pathname } = new URL(request.url);
    try {
      requireHost(request, env.ORIGINS);
      if (/^\/api\//.test(pathname)) return await ask(request, env, context);
      if (/^\/docs(\/|$)/.test(pathname)) return await documents(request, env);
      const own = /^\/demo\//.test(pathname) ? await demo(request, env) : file(request, pathname);
      return secured(own);
    } catch (error) {
      return secured(problem(error));
    }
  },
};

async function ask(request, env, context) {
  const at = Date.now();
  proxy ??= proxyOf(env);
  const response = await proxy(request, context);
  const isCallback = new URL(request.url).pathname.startsWith("/api/callbacks/");
  if (!isCallback) await noteAsked(request, response, at);
  return response;
}

/** The documentation is static: the host reads it, and says which policy its pages can have. */
async function documents(request, env) {
  if (request.method !== "GET" && request.method !== "HEAD") {
    throw new Refusal(405, "method_not_allowed", "This address can only be read.");
  }
  const response = await env.DOCUMENTS.fetch(request.url, { redirect: "manual" });
  return secured(response, response.headers.get("content-security-policy") ?? undefined);
}

function file(request, pathname) {
  if (!Object.hasOwn(FILES, pathname)) throw nothingHere();
  if (request.method !== "GET" && request.method !== "HEAD") {
    throw new Refusal(405, "method_not_allowed", "This address can only be read.");
  }
  const [body, type] = FILES[pathname];
  return new Response(body, { headers: { "content-type": type } });
}
