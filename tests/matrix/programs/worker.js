// For workers of the edge: the setup comes as a request, the result is its answer.
import * as cardlatch from "cardlatch";
import * as callbacks from "cardlatch/callbacks";

import * as all from "./all.js";
import { others } from "./others.js";
import { run, wordsOf } from "./scenario.js";

export default {
  async fetch(request) {
    try {
      const setup = await request.json();
      const result = await run({ cardlatch, callbacks, setup });
      return Response.json({ ...result, strange: await others(all, setup) });
    } catch (error) {
      return Response.json({ failure: wordsOf(error) });
    }
  },
};
