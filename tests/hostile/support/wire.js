// Requests as bytes on a socket: nothing between the test and the server makes them tidy.
import { once } from "node:events";
import { connect } from "node:net";

/** What an answer says, out of all that was received. */
function read(bytes) {
  const text = bytes.toString("latin1");
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return { status: 0, headers: new Map(), text: "" };
  const [line, ...lines] = text.slice(0, end).split("\r\n");
  const headers = new Map();
  for (const header of lines) {
    const [name, value] = [
      header.slice(0, header.indexOf(":")).toLowerCase(),
      header.slice(header.indexOf(":") + 1).trim(),
    ];
    headers.set(name, headers.has(name) ? `${headers.get(name)}, ${value}` : value);
  }
  const body = text.slice(end + 4);
  // Behind its length another answer may stand, to what the server took for another request.
  const own = body.slice(0, Number(headers.get("content-length") ?? body.length));
  const whole = headers.get("transfer-encoding") === "chunked" ? joined(body) : own;
  return { status: Number(line.split(" ")[1]), headers, at: end + 4, text: Buffer.from(whole, "latin1").toString() };
}

function joined(body) {
  let whole = "";
  for (let at = 0; at < body.length;) {
    const line = body.indexOf("\r\n", at);
    const size = Number.parseInt(body.slice(at, line), 16);
    if (!size) break;
    whole += body.slice(line + 2, line + 2 + size);
    at = line + 4 + size;
  }
  return whole;
}

/** Answers that only inform stand before the one that counts. */
function last(bytes) {
  let at = 0;
  while (/^HTTP\/1\.1 1\d\d /.test(bytes.toString("latin1", at, at + 13))) at = bytes.indexOf("\r\n\r\n", at) + 4;
  const answer = read(bytes.subarray(at));
  return { ...answer, at: at + answer.at };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether an answer is all there: servers may keep a connection open that was to be closed. */
function isWhole(bytes, method) {
  const { status, headers, at } = last(bytes);
  if (!status) return false;
  if (method === "HEAD" || status === 204) return true;
  if (headers.has("content-length")) return bytes.length - at >= Number(headers.get("content-length"));
  return headers.get("transfer-encoding") === "chunked" && bytes.toString("latin1").endsWith("\r\n0\r\n\r\n");
}

/**
 * Sends pieces, each once the one before was taken, until the server answers or no more come. Gives the
 * answer; status 0 where the connection was closed without one. With `stays` it listens for more answers
 * until the server closes.
 */
export async function speak(port, pieces, { ends = false, stays = false, method } = {}) {
  const socket = connect(port, "127.0.0.1");
  const received = [];
  let isOver = false;
  const over = new Promise((resolve) => {
    socket.on("data", (piece) => {
      received.push(piece);
      if (!stays && isWhole(Buffer.concat(received), method)) socket.destroy();
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      isOver = true;
      resolve();
    });
  });
  await Promise.race([once(socket, "connect"), over]);
  for await (const piece of pieces) {
    if (isOver || received.length) break;
    if (!socket.write(piece))
      await Promise.race([once(socket, "drain").catch(() => {}), once(socket, "data").catch(() => {}), over]);
  }
  if (ends) socket.end();
  await over;
  const answer = last(Buffer.concat(received));
  return { ...answer, json: parsed(answer.text) };
}

/** The bytes of a request's head. What is in `headers` is written as it stands. */
export function head({ method = "POST", path, headers = [] }, port) {
  const lines = [`${method} ${path} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  const has = (name) => headers.some(([own]) => own.toLowerCase() === name);
  if (!has("host")) lines.push(`Host: 127.0.0.1:${port}`);
  if (!has("connection")) lines.push("Connection: close");
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
}
