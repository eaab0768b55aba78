// What cells share: a browser is started by the first cell that asks for it.
import { within } from "../support/within.js";
import { startChromium } from "./chromium.js";
import { startFirefox } from "./firefox.js";
import { startWebKit } from "./webkit.js";

/** A busy machine starts a browser slowly. */
const START_MS = 45_000;

export function openHosts() {
  const started = new Map();
  const once = (start) => () => {
    if (!started.has(start)) started.set(start, within(START_MS, start));
    return started.get(start);
  };
  return {
    chromium: once(startChromium),
    firefox: once(startFirefox),
    webkit: once(startWebKit),
    async close() {
      const all = await Promise.allSettled(started.values());
      await Promise.all(all.map(({ value }) => value?.close()));
    },
  };
}
