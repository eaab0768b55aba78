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
async function unloaded(url) {
  const { result } = await scenarioOn(url);
  const [{ ok, why }] = result.parts;
  assert.equal(ok, false);
  assert.match(why, /^CardError: \.\/cardlatch_bg\.wasm must be served beside the code: /);
}

const unshipped = (folder, name, instead) => part(name, () => served({ folder, lost: /\.wasm$/, instead }, unloaded));

const common = { shared: ["main.js", "src/main.js"], scenario: "src/scenario.js", conditions: ["browser", "module", "import"] };

/** Two versions of Vite are installed, so that each project is told which is its own. */
const vite8 = { tool: ["vite", "vite", "bin/vite.js"] };
const vite7 = { tool: ["vite", "vite-7", "bin/vite.js"] };

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

/** A server that a script starts. */
async function begun(folder, name, use) {
  const server = await serverOf(folder, name);
  try {
    return await use(server.url);
  } finally {
    await server.close();
  }
}

const dev = (name, packages, more) => ({
  ...common,
  name,
  packages,
  project: "vite",
  parts: [...PARTS, "modules"],
  run: (folder) => begun(folder, "dev", onAddress),
  ...more,
});

/** Before Vite 8 its development server moved the script and left the module behind. */
const older = dev("vite 7 dev", ["vite-7"], { project: "vite-7", ...vite7 });

const esbuild = copied("esbuild", ["esbuild"]);

export const pages = [
  dev("vite dev", ["vite"], vite8),
  built("vite build", ["vite"], vite8),
  {
    ...older,
    parts: [...older.parts, "not excluded"],
    run: async (folder) => [...(await older.run(folder)), await part("not excluded", () => begun(folder, "without", unloaded))],
  },
  built("vite 7 build", ["vite-7"], { project: "vite-7", ...vite7 }),
  built("webpack", ["webpack", "webpack-cli"]),
  built("rspack", ["@rspack/core", "@rspack/cli"]),
  built("parcel", ["parcel"]),
  { ...esbuild, parts: [...esbuild.parts, "classic script"], run: async (folder) => [...(await esbuild.run(folder)), await classic(folder)] },
  copied("rollup", ["rollup", "@rollup/plugin-node-resolve"]),
  { ...built("esbuild-slim", ["esbuild"]), shared: undefined, entries: ["cardlatch/slim", "cardlatch/callbacks/slim"] },
];
