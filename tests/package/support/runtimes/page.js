// The page in which the scenarios run.
import { CardClient, CardError } from "cardlatch";
import { CallbackReceiver, CardError as CallbackError } from "cardlatch/callbacks";

import { runScenario } from "../../scenarios/index.js";
import { drained } from "../seen/record.js";

Object.assign(window, {
  CardClient,
  CardError,
  drained,
  run: ({ group, scenario, ...setup }) =>
    runScenario(group, scenario, {
      CallbackReceiver,
      CallbackError,
      CardClient,
      CardError,
      clientOptions: { dangerouslyAllowBrowser: true },
      hostRepeats: true,
      ...setup,
    }),
});
