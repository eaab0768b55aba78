// The worker in which the scenarios and the cells of the table of faults run.
import { CardClient, CardError } from "cardlatch";
import { CallbackReceiver, CardError as CallbackError } from "cardlatch/callbacks";

import { runCell } from "../../../faults/support/cell.js";
import { runScenario } from "../../scenarios/index.js";

export default {
  async fetch(request) {
    const { cell, group, scenario, ...setup } = await request.json();
    try {
      if (cell) return Response.json(await runCell({ CardClient, CardError }, cell));
      await runScenario(group, scenario, { CallbackReceiver, CallbackError, CardClient, CardError, ...setup });
      return Response.json("done");
    } catch (error) {
      return new Response(String(error?.stack ?? error), { status: 500 });
    }
  },
};
