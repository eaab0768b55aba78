// The service in a worker. What the tests want of it comes over its own routes first.
import { CardClient } from "cardlatch";
import { CallbackReceiver } from "cardlatch/callbacks";
import { MemoryLedger, createCardProxy } from "cardlatch/edge";

import { drained } from "../../package/support/seen/record.js";
import { shopOf } from "./shop.js";

let shop;

export default {
  async fetch(request, env, context) {
    const { pathname } = new URL(request.url);
    if (pathname === "/test/seen") return Response.json(shop.seen);
    if (pathname === "/test/notes") return Response.json(drained());
    if (pathname !== "/test/shop") return shop.handler(request, env, context);
    const { issuers, change } = await request.json();
    shop = shopOf({ CardClient, CallbackReceiver, MemoryLedger, createCardProxy }, issuers, change);
    return new Response();
  },
};
