// Calls as a page of the example makes them, and as the issuer does.
import { createServer } from "node:http";
import { setTimeout as patience } from "node:timers/promises";

import { sessions } from "../../../examples/node/session.js";
import { PNG_BASE64 } from "../../package/scenarios/pictures.js";
import { ORIGIN } from "./settings.js";

const png = () => new Blob([Buffer.from(PNG_BASE64, "base64")], { type: "image/png" });

/** The cookie of a user who has signed in. */
export async function cookieOf(user, secret, seconds) {
  const [cookie] = (await sessions(secret).start(user, seconds)).split(";");
  return cookie;
}

export const newKey = () => crypto.randomUUID();

/** A multipart body with a signature image. */
export function withImage(options = {}) {
  const form = new FormData();
  form.set("options", new Blob([JSON.stringify(options)], { type: "application/json" }));
  form.set("signImage", png(), "signature.png");
  return form;
}

/** Calls of one user, whose page is where `origin` says. */
export function caller(base, cookie, origin = ORIGIN) {
  const headers = (more) => ({ ...(cookie ? { cookie } : {}), origin, ...more });
  const call = (method, path, { body, key, ...more } = {}) => {
    const given = { ...(key ? { "idempotency-key": key } : {}), ...(typeof body === "string" ? { "content-type": "application/json" } : {}), ...more };
    return fetch(`${base}${path}`, { method, body, headers: headers(given), redirect: "manual" });
  };
  return {
    get: (path, more) => call("GET", path, more),
    post: (path, more) => call("POST", path, more),
  };
}

/** The operations that a stream of events tells, one after the other; what it ends with comes last. */
export async function* operations(response) {
  let text = "";
  for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
    text += piece;
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      const event = text.slice(0, end);
      text = text.slice(end + 2);
      const data = event.split("\n").find((line) => line.startsWith("data: "));
      if (data) yield JSON.parse(data.slice(6));
    }
  }
}

/** Fails rather than waits for ever. */
export function soon(work, what, ms = 30_000) {
  const ended = new AbortController();
  const late = patience(ms, undefined, { signal: ended.signal }).then(() => {
    throw new Error(`${what} did not come.`);
  });
  late.catch(() => {}); // given up, once the work is done
  return Promise.race([work, late]).finally(() => ended.abort());
}

/**
 * Where the sandbox sends callbacks: it must know an address before the example has one. What comes
 * is passed on byte for byte.
 */
export async function relay() {
  let target;
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const headers = { "content-type": request.headers["content-type"] ?? "application/json" };
    try {
      const { status } = await fetch(target, { method: request.method, headers, body: Buffer.concat(chunks) });
      response.writeHead(status).end();
    } catch {
      response.writeHead(502).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    to(url) {
      target = url;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
