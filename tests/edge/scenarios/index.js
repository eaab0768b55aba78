// The scenarios that run in every host.
import { callbacks } from "./callbacks.js";
import { images } from "./images.js";
import { pages } from "./pages.js";
import { refusals } from "./refusals.js";
import { repeats } from "./repeats.js";
import { routes } from "./routes.js";
import { streams } from "./streams.js";

export const groups = { routes, refusals, pages, repeats, images, callbacks, streams };
