import { sendWhole, writeHead } from "./endings.js";
import { onlyWhenTold, sentAs } from "./fault-kinds.js";
import {
  badChunk,
  cutChunks,
  resetAtOnce,
  resetInBody,
  resetInHead,
  writeByBytes,
} from "./socket-writes.js";

const TOO_LONG_BY = 100;
const FILLER_BYTES = 1024 * 1024;

/** No head arrives whole, so no status does. */
const withoutStatus = ({ fixed, end }) => ({
  fixed,
  end: (scene) => ({ ...end(scene), status: null }),
});

function announce(line, reply, length) {
  sendWhole(line, reply, { "content-length": String(length), connection: "close" });
}

function interimFirst(line, reply, { interim = [100, 102, 103] }) {
  const { response } = line;
  const write = {
    100: () => response.writeContinue(),
    102: () => response.writeProcessing(),
    103: () => response.writeEarlyHints({ link: "</hint>; rel=preload; as=fetch" }),
  };
  for (const status of interim) write[status]();
  sendWhole(line, reply);
}

/** What goes wrong at the socket, below any answer. */
export const SOCKET_FAULTS = {
  reset_before_headers: {
    fixed: false,
    end: (scene) => ({
      status: null,
      verdict: `Fault ${scene.fault.fault}: ${onlyWhenTold(scene)} The connection was reset.`,
      send: resetAtOnce,
    }),
  },
  reset_in_headers: withoutStatus(
    sentAs("The connection was reset in the middle of the head.", resetInHead),
  ),
  reset_in_body: sentAs("The connection was reset in the middle of the body.", resetInBody),
  silent_body: sentAs("The head was sent and the body was not.", (line, reply) => {
    writeHead(line, reply);
    line.response.flushHeaders();
  }),
  slow_drip: sentAs("It was sent byte by byte.", (line, reply, { ms = 1000, headToo = false }) =>
    writeByBytes(line, reply, { ms, headToo }),
  ),
  content_length_long: sentAs("More was announced than was sent.", (line, reply) =>
    announce(line, reply, Buffer.byteLength(reply.body) + TOO_LONG_BY),
  ),
  content_length_short: sentAs("Less was announced than was sent.", (line, reply) =>
    announce(line, reply, Math.floor(Buffer.byteLength(reply.body) / 2)),
  ),
  bad_chunk: sentAs("The size of a chunk was no number.", badChunk),
  cut_chunks: sentAs("The last chunk was missing.", cutChunks),
  early_hints: sentAs("Interim answers were sent first.", interimFirst),
  huge_headers: sentAs("A header of 1 MiB was sent with it.", (line, reply) =>
    sendWhole(line, reply, { "x-filler": "x".repeat(FILLER_BYTES) }),
  ),
};
