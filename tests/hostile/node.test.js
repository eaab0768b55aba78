import { hostileSuite } from "./suite.js";
import { inNode } from "./support/runtimes.js";

hostileSuite("Node", inNode);
