// What stands in front of a server: it passes requests on, keeps when each began and ended, and holds what a
// test wants held.
import { createServer, request as forward } from "node:http";

import { promised } from "./listening.js";

const whole = async (stream) => {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
};

/** Passes on to the origin that `target` gives at that time. */
export async function startGate(target) {
  let turn = 0;
  const exchanges = [];
  const holds = new Set();

  function answerOf({ method, path, headers, body }) {
    return new Promise((resolve, reject) => {
      const onward = forward(new URL(path, target()), { method, headers }, async (answer) => {
        resolve({ status: answer.statusCode, headers: answer.headers, body: await whole(answer).catch(reject) });
      });
      onward.on("error", reject);
      onward.end(body);
    });
  }

  /** Waits where a test holds this exchange; gives whether it goes on. */
  async function passes(exchange, place) {
    const hold = [...holds].find((hold) => hold.place === place && exchange.about.includes(hold.text));
    if (!hold) return true;
    holds.delete(hold);
    hold.exchange = exchange;
    hold.arrive();
    return hold.goesOn;
  }

  async function serve(incoming, outgoing) {
    const { method, url: path, headers } = incoming;
    const exchange = { method, path, headers, begun: ++turn, isCut: false };
    exchanges.push(exchange);
    outgoing.once("close", () => {
      exchange.isCut = !outgoing.writableFinished;
    });
    exchange.body = await whole(incoming);
    exchange.about = `${path} ${exchange.body}`;
    if (!(await passes(exchange, "before"))) return outgoing.destroy();
    const answer = await answerOf(exchange);
    exchange.status = answer.status;
    if (!(await passes(exchange, "after"))) return outgoing.destroy();
    exchange.ended = ++turn;
    outgoing.writeHead(answer.status, answer.headers);
    return outgoing.end(answer.body);
  }

  const server = createServer((incoming, outgoing) => serve(incoming, outgoing).catch(() => outgoing.destroy()));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    exchanges,
    about: (text) => exchanges.filter(({ about }) => about?.includes(text)),
    /** Holds the next exchange whose path or body has a text: `before` it is passed on, or `after` it was answered. */
    hold(text, place) {
      const [arrived, end] = [promised(), promised()];
      const hold = { text, place, arrive: arrived.fulfil, goesOn: end.promise };
      holds.add(hold);
      return Object.assign(hold, {
        arrived: arrived.promise,
        release: () => end.fulfil(true),
        drop: () => end.fulfil(false),
      });
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
