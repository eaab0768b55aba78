// Bun's bundler ships the module with the code, in a folder and in a program of one file.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";

import { installed } from "./support/install.js";
import { bun } from "./support/runtimes.js";

const start = promisify(execFile);
const PROGRAM = `
  import { CardClient } from "cardlatch/open-api";
  import { CallbackReceiver } from "cardlatch/callbacks";
  const issuer = { id: "open-api", baseUrl: "https://issuer.test", version: "v1", customerId: "1", appId: "1", key: "k" };
  const fetch = async () => Response.json({ code: 0, message: "success" });
  new CallbackReceiver({ issuer: "artha", pathSecret: "a path secret of 16 letters" });
  console.log((await new CardClient({ issuer, fetch }).freeze("1001")).result);
`;

let cwd, away;
before(async () => {
  cwd = await installed("bun", "bun-build");
  await writeFile(join(cwd, "build.mjs"), PROGRAM);
  away = await mkdtemp(join(tmpdir(), "cardlatch-bun-"));
});
after(() => rm(away, { recursive: true, force: true }));

test("a bundle runs away from the package", async () => {
  await start(bun, ["build", "--target=bun", `--outdir=${join(away, "out")}`, "build.mjs"], { cwd });
  const files = await readdir(join(away, "out"));
  assert.equal(files.filter((file) => file.endsWith(".wasm")).length, 2, files.join());
  const { stdout } = await start(bun, [join(away, "out/build.js")], { cwd: away });
  assert.equal(stdout, "accepted\n");
});

test("a program of one file needs nothing beside it", async () => {
  const file = join(away, "program");
  await start(bun, ["build", "--compile", `--outfile=${file}`, "build.mjs"], { cwd });
  const { stdout } = await start(file, { cwd: away });
  assert.equal(stdout, "accepted\n");
});

test("require gives what import gives", async () => {
  const code = 'const one = require("cardlatch"); import("cardlatch").then((other) => console.log(one.CardError === other.CardError))';
  const { stdout } = await start(bun, ["--eval", code], { cwd });
  assert.equal(stdout, "true\n");
});
