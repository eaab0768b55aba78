// For workers of the edge, which import modules.
import receiving from "cardlatch/callbacks.wasm";
import module from "cardlatch/cardlatch.wasm";

import { wordsOf } from "../scenario.js";
import { slim } from "./shared.js";

export default {
  async fetch(request) {
    try {
      return Response.json(await slim(await request.json(), { cardlatch: module, callbacks: receiving }));
    } catch (error) {
      return Response.json({ failure: wordsOf(error) });
    }
  },
};
