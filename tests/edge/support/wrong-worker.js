// Says how proxies with a wrong option fail at the start of a worker, by the name of the case.
import { CardClient } from "cardlatch/yativo";
import { MemoryLedger, createCardProxy } from "cardlatch/edge";

const issuer = { id: "yativo", baseUrl: "https://issuer.example", accountId: "a", appSecret: "b" };
const good = {
  issuers: { main: new CardClient({ issuer }) },
  authenticate: () => "ann",
  owns: () => true,
  allow: ["freeze"],
  ledger: new MemoryLedger(),
};

function failure(options) {
  try {
    createCardProxy(options);
  } catch ({ name, code, path }) {
    return { name, code, path };
  }
  return {};
}

const failed = {
  good: failure(good),
  allow: failure({ ...good, allow: ["melt"] }),
  // The memory of one worker does not know what another executes.
  ledger: failure({ ...good, ledger: undefined }),
};

export default { fetch: () => Response.json(failed) };
