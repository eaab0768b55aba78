// The proxy with the checks that it always makes; the program's own hooks are as short as they can be.
import { CardClient } from "cardlatch";
import { MemoryLedger, createCardProxy } from "cardlatch/edge";

let handler;

export default {
  fetch(request, { ISSUER }, context) {
    handler ??= createCardProxy({
      issuers: { main: new CardClient({ issuer: ISSUER }) },
      authenticate: (request) => request.headers.get("authorization"),
      owns: () => true,
      allow: ["freeze", "unfreeze"],
      keepMs: 60_000,
      ledger: new MemoryLedger(),
    });
    return handler(request, context);
  },
};
