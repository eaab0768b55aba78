import assert from "node:assert/strict";
import { createServer } from "node:http";

/** A receiver of webhooks that answers with the given statuses, then with 200. */
export async function receiverFor(t, statuses = []) {
  const received = [];
  const server = createServer(async (message, response) => {
    const chunks = [];
    for await (const chunk of message) chunks.push(chunk);
    const raw = Buffer.concat(chunks);
    received.push({ headers: message.headers, raw, body: JSON.parse(raw) });
    response.writeHead(statuses[received.length - 1] ?? 200).end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  return { received, url: `http://127.0.0.1:${server.address().port}/hook` };
}

export async function until(isTrue) {
  for (let tries = 0; tries < 100 && !isTrue(); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  assert.ok(isTrue());
}
