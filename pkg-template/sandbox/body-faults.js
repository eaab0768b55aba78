import { gzipBomb, padded, writeEndlessly } from "./blanks.js";
import { sendWhole } from "./endings.js";
import { sentAs } from "./fault-kinds.js";

const LARGE_BYTES = 5 * 1024 * 1024;

/** Bodies of a size that a client must not take in. */
export const BODY_FAULTS = {
  large_body: sentAs("Blanks were added to it.", (line, reply, { bytes = LARGE_BYTES }) =>
    sendWhole(line, { ...reply, body: padded(reply.body, bytes) }),
  ),
  endless_body: sentAs("Blanks without end followed.", ({ response, headers }, reply) => {
    response.writeHead(reply.status, { ...headers, ...reply.headers });
    writeEndlessly(response, reply.body);
  }),
  gzip_bomb: sentAs(
    "It was packed with 256 MiB of blanks before it.",
    ({ response, headers }, reply) => {
      const bytes = gzipBomb(reply.body);
      response.writeHead(reply.status, {
        ...headers,
        ...reply.headers,
        "content-encoding": "gzip",
        "content-length": bytes.length,
      });
      response.end(bytes);
    },
  ),
};
