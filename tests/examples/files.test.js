// What all examples have in common.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { sessions } from "../../examples/node/session.js";
import { cookieOf } from "./support/calls.js";

const examples = fileURLToPath(new URL("../../examples", import.meta.url));
const read = (...path) => readFile(join(examples, ...path), "utf8");
const folders = (await readdir(examples, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name);

test("each example is told of, says how it is started and has a test", async () => {
  const tests = await readdir(fileURLToPath(new URL(".", import.meta.url)));
  const document = await readFile(join(examples, "../docs/proxy.md"), "utf8");
  assert.ok(folders.length >= 6, folders.join());
  for (const name of folders) {
    assert.match(await read(name, "README.md"), /^1\. .*\n2\. /m, name);
    assert.ok(tests.includes(`${name}.test.js`), name);
    assert.ok(document.includes(`(../examples/${name})`), name);
  }
});

test("the versions that an example names are those that it is tested with", async () => {
  const tested = JSON.parse(await readFile(new URL("../runtimes/package.json", import.meta.url), "utf8")).dependencies;
  for (const name of folders) {
    const { dependencies, devDependencies } = JSON.parse(await read(name, "package.json"));
    for (const [dependency, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      if (dependency in tested) assert.equal(version, tested[dependency], `${name}: ${dependency}`);
    }
  }
});

test("one way to check a session, the same in each", async () => {
  const files = ["bun/session.js", "deno/session.js", "hono/src/session.js", "workers/src/session.js"];
  const [own, ...others] = await Promise.all(["node/session.js", ...files].map((file) => read(file)));
  for (const other of others) assert.equal(other, own);
});

test("a session is good for its user, with its own secret, until it ends", async () => {
  const secret = "a secret of more than 32 letters, made up";
  const { userOf } = sessions(secret);
  const asked = (cookie) => userOf(new Request("https://app.example/", { headers: cookie ? { cookie } : {} }));
  const genuine = await cookieOf("ada", secret);
  assert.equal(await asked(genuine), "ada");
  assert.equal(await asked(`theme=dark; ${genuine}; lang=en`), "ada");
  const last = genuine.at(-1);
  const others = {
    none: "",
    other: genuine.replace("ada", "eve"),
    later: genuine.replace(/\d{10}/, "9999999999"),
    spoiled: genuine.slice(0, -1) + (last === "0" ? "1" : "0"),
    short: genuine.slice(0, -1),
    named: genuine.replace("__Host-", ""),
    ended: await cookieOf("ada", secret, 0),
    "another secret's": await cookieOf("ada", "another secret of more than 32 letters"),
  };
  for (const [name, cookie] of Object.entries(others)) assert.equal(await asked(cookie), null, name);
  for (const short of [undefined, "", "x".repeat(31)]) assert.throws(() => sessions(short), /at least 32/);
});
