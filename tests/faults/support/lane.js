// What a cell runs against: a sandbox of its own, a host that must get nothing, and places where no
// issuer is.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { connect } from "node:net";

import { startSandbox } from "../../package/support/package.js";

const HOST = "127.0.0.1";

/** Made for these tests, trusted by nobody, good until the year 2126. */
const untrusted = await readFile(new URL("untrusted.pem", import.meta.url));

async function listening(server) {
  await new Promise((resolve) => server.listen(0, HOST, resolve));
  return server.address().port;
}

/** A port below those that systems give away by themselves, so that nobody opens it meanwhile. */
async function closedPort() {
  for (let port = 23_000; ; port += 1) {
    const refused = await new Promise((resolve) => {
      const socket = connect(port, HOST, () => resolve(false));
      socket.on("error", () => resolve(true));
      socket.on("close", () => socket.destroy());
    });
    if (refused) return port;
  }
}

export async function openLane() {
  // On a connection that was used before, a browser may itself repeat a request.
  const sandbox = await startSandbox({ log: false, settleMs: Infinity, cors: true, keepAlive: false });
  let strayed = 0;
  const take = (_, response) => {
    strayed += 1;
    response.writeHead(200, { "access-control-allow-origin": "*", "access-control-allow-headers": "*" }).end("{}");
  };
  const stranger = createServer(take);
  const imposter = createTlsServer({ key: untrusted, cert: untrusted }, take);
  const [plainPort, tlsPort] = [await listening(stranger), await listening(imposter)];
  const places = {
    closed: `http://${HOST}:${await closedPort()}`,
    stranger: `http://${HOST}:${plainPort}`,
    "TLS where none is spoken": `https://${HOST}:${plainPort}`,
    untrusted: `https://${HOST}:${tlsPort}`,
  };
  return {
    sandbox,
    places,
    /** How many requests came where none may come, since the last time. */
    takeStrayed() {
      const count = strayed;
      strayed = 0;
      return count;
    },
    async close() {
      for (const server of [stranger, imposter]) {
        server.close();
        server.closeAllConnections();
      }
      await sandbox.close();
    },
  };
}
