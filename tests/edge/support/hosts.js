// Where the service runs: in this process behind a server of Node, or in workerd.
import { createServer } from "node:http";

import { fromPackage } from "../../package/support/consumer.js";
import { startWorker } from "../../package/support/runtimes/workerd.js";
import { shopOf } from "./shop.js";

export async function nodeHost() {
  const edge = await fromPackage("cardlatch/edge");
  const { nodeListener } = await fromPackage("cardlatch/edge/node");
  const { CardClient } = await fromPackage("cardlatch");
  const { CallbackReceiver } = await fromPackage("cardlatch/callbacks");
  let shop;
  const server = createServer(nodeListener((request, context) => shop.handler(request, context)));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    runtime: "node",
    url: `http://127.0.0.1:${server.address().port}`,
    async open(issuers, change) {
      shop = shopOf({ ...edge, CardClient, CallbackReceiver }, issuers, change);
    },
    seen: async () => JSON.parse(JSON.stringify(shop.seen)),
    notes: async () => [],
    async close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

export async function workerdHost() {
  const worker = await startWorker("../../../edge/support/shop-worker.js");
  const url = (await worker.ready).origin;
  return {
    runtime: "workerd",
    url,
    async open(issuers, change) {
      const response = await fetch(`${url}/test/shop`, { method: "POST", body: JSON.stringify({ issuers, change }) });
      if (!response.ok) throw new Error(await response.text());
    },
    seen: async () => (await fetch(`${url}/test/seen`)).json(),
    notes: async () => (await fetch(`${url}/test/notes`)).json(),
    close: () => worker.dispose(),
  };
}
