// The worker in which the scenarios and the cells of the table of faults run.
import { CardClient, CardError } from "cardlatch";
import { CallbackReceiver, CardError as CallbackError } from "cardlatch/callbacks";

import { runCell } from "../../../faults/support/cell.js";
import { runScenario } from "../../scenarios/index.js";
import { drained } from "../seen/record.js";

export default {
  async fetch(request) {
    const { cell, group, scenario, ...setup } = await request.json();
    try {
      if (cell) {
        const told = await runCell({ CardClient, CardError }, cell);
        return Response.json({ notes: drained(), told });
      }
      await runScenario(group, scenario, { CallbackReceiver, CallbackError, CardClient, CardError, ...setup });
      return Response.json({ notes: drained() });
    } catch (error) {
      return Response.json({ notes: drained(), failure: String(error?.stack ?? error) });
    }
  },
};
