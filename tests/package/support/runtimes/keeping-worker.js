// A worker that keeps one client for all requests, as workers do with what is costly to make.
import { CardClient } from "cardlatch";

import { drained } from "../seen/record.js";

let client;

export default {
  async fetch(request) {
    if (request.method === "GET") return Response.json(drained());
    const { issuer, cardId, options, leave } = await request.json();
    client ??= new CardClient({ issuer });
    const call = client.card(cardId, options);
    if (leave) return leaving(call);
    try {
      return Response.json(await call);
    } catch (error) {
      return Response.json(error, { status: 500 });
    }
  },
};

/** Answers while the call is on its way: the runtime then drops whatever the request was doing. */
async function leaving(call) {
  call.catch(() => {});
  await new Promise((go) => setTimeout(go, 50));
  return new Response("left");
}
