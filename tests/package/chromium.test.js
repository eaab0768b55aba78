import { startChromium } from "./support/runtimes/chromium.js";
import { runtimeSuite } from "./support/suite.js";

runtimeSuite("Chromium", startChromium);
