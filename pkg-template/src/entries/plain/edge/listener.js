// For servers of Node: it takes no module and no import of Node's own.
export { nodeListener } from "../../../edge/node.js";
