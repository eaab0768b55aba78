// Bundlers of pages: what they write is served as it is, and the page runs the scenario.
import assert from "node:assert/strict";
import { join } from "node:path";

import { namesOf, scenarioOn } from "../support/browser.js";
import { script, serverOf } from "../support/command.js";
import { PARTS, part } from "../support/parts.js";
import { serveSite } from "../support/site.js";

const MODULES = ["callbacks/callbacks_bg.wasm", "cardlatch_bg.wasm"];

/** The scenario at an address, and that the page fetched the two modules that it uses and no other. */
async function onAddress(url) {
  const { parts, modules } = await scenarioOn(url);
  const fetched = await part("modules", async () => assert.deepEqual((await namesOf(modules)).sort(), MODULES));
  return [...parts, fetched];
}

async function served(site, use) {
  const server = await serveSite(site);
  try {
    return await use(server.url);
  } finally {
    await server.close();
  }
}

/** Where the bundler leaves the modules behind and nobody copied them, the first call says so. */
const unshipped = (folder, name, instead) =>
  part(name, () =>
    served({ folder, lost: /\.wasm$/, instead }, async (url) => {
      const { result } = await scenarioOn(url);
      const [{ ok, why }] = result.parts;
      assert.equal(ok, false);
      assert.match(why, /^CardError: /);
      assert.match(why, /cardlatch_bg\.wasm/);
    }),
  );

const common = { shared: ["main.js", "src/main.js"], scenario: "src/scenario.js", conditions: ["browser", "module", "import"] };

/** A project whose script `build` writes the folder `dist`. */
const built = (name, packages, more = {}) => ({
  ...common,
  name,
  packages,
  project: name.split(" ")[0],
  parts: [...PARTS, "modules"],
  async run(folder) {
    await script(folder, "build");
    return served({ folder: join(folder, "dist") }, onAddress);
  },
  ...more,
});

/** What esbuild writes when it is told no format knows no place beside itself. */
const classic = async (folder) => {
  await script(folder, "classic");
  return unshipped(join(folder, "dist"), "classic script");
};

/** A bundler that ships no file by itself. */
const copied = (name, packages) => {
  const cell = built(name, packages);
  return {
    ...cell,
    parts: [...cell.parts, "not copied", "not copied, single page"],
    async run(folder) {
      const dist = join(folder, "dist");
      return [...(await cell.run(folder)), await unshipped(dist, "not copied"), await unshipped(dist, "not copied, single page", "index.html")];
    },
  };
};

const dev = {
  ...common,
  name: "vite dev",
  packages: ["vite"],
  project: "vite",
  parts: [...PARTS, "modules"],
  async run(folder) {
    const server = await serverOf(folder, "dev");
    try {
      return await onAddress(server.url);
    } finally {
      await server.close();
    }
  },
};

const esbuild = copied("esbuild", ["esbuild"]);

export const pages = [
  dev,
  built("vite build", ["vite"]),
  built("webpack", ["webpack", "webpack-cli"]),
  built("rspack", ["@rspack/core", "@rspack/cli"]),
  built("parcel", ["parcel"]),
  { ...esbuild, parts: [...esbuild.parts, "classic script"], run: async (folder) => [...(await esbuild.run(folder)), await classic(folder)] },
  copied("rollup", ["rollup", "@rollup/plugin-node-resolve"]),
  { ...built("esbuild-slim", ["esbuild"]), shared: undefined, entries: ["cardlatch/slim", "cardlatch/callbacks/slim"] },
];
