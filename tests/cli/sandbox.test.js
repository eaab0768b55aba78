import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";

import { consumer } from "../package/support/consumer.js";

const BIN = join(consumer, "node_modules/.bin/cardlatch");

const run = (...args) => spawnSync(process.execPath, [BIN, ...args], { encoding: "utf8" });

test("sandbox --help shows the usage", () => {
  const { status, stdout } = run("sandbox", "--help");
  assert.equal(status, 0);
  assert.match(stdout, /^Usage: cardlatch sandbox/);
});

test("a wrong call says why and shows the usage", () => {
  const wrong = [
    [["sandbox", "freeze"], /argument that belongs to no option/],
    [["sandbox", "--colour"], /--colour/],
    [["sandbox", "--port", "99999"], /--port takes/],
    [["sandbox", "--settle-ms", "soon"], /--settle-ms takes/],
    [["sandbox", "--callback-url", "nowhere"], /--callback-url takes/],
  ];
  for (const [args, why] of wrong) {
    const { status, stderr } = run(...args);
    assert.equal(status, 2);
    assert.match(stderr, why);
    assert.match(stderr, /Usage: cardlatch sandbox/);
  }
});

test("the sandbox starts, answers and stops on a signal", async (t) => {
  const child = spawn(process.execPath, [BIN, "sandbox", "--port", "0", "--settle-ms", "never"]);
  t.after(() => child.kill("SIGKILL"));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const url = await new Promise((resolve) => {
    let text = "";
    child.stdout.on("data", (chunk) => {
      text += chunk;
      const found = /(http:\S+)\/admin\/credentials/.exec(text);
      if (found) resolve(found[1]);
    });
  });
  const credentials = await (await fetch(`${url}/admin/credentials`)).json();
  assert.deepEqual(Object.keys(credentials), [
    "artha",
    "yativo",
    "open-api",
    "ibanera",
    "artha-v1",
  ]);
  child.kill("SIGTERM");
  assert.equal(await ended, 0);
});
