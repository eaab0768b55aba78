import { hostileSuite } from "./suite.js";
import { inWorkerd } from "./support/runtimes.js";

hostileSuite("workerd", inWorkerd);
