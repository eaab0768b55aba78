// The page in which the scenarios and the cells of the table of faults run.
import { CardClient, CardError } from "cardlatch";
import { CallbackReceiver, CardError as CallbackError } from "cardlatch/callbacks";

import { runCell } from "../../../faults/support/cell.js";
import { runScenario } from "../../scenarios/index.js";
import { drained } from "../seen/record.js";

const clientOptions = { dangerouslyAllowBrowser: true };

Object.assign(window, {
  CardClient,
  CardError,
  drained,
  run: ({ cell, group, scenario, ...setup }) =>
    cell
      ? runCell({ CardClient, CardError, clientOptions }, cell)
      : runScenario(group, scenario, {
          CallbackReceiver,
          CallbackError,
          CardClient,
          CardError,
          clientOptions,
          hostRepeats: true,
          ...setup,
        }),
});
