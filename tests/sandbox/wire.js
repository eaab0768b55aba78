// A client that shows what is on the wire, and nothing else.
import { connect } from "node:net";

function freezeRequest({ issuers }, cardId, headers) {
  const { baseUrl, version, customerId, appId, key } = issuers["open-api"];
  const { host, pathname } = new URL(`${baseUrl}/${version}/openApi/card/freeze`);
  const body = JSON.stringify({
    customer_id: Number(customerId),
    app_id: Number(appId),
    key,
    card_id: cardId,
  });
  return [
    `POST ${pathname} HTTP/1.1`,
    `host: ${host}`,
    "content-type: application/json",
    `content-length: ${body.length}`,
    ...headers,
    "",
    body,
  ].join("\r\n");
}

/** Freezes a card of the OPEN-API; `ended` tells `"FIN"` or the error that ended the connection. */
export function freezeOnWire(sandbox, cardId, { headers = [] } = {}) {
  const { hostname, port } = new URL(sandbox.url);
  const socket = connect(Number(port), hostname);
  const chunks = [];
  let bytes = 0;
  let end = "closed";
  const waiting = new Set();
  socket.on("data", (chunk) => {
    bytes += chunk.length;
    chunks.push(chunk);
    for (const check of waiting) check();
  });
  socket.on("end", () => (end = "FIN"));
  socket.on("error", ({ code }) => (end = code));
  const ended = new Promise((resolve) => socket.on("close", () => resolve(end)));
  const text = () => Buffer.concat(chunks).toString("latin1");
  const ask = () => socket.write(freezeRequest(sandbox, cardId, headers));
  ask();
  return {
    socket,
    ended,
    ask,
    text,
    bytes: () => bytes,
    /** When so many bytes are there. */
    arrived: (count) =>
      new Promise((resolve) => {
        const check = () => bytes >= count && waiting.delete(check) | resolve();
        waiting.add(check);
        check();
      }),
    /** When the text holds it. */
    shows: (pattern) =>
      new Promise((resolve) => {
        const check = () => pattern.test(text()) && waiting.delete(check) | resolve();
        waiting.add(check);
        check();
      }),
  };
}

/** Head and body of an answer as they came. */
export function splitAnswer(text) {
  const at = text.indexOf("\r\n\r\n");
  const [first, ...fields] = text.slice(0, at).split("\r\n");
  const headers = Object.fromEntries(
    fields.map((field) => [
      field.slice(0, field.indexOf(":")).toLowerCase(),
      field.slice(field.indexOf(":") + 2),
    ]),
  );
  return { status: Number(first.split(" ")[1]), headers, body: text.slice(at + 4) };
}
