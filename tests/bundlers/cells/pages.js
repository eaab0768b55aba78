// Bundlers of pages: what they write is served as it is, and the page runs the scenario.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { namesOf, onPage, scenarioOn } from "../support/browser.js";
import { script, serverOf } from "../support/command.js";
import { PARTS, part, plus } from "../support/parts.js";
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

/** A bundler that ships no file by itself: without the copies, there is no module, or a single page's HTML instead. */
function copied(name, packages) {
  const without = (instead) => (folder) => served({ folder: join(folder, "dist"), lost: /\.wasm$/, instead }, unloaded);
  return plus(plus(built(name, packages), "not copied", without()), "not copied, single page", without("index.html"));
}

/** What esbuild writes when it is told no format knows no place, so a copy beside it does not help. */
async function classic(folder) {
  await script(folder, "classic");
  return served({ folder: join(folder, "dist") }, unloaded);
}

/** What Parcel does without its setting: it knows the package, as a page has it, and says which subpath it does not know. */
async function unset(folder) {
  const file = join(folder, "package.json");
  const { "@parcel/resolver-default": setting, ...manifest } = JSON.parse(await readFile(file, "utf8"));
  assert.ok(setting);
  await writeFile(file, JSON.stringify(manifest));
  await assert.rejects(script(folder, "build"), /Failed to resolve 'cardlatch\/callbacks'/);
  await script(folder, "alone");
  await served({ folder: join(folder, "alone"), index: "alone.html" }, async (url) => {
    const issuer = { id: "yativo", baseUrl: url, accountId: "a", appSecret: "b" };
    const { given, modules } = await onPage(url, "start", (page) => page.evaluate((options) => window.start(options), { issuer, dangerouslyAllowBrowser: true }));
    // Nobody is at that address, and the module has read so.
    assert.equal(given, "unexpected_answer");
    assert.deepEqual(await namesOf(modules), ["cardlatch_bg.wasm"]);
  });
}

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

export const pages = [
  dev("vite dev", ["vite"], vite8),
  built("vite build", ["vite"], vite8),
  plus(older, "not excluded", (folder) => begun(folder, "without", unloaded)),
  built("vite 7 build", ["vite-7"], { project: "vite-7", ...vite7 }),
  built("webpack", ["webpack", "webpack-cli"]),
  built("rspack", ["@rspack/core", "@rspack/cli"]),
  plus(built("parcel", ["parcel"]), "no setting", unset),
  plus(copied("esbuild", ["esbuild"]), "classic script", classic),
  copied("rollup", ["rollup", "@rollup/plugin-node-resolve"]),
  { ...built("esbuild-slim", ["esbuild"]), shared: undefined, entries: ["cardlatch/slim", "cardlatch/callbacks/slim"] },
];
