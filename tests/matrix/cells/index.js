import { browsers } from "./browsers.js";
import { processes } from "./processes.js";
import { workers } from "./workers.js";

export const cells = [...processes, ...workers, ...browsers];
