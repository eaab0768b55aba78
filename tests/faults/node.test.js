import { startNode } from "../package/support/runtimes/node.js";
import { faultSuite } from "./support/suite.js";

faultSuite("node", startNode);
