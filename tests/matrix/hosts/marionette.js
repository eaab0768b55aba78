// The protocol that Firefox has built in and geckodriver speaks to it: JSON behind its length, over TCP.
import { connect } from "node:net";

/** The whole messages at the beginning of what came, and the rest. */
function cut(bytes) {
  const messages = [];
  for (let colon = bytes.indexOf(":"); colon > 0; colon = bytes.indexOf(":")) {
    const end = colon + 1 + Number(bytes.subarray(0, colon));
    if (bytes.length < end) break;
    messages.push(JSON.parse(bytes.subarray(colon + 1, end)));
    bytes = bytes.subarray(end);
  }
  return { messages, bytes };
}

export async function marionette(port) {
  const waiting = new Map();
  let greet;
  const greeted = new Promise((resolve) => {
    greet = resolve;
  });
  let rest = Buffer.alloc(0);
  const socket = connect(port, "127.0.0.1");
  const lost = new Promise((_, reject) => {
    socket.once("error", reject);
    socket.once("close", () => reject(new Error("Firefox closed the connection.")));
  });
  lost.catch(() => {}); // told to each command that waits
  socket.on("data", (chunk) => {
    const { messages, bytes } = cut(Buffer.concat([rest, chunk]));
    rest = bytes;
    for (const message of messages) {
      if (!Array.isArray(message)) greet();
      else waiting.get(message[1])?.(message);
    }
  });
  await Promise.race([greeted, lost]);
  let count = 0;
  return {
    async ask(name, params = {}) {
      const id = ++count;
      const answer = new Promise((resolve) => waiting.set(id, resolve));
      const text = JSON.stringify([0, id, name, params]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
      const [, , error, value] = await Promise.race([answer, lost]);
      waiting.delete(id);
      if (error) throw new Error(`${name}: ${error.error}: ${error.message}`);
      return value;
    },
    end: () => socket.destroy(),
  };
}
