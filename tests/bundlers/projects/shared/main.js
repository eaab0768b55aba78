import * as cardlatch from "cardlatch";
import * as callbacks from "cardlatch/callbacks";

import { run } from "./scenario.js";

window.start = (setup) => run({ cardlatch, callbacks, setup });
