import { runScenario } from "../../scenarios/index.js";
import { CallbackError, CallbackReceiver, CardClient, CardError } from "../package.js";

export async function startNode() {
  return {
    run: ({ group, scenario, ...setup }) => runScenario(group, scenario, { CallbackReceiver, CallbackError, CardClient, CardError, ...setup }),
    close: async () => {},
  };
}
