import { runCell } from "../../../faults/support/cell.js";
import { runScenario } from "../../scenarios/index.js";
import * as installed from "../package.js";

/** In this process, with the installed package or a copy of it. */
export async function startNode({ CardClient, CardError, receiving = {} } = installed) {
  const { CallbackReceiver = installed.CallbackReceiver, CardError: CallbackError = installed.CallbackError } = receiving;
  return {
    run: ({ cell, group, scenario, ...setup }) =>
      cell
        ? runCell({ CardClient, CardError }, cell)
        : runScenario(group, scenario, { CallbackReceiver, CallbackError, CardClient, CardError, ...setup }),
    close: async () => {},
  };
}
