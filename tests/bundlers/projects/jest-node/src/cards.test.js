const { readFileSync, writeFileSync } = require("node:fs");
const callbacks = require("cardlatch/callbacks");
const cardlatch = require("cardlatch");

const { run } = require("./scenario.js");

test("a shop's cards", async () => {
  const setup = JSON.parse(readFileSync("setup.json", "utf8"));
  const result = await run({ cardlatch, callbacks, setup });
  writeFileSync("result.json", JSON.stringify(result));
  expect(result.parts.filter(({ ok }) => !ok)).toEqual([]);
});
