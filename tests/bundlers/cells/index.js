import { next } from "./next.js";
import { pages } from "./pages.js";
import { proxied } from "./proxied.js";
import { runners } from "./runners.js";

/** The longest first, so that the last to end is a short one. */
export const cells = [next, ...pages, ...proxied, ...runners];
