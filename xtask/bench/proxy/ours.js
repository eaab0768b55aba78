// The proxy with the checks that it always makes; the program's own hooks are as short as they can be.
import { CardClient } from "cardlatch";
import { MemoryLedger, createCardProxy } from "cardlatch/edge";

let handler;

/** Keys are kept for a minute, as no proxy keeps them: what is kept for a day would hide what is never freed. */
class ShortLedger extends MemoryLedger {
  reserve(ask) {
    return super.reserve({ ...ask, keepMs: 60_000 });
  }

  record(change) {
    return super.record({ ...change, keepMs: 60_000 });
  }
}

export default {
  fetch(request, { ISSUER }, context) {
    handler ??= createCardProxy({
      issuers: { main: new CardClient({ issuer: ISSUER }) },
      authenticate: (request) => request.headers.get("authorization"),
      owns: () => true,
      allow: ["freeze", "unfreeze"],
      ledger: new ShortLedger(),
    });
    return handler(request, context);
  },
};
