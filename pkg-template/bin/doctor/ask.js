// One request without credentials. `fetch` says neither why a connection failed nor how long the
// answer itself took, so this goes one floor lower.
import * as http from "node:http";
import * as https from "node:https";

const LIMIT_MS = 10_000;

/** More of a page or a document is not read. */
const MOST_BYTES = 2 * 1024 * 1024;

const HEADERS = { accept: "*/*", "user-agent": "cardlatch-doctor", connection: "close" };

async function bodyOf(response) {
  const parts = [];
  let length = 0;
  for await (const part of response) {
    parts.push(part);
    length += part.length;
    if (length > MOST_BYTES) break;
  }
  return Buffer.concat(parts).toString("utf8");
}

/** The day on which the server's certificate ends. */
function endOfCertificate(socket) {
  const certificate = socket.getPeerCertificate?.();
  return certificate?.valid_to ? Date.parse(certificate.valid_to) : undefined;
}

/**
 * Asks once and follows nothing. `sentMs` and `gotMs` are when the request had left and when the answer
 * began, so connecting is not between them.
 *
 * @param {string | URL} address
 * @param {{ method?: string, headers?: Record<string, string>, limitMs?: number }} [options]
 */
export function ask(address, { method = "GET", headers = {}, limitMs = LIMIT_MS } = {}) {
  const url = new URL(address);
  const { request } = url.protocol === "https:" ? https : http;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => asked.destroy(Object.assign(new Error("too late"), { code: "TIMED_OUT" })), limitMs);
    // A user and a password in the address are credentials, and none are sent.
    const { protocol, hostname, port, pathname, search } = url;
    const target = { protocol, hostname: hostname.replace(/^\[|\]$/g, ""), port, path: pathname + search };
    const asked = request({ ...target, method, headers: { ...HEADERS, ...headers } });
    let sentMs = 0;
    asked.on("finish", () => (sentMs = Date.now()));
    asked.on("response", async (response) => {
      const gotMs = Date.now();
      const certificateEndsMs = endOfCertificate(response.socket);
      try {
        const body = await bodyOf(response);
        resolve({ status: response.statusCode, headers: response.headers, body, sentMs, gotMs, certificateEndsMs });
      } catch (error) {
        reject(error);
      } finally {
        clearTimeout(timer);
      }
    });
    asked.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    asked.end();
  });
}
