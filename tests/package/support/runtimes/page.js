// The page in which the scenarios run.
import { CallbackReceiver, CardClient, CardError } from "cardlatch";

import { runScenario } from "../../scenarios/index.js";

Object.assign(window, {
  CardClient,
  CardError,
  run: ({ group, scenario, ...setup }) =>
    runScenario(group, scenario, {
      CallbackReceiver,
      CardClient,
      CardError,
      clientOptions: { dangerouslyAllowBrowser: true },
      hostRepeats: true,
      ...setup,
    }),
});
