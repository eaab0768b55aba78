import { createAdmin, createAdminHandler } from "./admin.js";
import { readOptions } from "./options.js";
import { PLANTED } from "./seeds.js";
import { createSandboxServer } from "./server.js";
import { createWorld } from "./world.js";

function listen(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve(server.address().port));
  });
}

function close(server, world) {
  world.stop();
  return new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
}

function originOf(host, port) {
  const everywhere = { "0.0.0.0": "127.0.0.1", "::": "[::1]" };
  return `http://${everywhere[host] ?? (host.includes(":") ? `[${host}]` : host)}:${port}`;
}

function cardsByIssuer(world) {
  const views = world.cards.views();
  return Object.fromEntries(
    world.issuers.map(({ id }) => [id, views.filter(({ issuer }) => issuer === id)]),
  );
}

/**
 * Starts made-up card issuers on one local port. Nothing in them is real: keys, cards and people
 * are made up at every start.
 *
 * @param {import("./index.js").SandboxOptions} [options]
 * @returns {Promise<import("./index.js").Sandbox>}
 */
export async function startSandbox(options = {}) {
  const settings = readOptions(options);
  const world = await createWorld(settings);
  let url = "";
  const credentials = () =>
    Object.fromEntries(world.issuers.map((issuer) => [issuer.id, issuer.config(url)]));
  const admin = createAdmin(world, credentials);
  const server = createSandboxServer(world, createAdminHandler(admin), settings);
  url = originOf(settings.host, await listen(server, settings.port, settings.host));
  settings.log(`The sandbox listens at ${url}.`);

  const { pan, firstName, email, phone, holder } = PLANTED;
  return {
    url,
    issuers: credentials(),
    cards: cardsByIssuer(world),
    seeds: admin.seeds(),
    planted: [pan, firstName, email, phone, holder],
    admin,
    close: () => close(server, world),
  };
}
