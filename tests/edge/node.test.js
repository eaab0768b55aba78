import { groups } from "./scenarios/index.js";
import { nodeHost } from "./support/hosts.js";
import { edgeSuite } from "./support/world.js";

edgeSuite("Node", nodeHost, groups);
