// Node, where the slim entry is required, with promises of modules.
const { readFileSync } = require("node:fs");

const required = require("cardlatch/slim");

const compiled = (name) => WebAssembly.compile(readFileSync(require.resolve(name)));

async function main() {
  const { slim } = await import("./shared.js");
  const sources = { cardlatch: compiled("cardlatch/cardlatch.wasm"), callbacks: compiled("cardlatch/callbacks.wasm") };
  const result = await slim(JSON.parse(process.argv[2]), sources);
  // Loaded where it was imported, and there where it was required.
  try {
    new required.CardClient({});
  } catch (error) {
    if (error.message.includes("load")) result.strange.push(`The required form has no module: ${error}`);
  }
  result.resolved = { cardlatch: require.resolve("cardlatch/slim"), callbacks: require.resolve("cardlatch/callbacks/slim") };
  console.log(JSON.stringify(result));
}

main();
