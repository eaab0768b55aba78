/**
 * @typedef {import("./replies.js").Reply} Reply
 *
 * Where an answer goes: the response, and the headers that every answer has.
 * @typedef {{ response: import("node:http").ServerResponse, headers: Record<string, string> }} Line
 *
 * How a request ends. The status is `null` when no whole head is sent.
 * @typedef {{ status: number | null, verdict: string, send: (line: Line) => void }} Ending
 */

const DRIP_PIECES = 10;

/** @param {Line} line @param {Reply} reply @param {Record<string, string>} [more] */
export function writeHead({ response, headers }, reply, more = {}) {
  response.writeHead(reply.status, {
    ...headers,
    ...reply.headers,
    "content-length": String(Buffer.byteLength(reply.body)),
    ...more,
  });
}

/** @param {Line} line @param {Reply} reply @param {Record<string, string>} [more] */
export function sendWhole(line, reply, more) {
  writeHead(line, reply, more);
  line.response.end(reply.body);
}

/** No timer outlives its connection. */
export function later({ response }, ms, work) {
  const timer = setTimeout(work, ms);
  response.on("close", () => clearTimeout(timer));
}

/** `work` returns `true` when it is done. */
export function again({ response }, ms, work) {
  const timer = setInterval(() => work() && clearInterval(timer), ms);
  response.on("close", () => clearInterval(timer));
}

/** @param {Line} line @param {Reply} reply @param {number} ms */
export function drip(line, reply, ms) {
  const { response } = line;
  writeHead(line, reply);
  response.flushHeaders();
  const bytes = Buffer.from(reply.body);
  const size = Math.max(1, Math.ceil(bytes.length / DRIP_PIECES));
  let at = 0;
  again(line, ms / DRIP_PIECES, () => {
    response.write(bytes.subarray(at, at + size));
    at += size;
    if (at >= bytes.length) response.end();
    return at >= bytes.length;
  });
}

/**
 * @param {Reply} reply
 * @returns {Ending}
 */
export const answer = (reply) => ({
  status: reply.status,
  verdict: reply.verdict,
  send: (line) => sendWhole(line, reply),
});

/** @type {(verdict: string) => Ending} */
export const silence = (verdict) => ({ status: null, verdict, send: () => {} });

/** @type {(verdict: string) => Ending} */
export const cut = (verdict) => ({
  status: null,
  verdict,
  send: ({ response }) => response.socket?.destroy(),
});
