const { readFileSync, writeFileSync } = require("node:fs");
const callbacks = require("cardlatch/callbacks");
const cardlatch = require("cardlatch");

const { run } = require("./scenario.js");

test("a shop's cards", async () => {
  const setup = JSON.parse(readFileSync("setup.json", "utf8"));
  const result = await run({ cardlatch, callbacks, setup });
  const loaded = { cardlatch: require.resolve("cardlatch"), callbacks: require.resolve("cardlatch/callbacks") };
  writeFileSync("result.json", JSON.stringify({ ...result, loaded }));
  expect(result.parts.filter(({ ok }) => !ok)).toEqual([]);
});
