// For workers of the edge: the setup comes as a request, the result is its answer.
import * as cardlatch from "cardlatch";
import * as callbacks from "cardlatch/callbacks";

import { run, wordsOf } from "./scenario.js";

export default {
  async fetch(request) {
    try {
      return Response.json(await run({ cardlatch, callbacks, setup: await request.json() }));
    } catch (error) {
      return Response.json({ failure: wordsOf(error) });
    }
  },
};
