// What stands behind a page without credentials: the issuers, and the proxy that asks them.
import { fromPackage } from "./places.js";

const CARD = "b0000000-0000-4000-8000-000000000002";

/** A sandbox and a proxy before it. `api` is for `http.createServer`; `executed` is what truly happened. */
export async function openShop() {
  const { startSandbox } = await fromPackage("cardlatch/sandbox");
  const { CardClient } = await fromPackage("cardlatch");
  const { createCardProxy } = await fromPackage("cardlatch/edge");
  const { nodeListener } = await fromPackage("cardlatch/edge/node");
  const sandbox = await startSandbox({ log: false, settleMs: Infinity });
  const proxy = createCardProxy({
    basePath: "/api",
    issuers: { main: new CardClient({ issuer: sandbox.issuers.yativo }) },
    authenticate: () => "ada",
    owns: (user, cardId) => user === "ada" && cardId === CARD,
    allow: ["freeze"],
  });
  return {
    card: CARD,
    api: nodeListener(proxy),
    executed: () => sandbox.admin.executions().map(({ action, cardId, count }) => [action, cardId, count]),
    close: () => sandbox.close(),
  };
}
