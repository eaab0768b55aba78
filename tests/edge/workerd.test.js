import { groups } from "./scenarios/index.js";
import { workerdHost } from "./support/hosts.js";
import { edgeSuite } from "./support/world.js";

edgeSuite("workerd", workerdHost, groups);
