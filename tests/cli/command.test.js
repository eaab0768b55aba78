// The command itself: what it says of its commands, and of a wrong call.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { consumer, installed } from "../package/support/consumer.js";
import { run } from "./support/run.js";

test("alone, and with --help, it shows its commands", async () => {
  for (const args of [[], ["--help"], ["-h"], ["help"]]) {
    const { status, stdout, stderr } = await run(args);
    assert.deepEqual([status, stderr], [0, ""]);
    assert.match(stdout, /^Usage: cardlatch <command>/);
    for (const name of ["sandbox", "doctor"]) assert.match(stdout, new RegExp(`^  ${name} `, "m"));
  }
});

test("--version is the package's", async () => {
  const { version } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  assert.equal((await run(["--version"])).stdout, `${version}\n`);
});

test("each command has its help", async () => {
  for (const name of ["sandbox", "doctor"]) {
    const { status, stdout } = await run([name, "--help"]);
    assert.equal(status, 0);
    assert.match(stdout, new RegExp(`^Usage: cardlatch ${name} \\[options\\]`));
  }
});

test("a wrong call says why, and ends with 2", async () => {
  const wrong = [
    [["docter"], /no command "docter"\. Did you mean doctor\?/],
    [["sandbx"], /Did you mean sandbox\?/],
    [["freeze"], /no command "freeze"\.\n/],
    [["toString"], /no command "toString"/],
    [["--json", "doctor"], /The command comes first/],
    [["doctor", "--colour"], /Unknown option '--colour'/],
    [["doctor", "--config"], /argument missing/],
    [["doctor", "--config", "a", "--env", "B"], /two sources/],
    [["doctor", "--env", "9 LIVES"], /--env takes/],
    [["doctor", "--read", "card"], /--read needs the settings/],
    [["doctor", "--page", "page.html"], /--page takes a URL/],
    [["doctor", "--page", "file:///etc/passwd"], /--page takes a URL/],
    [["doctor", "--proxy", "/api"], /--proxy takes a URL/],
    [["doctor", "--proxy", "https://a.example", "--origin", "https://b.example/page"], /--origin takes an origin/],
    [["doctor", "--origin", "https://b.example"], /--origin needs the proxy/],
  ];
  for (const [args, why] of wrong) {
    const { status, stdout, stderr } = await run(args);
    assert.deepEqual([status, stdout], [2, ""], args.join(" "));
    assert.match(stderr, why);
    assert.match(stderr, /Usage: cardlatch/);
  }
});

test("a stray argument is not repeated: it may be a credential", async () => {
  const { status, stderr } = await run(["doctor", "sk_live_stray_argument"]);
  assert.equal(status, 2);
  assert.doesNotMatch(stderr, /sk_live/);
});

test("npx finds it in the installed package", () => {
  const { status, stdout, stderr } = spawnSync("npx", ["--offline", "cardlatch", "doctor", "--offline", "--json"], { cwd: consumer, encoding: "utf8" });
  assert.equal(status, 0, stderr);
  const { ok, checks } = JSON.parse(stdout);
  assert.equal(ok, true);
  assert.equal(checks.find(({ id }) => id === "files.digests").status, "ok");
});
