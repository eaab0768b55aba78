import { startWorkerd } from "../package/support/runtimes/workerd.js";
import { faultSuite } from "./support/suite.js";

/** It writes a page about each broken connection, which is what is tested here. */
const handleRuntimeStdio = (...streams) => streams.forEach((stream) => stream.resume());

faultSuite("workerd", () => startWorkerd({ handleRuntimeStdio }));
