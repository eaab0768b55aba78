// Browsers without a bundler: the files of the package as they are.
import { SLIM_NAMES } from "./names.js";
import { CONDITIONS, serveSite } from "../support/site.js";

const SLIM = { entry: "slim.js", names: SLIM_NAMES };

/** place: its words, the class of its global object, the files that the package's names lead to */
const PLACES = {
  window: ["window", /^Window$/],
  strict: ["window without unsafe-eval", /^Window$/],
  dedicated: ["dedicated worker", /^DedicatedWorkerGlobalScope$/],
  shared: ["shared worker", /^SharedWorkerGlobalScope$/],
  service: ["service worker", /^ServiceWorkerGlobalScope$/],
  slim: ["window, slim", /^Window$/, SLIM],
};

function cell(browser, place, form) {
  const [words, scope, files] = PLACES[place];
  const strict = place === "strict";
  async function run({ stand, setup, hosts }) {
    const site = await serveSite(stand);
    try {
      const { finished } = await hosts[browser]();
      const result = JSON.parse(await finished(site.address({ place: strict ? "window" : place, strict, form, setup })));
      if (!result.failure && !scope.test(result.scope)) result.strange.push(`It ran in a ${result.scope}.`);
      return result;
    } finally {
      await site.close();
    }
  }
  return {
    name: `${browser} ${words}`,
    place: words,
    ...(files ?? { entry: "browser.js" }),
    conditions: CONDITIONS,
    versions: async (hosts) => (await hosts[browser]()).version,
    run,
  };
}

const EVERYWHERE = ["window", "strict", "dedicated", "shared", "service"];

/** In each browser the slim entries get their modules in another form. */
const FORMS = { chromium: "address", firefox: "answer", webkit: "bytes" };

export const browsers = Object.entries(FORMS).flatMap(([browser, form]) => [
  ...EVERYWHERE.map((place) => cell(browser, place)),
  cell(browser, "slim", form),
]);
