// Deno's own fetch sends a POST again when its connection is cut. The client's does not: an order that may have
// been executed is not sent twice.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";

import { installed } from "./support/install.js";
import { deno } from "./support/runtimes.js";

const ISSUER = { id: "open-api", version: "v1", customerId: "1", appId: "1", key: "k" };

/** Cuts the connection of every POST once it has come, with or without answering another request on it before. */
function cutting() {
  const arrived = [];
  const server = createServer((socket) => {
    let text = "";
    socket.on("error", () => {});
    socket.on("data", (bytes) => {
      text += bytes.toString("latin1");
      const [line] = text.split("\r\n");
      if (!text.includes("\r\n\r\n")) return;
      text = "";
      if (line.startsWith("GET /kept")) return socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
      if (/^[A-Z]+ /.test(line)) arrived.push(line);
      socket.resetAndDestroy();
    });
  });
  return { arrived, server };
}

const PROGRAM = `
  const [kind, url, specifier] = Deno.args;
  const { CardClient, load } = await import(specifier);
  if (load) await load(Deno.readFile("node_modules/cardlatch/dist/open-api/open-api_bg.wasm"));
  if (kind === "kept") for (let turn = 0; turn < 2; turn += 1) await (await fetch(url + "/kept")).text();
  if (kind === "host") await fetch(url, { method: "POST", body: new Uint8Array(5) }).catch(() => {});
  else await new CardClient({ issuer: { ...${JSON.stringify(ISSUER)}, baseUrl: url } }).freeze("1001").catch(({ code, effect }) => console.log(code, effect));
`;

let cwd, host;
before(async () => {
  cwd = await installed("deno", "deno-once");
  await writeFile(join(cwd, "once.mjs"), PROGRAM);
  host = cutting();
  host.server.listen(0, "127.0.0.1");
  await once(host.server, "listening");
});
after(() => host.server.close());

async function freeze(kind, specifier = "cardlatch/open-api", ...permissions) {
  host.arrived.length = 0;
  const url = `http://127.0.0.1:${host.server.address().port}`;
  const args = ["run", "--no-prompt", "--allow-net=127.0.0.1", ...permissions, "once.mjs", kind, url, specifier];
  const { stdout } = await promisify(execFile)(deno, args, { cwd });
  return { said: stdout.trim(), arrived: host.arrived.filter((line) => line.startsWith("POST")).length };
}

test("the host's own fetch sends twice: without this, the guard would be in vain", async () => {
  assert.equal((await freeze("host")).arrived, 2);
});

for (const kind of ["fresh", "kept"]) {
  test(`a write on a ${kind} connection that is cut arrives once, and is told as unknown`, async () => {
    assert.deepEqual(await freeze(kind), { said: "network unknown", arrived: 1 });
  });

  test(`so it is with the slim entry on a ${kind} connection`, async () => {
    const told = await freeze(kind, "cardlatch/open-api/slim", "--allow-read=node_modules");
    assert.deepEqual(told, { said: "network unknown", arrived: 1 });
  });
}
