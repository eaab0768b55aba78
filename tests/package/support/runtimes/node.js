import { runCell } from "../../../faults/support/cell.js";
import { runScenario } from "../../scenarios/index.js";
import { CallbackError, CallbackReceiver, CardClient, CardError } from "../package.js";

export async function startNode() {
  return {
    run: ({ cell, group, scenario, ...setup }) =>
      cell
        ? runCell({ CardClient, CardError }, cell)
        : runScenario(group, scenario, { CallbackReceiver, CallbackError, CardClient, CardError, ...setup }),
    close: async () => {},
  };
}
