// The page's client against the real proxy, with the sandbox's issuers behind it.
import { createServer } from "node:http";

import { shopOf } from "../../edge/support/shop.js";
import { PATH_SECRET } from "../../edge/support/shop.js";
import { fromPackage } from "../../package/support/consumer.js";
import { startSandbox } from "../../package/support/package.js";
import { CSP } from "./stub.js";

/** A service at a URL: pages and the proxy. `losing` says of how many answers the connection breaks. */
export async function startService(files = {}) {
  const edge = await fromPackage("cardlatch/edge");
  const { nodeListener } = await fromPackage("cardlatch/edge/node");
  const { CardClient } = await fromPackage("cardlatch");
  const { CallbackReceiver } = await fromPackage("cardlatch/callbacks");
  const service = { losing: 0, requests: [] };
  let shop;
  const listener = nodeListener((request, context) => shop.handler(request, context));
  const server = createServer((incoming, outgoing) => {
    const { method, url } = incoming;
    if (url.startsWith("/api/")) {
      service.requests.push({ method, url, headers: incoming.headers });
      // The answer is made in full and lost on its way.
      if (method === "POST" && service.losing > 0) {
        service.losing -= 1;
        const lose = () => outgoing.destroy();
        Object.assign(outgoing, { write: lose, end: lose, flushHeaders: () => {} });
      }
      return listener(incoming, outgoing);
    }
    const [type, content] = files[url] ?? ["text/plain", "nothing"];
    return outgoing.writeHead(files[url] ? 200 : 404, { "content-type": type, "content-security-policy": CSP }).end(content);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  service.url = `http://127.0.0.1:${server.address().port}`;
  const callbackUrl = `${service.url}/api/callbacks/artha/${PATH_SECRET}`;
  const sandbox = await startSandbox({ log: false, settleMs: Infinity, callbackUrl, callbackScheduleMs: [0] });
  return Object.assign(service, {
    sandbox,
    open(change = {}) {
      sandbox.admin.reset();
      Object.assign(service, { losing: 0, requests: [] });
      shop = shopOf({ ...edge, CardClient, CallbackReceiver }, sandbox.issuers, { ...change, options: { basePath: "/api", ...change.options } });
    },
    executions: () => sandbox.admin.executions().map(({ issuer, action, cardId }) => `${issuer} ${action} ${cardId}`),
    async close() {
      server.closeAllConnections();
      server.close();
      await sandbox.close();
    },
  });
}
