// The worker in which the scenarios run.
import { CardClient, CardError } from "cardlatch";
import { CallbackReceiver, CardError as CallbackError } from "cardlatch/callbacks";

import { runScenario } from "../../scenarios/index.js";

export default {
  async fetch(request) {
    const { group, scenario, ...setup } = await request.json();
    try {
      await runScenario(group, scenario, { CallbackReceiver, CallbackError, CardClient, CardError, ...setup });
      return new Response("done");
    } catch (error) {
      return new Response(String(error?.stack ?? error), { status: 500 });
    }
  },
};
