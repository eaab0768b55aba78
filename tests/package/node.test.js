import { startNode } from "./support/runtimes/node.js";
import { runtimeSuite } from "./support/suite.js";

runtimeSuite("Node", startNode);
