import { STATUS_CODES } from "node:http";
import { again, later } from "./endings.js";

/**
 * What node:http would refuse to write. The connection is of no use to anybody afterwards, so each
 * of these heads says `connection: close`.
 *
 * @typedef {import("./endings.js").Line} Line
 * @typedef {import("./replies.js").Reply} Reply
 */

// Without it a client may meet the reset before it has read what came first.
const BEFORE_RESET_MS = 50;

/** @param {Line} line @param {Reply} reply @param {Record<string, string>} framing */
export function headText({ headers }, reply, framing) {
  const all = { ...headers, ...reply.headers, ...framing, connection: "close" };
  const fields = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${reply.status} ${STATUS_CODES[reply.status]}`, ...fields, "", ""].join("\r\n");
}

/** @param {Reply} reply */
export const ownLength = (reply) => ({ "content-length": String(Buffer.byteLength(reply.body)) });

/** @param {Line} line @param {string} text */
export function writeAndReset(line, text) {
  const { socket } = line.response;
  socket?.write(text);
  later(line, BEFORE_RESET_MS, () => socket?.resetAndDestroy());
}

/**
 * A client that never closes its own half must not keep the socket.
 *
 * @param {Line} line
 * @param {string} text
 */
export function writeAndClose({ response: { socket } }, text) {
  socket?.write(text);
  socket?.destroySoon();
}

/**
 * One byte after the other.
 *
 * @param {Line} line
 * @param {Reply} reply
 * @param {{ ms: number, headToo: boolean }} how
 */
export function writeByBytes(line, reply, { ms, headToo }) {
  const { socket } = line.response;
  const head = Buffer.from(headText(line, reply, ownLength(reply)));
  const bytes = Buffer.concat([head, Buffer.from(reply.body)]);
  let at = headToo ? 0 : head.length;
  socket?.write(bytes.subarray(0, at));
  again(line, ms, () => {
    socket?.write(bytes.subarray(at, at + 1));
    at += 1;
    if (at >= bytes.length) socket?.destroySoon();
    return at >= bytes.length;
  });
}

// An empty chunk would be the last one.
const chunk = (text) =>
  text === "" ? "" : `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
const CHUNKED = { "transfer-encoding": "chunked" };

const halfOf = (text) => text.slice(0, Math.ceil(text.length / 2));

export const resetAtOnce = ({ response }) => response.socket?.resetAndDestroy();

/** @param {Line} line @param {Reply} reply */
export const resetInHead = (line, reply) =>
  writeAndReset(line, halfOf(headText(line, reply, ownLength(reply))));

/** @param {Line} line @param {Reply} reply */
export const resetInBody = (line, reply) =>
  writeAndReset(line, headText(line, reply, ownLength(reply)) + halfOf(reply.body));

/** @param {Line} line @param {Reply} reply */
export const badChunk = (line, reply) =>
  writeAndClose(line, `${headText(line, reply, CHUNKED)}${chunk(halfOf(reply.body))}size\r\n`);

/** @param {Line} line @param {Reply} reply */
export const cutChunks = (line, reply) =>
  writeAndClose(line, headText(line, reply, CHUNKED) + chunk(reply.body));
