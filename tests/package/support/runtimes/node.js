import { runScenario } from "../../scenarios/index.js";
import { CardClient, CardError } from "../package.js";

export async function startNode() {
  return {
    run: ({ group, scenario, ...setup }) => runScenario(group, scenario, { CardClient, CardError, ...setup }),
    close: async () => {},
  };
}
