import { read, toBytes } from "./bytes.js";
import { keysOf } from "./keys.js";
import { done, failed, view } from "./seat.js";
import { requestId } from "./watch.js";

/** The parts of a request out of its first line and its headers. */
export function request(head) {
  const [line, ...lines] = head.split("\n");
  const [method, url] = line.split(" ");
  return { method, url, headers: Object.fromEntries(lines.map((line) => line.split(/: (.*)/))) };
}

/** The SHA-256 of some bytes. */
export const sha256 = async (bytes) => [done, toBytes(await crypto.subtle.digest("SHA-256", bytes))];

/** The body of an answer. Only a stream can be left off once it is too long; the core refuses the others then. */
async function bodyOf(response, most, signal) {
  if (response.body?.getReader) return read(response.body, most, signal);
  return response.arrayBuffer ? new Uint8Array(await response.arrayBuffer()) : response.text();
}

/** `Retry-After` in seconds; a date counts from now. The oldest form of one names no zone. */
export function secondsOf(retryAfter) {
  const text = `${retryAfter ?? ""}`.trim();
  if (!/^[a-z]+,? /i.test(text)) return text;
  const waitMs = Date.parse(text.replace(/( GMT)?$/, " GMT")) - Date.now();
  return Math.max(0, Math.ceil(waitMs / 1000));
}

/** What each command of a call means here. Only what the build's issuers need is there. */
export function commandsOf(fetch, issuer) {
  const keys = keysOf(issuer);
  const commands = {
    async send({ head, most, ...place }, signal) {
      const { url, ...init } = { ...request(head), redirect: "manual", signal };
      // A copy: a stand-in for fetch may wait before it sends.
      if (place.length) init.body = view(place).slice();
      const response = await fetch(url, init);
      const { status, headers } = response;
      // What is too long need not be taken whole to be refused.
      const body = toBytes(await bodyOf(response, most, signal)).subarray(0, most + 1);
      return [done, body, status, secondsOf(headers?.get("retry-after")), requestId(headers)];
    },
    sleep: () => new Promise(() => {}),
  };
  if (HAS_ARTHA_V1) commands.hash = (place) => sha256(view(place));
  if (HAS_ARTHA || HAS_ARTHA_V1) commands.sign = async (place) => [done, toBytes(await keys.sign(() => view(place)))];
  if (HAS_IBANERA) {
    commands.code = async () => {
      const code = await keys.code();
      return typeof code === "string" ? [done, [], 0, code] : [failed];
    };
  }
  return commands;
}
