// The worker in which the scenarios run.
import { CardClient, CardError } from "cardlatch";
import { CallbackReceiver, CardError as CallbackError } from "cardlatch/callbacks";

import { runScenario } from "../../scenarios/index.js";
import { drained } from "../seen/record.js";

export default {
  async fetch(request) {
    const { group, scenario, ...setup } = await request.json();
    try {
      await runScenario(group, scenario, { CallbackReceiver, CallbackError, CardClient, CardError, ...setup });
      return Response.json({ notes: drained() });
    } catch (error) {
      return Response.json({ notes: drained(), failure: String(error?.stack ?? error) });
    }
  },
};
