// Next.js with its own bundler: a client component, a route of the edge runtime, a route of Node.
import { openWorld } from "../../matrix/scenario/world.js";
import { scenarioOn } from "../support/browser.js";
import { script, serverOf } from "../support/command.js";
import { PARTS, within } from "../support/parts.js";
import { consumer } from "../support/places.js";

const PLACES = ["page", "edge", "nodejs"];

/** The scenario in a route, which answers with its result. */
async function inRoute(url) {
  const world = await openWorld(consumer);
  try {
    const response = await fetch(url, { method: "POST", body: JSON.stringify(world.setup) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text}`);
    return world.verdict(JSON.parse(text));
  } finally {
    await world.close();
  }
}

/** One place that cannot run the scenario is no reason to leave out the others. */
async function toldOf(place, parts) {
  const none = (error) => PARTS.map((name) => ({ name, ok: false, why: String(error.stack ?? error) }));
  return within(place, await parts().catch(none));
}

export const next = {
  name: "next",
  packages: ["next", "react"],
  project: "next",
  scenario: "app/scenario.js",
  places: { page: ["browser", "module", "import"], edge: ["edge-light", "module", "import"], nodejs: ["node", "module", "import"] },
  parts: PLACES.flatMap((place) => PARTS.map((name) => `${place} ${name}`)),
  async run(folder) {
    await script(folder, "build");
    const server = await serverOf(folder, "start");
    try {
      const page = await toldOf("page", async () => (await scenarioOn(server.url)).parts);
      const edge = await toldOf("edge", () => inRoute(`${server.url}/api/edge`));
      const nodejs = await toldOf("nodejs", () => inRoute(`${server.url}/api/nodejs`));
      return [...page, ...edge, ...nodejs];
    } finally {
      await server.close();
    }
  },
};
