import { startWorkerd } from "./support/runtimes/workerd.js";
import { runtimeSuite } from "./support/suite.js";

runtimeSuite("workerd", startWorkerd);
