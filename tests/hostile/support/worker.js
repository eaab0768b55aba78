import { CardClient } from "cardlatch";
import { CallbackReceiver } from "cardlatch/callbacks";
import { MemoryLedger, createCardProxy } from "cardlatch/edge";

import { site } from "./site.js";

let handler;

export default {
  fetch(request, { SETTINGS }, context) {
    handler ??= site({ createCardProxy, MemoryLedger, CardClient, CallbackReceiver }, SETTINGS);
    return handler(request, context);
  },
};
