import { once } from "node:events";
import { createServer } from "node:http";
import { createServer as createEncrypted } from "node:https";
import { createServer as createRaw } from "node:net";

async function listening(t, server, scheme) {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.closeAllConnections?.();
    server.close();
  });
  // The name, and not the address: certificates are for names.
  const host = scheme === "https" ? "localhost" : "127.0.0.1";
  return `${scheme}://${host}:${server.address().port}`;
}

/** A server that answers each request as told, and keeps what it was asked. */
export async function serverFor(t, answer, tls) {
  const asked = [];
  const listener = (request, response) => {
    asked.push({ method: request.method, url: request.url, headers: request.headers });
    answer(request, response);
  };
  const server = tls ? createEncrypted({ key: tls.key, cert: tls.cert }, listener) : createServer(listener);
  return { url: await listening(t, server, tls ? "https" : "http"), asked };
}

/** A server that speaks no HTTP. */
export const rawFor = (t, said) => listening(t, createRaw((socket) => socket.on("error", () => {}).end(said)), "http");
