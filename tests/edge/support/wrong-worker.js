// Says how a proxy with a wrong option fails at the start of a worker.
import { CardClient } from "cardlatch/yativo";
import { createCardProxy } from "cardlatch/edge";

function failure() {
  const issuer = { id: "yativo", baseUrl: "https://issuer.example", accountId: "a", appSecret: "b" };
  try {
    createCardProxy({ issuers: { main: new CardClient({ issuer }) }, authenticate: () => "ann", owns: () => true, allow: ["melt"] });
  } catch ({ name, code, path }) {
    return { name, code, path };
  }
  return {};
}

const failed = failure();

export default { fetch: () => Response.json(failed) };
