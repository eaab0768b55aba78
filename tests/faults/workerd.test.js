import { startWorkerd } from "../package/support/runtimes/workerd.js";
import { faultSuite } from "./support/suite.js";

faultSuite("workerd", startWorkerd);
