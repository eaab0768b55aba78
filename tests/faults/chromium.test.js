import { startChromium } from "../package/support/runtimes/chromium.js";
import { faultSuite } from "./support/suite.js";

faultSuite("chromium", startChromium);
