// Every state of the page under axe, at the width of a phone.
import { useDemo } from "./demo.js";
import { walk } from "./walk.js";

walk(useDemo({ fresh: false }), "phone", { width: 360, height: 740 });
