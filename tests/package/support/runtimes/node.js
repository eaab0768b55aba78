import { runScenario } from "../../scenarios/index.js";
import { CallbackReceiver, CardClient, CardError } from "../package.js";

export async function startNode() {
  return {
    run: ({ group, scenario, ...setup }) => runScenario(group, scenario, { CallbackReceiver, CardClient, CardError, ...setup }),
    close: async () => {},
  };
}
