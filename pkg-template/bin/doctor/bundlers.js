// What builds the project, and what it needs for the package.
import { wanted } from "./copies.js";
import { manifestOf } from "./where.js";

/** In the order of what is told: a framework before the bundler that it brings. */
const BUNDLERS = {
  next: "Next.js",
  wrangler: "Wrangler",
  vite: "Vite",
  webpack: "webpack",
  "@rspack/core": "Rspack",
  rollup: "Rollup",
  esbuild: "esbuild",
  parcel: "Parcel",
};

/** Tells which bundlers the project's manifest names. */
export function checkBundlers(project, tell) {
  const names = wanted(manifestOf(project));
  const found = Object.keys(BUNDLERS).filter((name) => names.includes(name));
  if (found.length === 0) return tell.ok("bundler", "The project's manifest names no bundler that is known here.");
  tell.ok("bundler", `${found.map((name) => BUNDLERS[name]).join(", ")}: cardlatch/browser is plain JavaScript and needs nothing.`, { data: { bundlers: found } });
}
