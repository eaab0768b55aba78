// What builds and tests the project, and what it needs for the package. Only what the package's own
// tests build with is here.
import { wanted } from "./copies.js";
import { manifestOf } from "./where.js";

const COPY = "cardlatch/browser needs nothing. The client with its module does in a page: copy node_modules/cardlatch/dist/cardlatch_bg.wasm beside the bundle, or hand the module over with cardlatch/slim.";

const NOTHING = { needs: "needs nothing" };

/** In the order of what is told: a framework before the bundler that it brings. */
const BUNDLERS = {
  next: { title: "Next.js", ...NOTHING },
  wrangler: { title: "Wrangler", ...NOTHING },
  vite: { title: "Vite", ...NOTHING },
  webpack: { title: "webpack", ...NOTHING },
  "@rspack/core": { title: "Rspack", ...NOTHING },
  parcel: {
    title: "Parcel",
    needs: "must be told to read exports",
    met: (manifest) => manifest["@parcel/resolver-default"]?.packageExports === true,
    cure: 'Put "@parcel/resolver-default": { "packageExports": true } into the project\'s package.json.',
  },
  rollup: { title: "Rollup", needs: "ships no .wasm file by itself", note: COPY },
  esbuild: { title: "esbuild", needs: "ships no .wasm file by itself", note: COPY },
  vitest: { title: "Vitest", ...NOTHING },
  jest: { title: "Jest", ...NOTHING },
};

function tellOne(name, manifest, tell) {
  const { title, needs, met, cure, note } = BUNDLERS[name];
  const data = { bundler: name };
  if (met && !met(manifest)) return tell.wrong("bundler", `${title} ${needs}.`, { why: "Without that it does not find cardlatch/browser and the other parts.", cure, data });
  if (met) return tell.ok("bundler", `${title} has what it needs.`, { data });
  tell.ok("bundler", `${title} ${needs}.`, { ...(note && { cure: note }), data });
}

/** Tells of each bundler that the project's manifest names. */
export function checkBundlers(project, tell) {
  const manifest = manifestOf(project);
  const names = wanted(manifest);
  const found = Object.keys(BUNDLERS).filter((name) => names.includes(name));
  if (found.length === 0) tell.ok("bundler", "The project's manifest names no bundler that is known here.");
  for (const name of found) tellOne(name, manifest, tell);
}
