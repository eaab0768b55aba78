// Browsers without a bundler: the files of the package as they are.
import { CONDITIONS, serveSite } from "../support/site.js";

/** place: its words, and the class of its global object */
const PLACES = {
  window: ["window", /^Window$/],
  strict: ["window without unsafe-eval", /^Window$/],
  dedicated: ["dedicated worker", /^DedicatedWorkerGlobalScope$/],
  shared: ["shared worker", /^SharedWorkerGlobalScope$/],
  service: ["service worker", /^ServiceWorkerGlobalScope$/],
};

function cell(browser, place) {
  const [words, scope] = PLACES[place];
  const strict = place === "strict";
  async function run({ stand, setup, hosts }) {
    const site = await serveSite(stand);
    try {
      const { finished } = await hosts[browser]();
      const result = JSON.parse(await finished(site.address({ place: strict ? "window" : place, strict, setup })));
      if (!result.failure && !scope.test(result.scope)) result.strange.push(`It ran in a ${result.scope}.`);
      return result;
    } finally {
      await site.close();
    }
  }
  return {
    name: `${browser} ${words}`,
    place: words,
    entry: "browser.js",
    conditions: CONDITIONS,
    versions: async (hosts) => (await hosts[browser]()).version,
    run,
  };
}

export const browsers = [
  ...["window", "strict", "dedicated", "shared", "service"].map((place) => cell("chromium", place)),
  ...["window", "strict", "dedicated", "shared", "service"].map((place) => cell("firefox", place)),
  ...["window", "strict", "dedicated", "shared", "service"].map((place) => cell("webkit", place)),
];
