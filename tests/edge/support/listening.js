// A server of Node for a handler, and requests that fetch would not send.
import { createServer } from "node:http";
import { connect } from "node:net";

import { fromPackage } from "../../package/support/consumer.js";

export const { nodeListener } = await fromPackage("cardlatch/edge/node");

/** Serves a handler until the test ends. */
export async function listening(t, handler, options) {
  const server = createServer(nodeListener(handler, options));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { server, url: `http://127.0.0.1:${server.address().port}` };
}

/** Sends bytes as they are and gives all that is answered until the connection ends. */
export function spoken(url, ...parts) {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    let text = "";
    socket.setEncoding("utf8");
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("error", reject);
    socket.on("end", () => resolve(text));
    socket.write(parts.join("\r\n"));
  });
}

/** A promise and the function that fulfils it. */
export function promised() {
  let fulfil;
  const promise = new Promise((resolve) => {
    fulfil = resolve;
  });
  return { promise, fulfil };
}
