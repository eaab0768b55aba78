// What a scenario meets: the service at a URL, a page that asks it, and a sandbox behind it.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { startSandbox } from "../../package/support/package.js";
import { plant } from "../../package/support/seen/record.js";
import { keep } from "../../package/support/seen/report.js";
import { secretsIn } from "../../package/support/seen/secrets.js";
import { agreementWith } from "./document.js";
import { PATH_SECRET } from "./shop.js";

/** What a page sends, and what it is answered: the body as JSON where it is some. */
export async function ask(url, method, path, { user = "ann", key, body, headers = {}, origin } = {}) {
  const all = new Headers(headers);
  if (user) all.set("x-user", user);
  if (key) all.set("idempotency-key", key);
  if (origin) all.set("origin", origin);
  const isPlain = [Object, Array].includes(body?.constructor);
  if (isPlain) all.set("content-type", "application/json");
  const sent = isPlain ? JSON.stringify(body) : body;
  const response = await fetch(`${url}${path}`, { method, headers: all, body: sent, redirect: "manual", ...(sent?.getReader && { duplex: "half" }) });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get("content-type"));
  return { status: response.status, headers: response.headers, text, body: isJson && text ? JSON.parse(text) : undefined };
}

export const newKey = () => crypto.randomUUID();

/**
 * An answer is searched for secrets later on, among them those of its request. Not one that was asked for them, and
 * not a card that was read: whose it is may be told to its owner. What an issuer is answered is its own words, and a
 * length is a number like any other.
 */
export function shown(runtime, method, path, { key, body } = {}, { status, headers, text }) {
  if (/^[\da-f-]{36}$/.test(key)) plant([["idempotency key", key]]);
  plant(secretsIn(body));
  const isToldOnPurpose = status === 200 && (/\/reveal/.test(path) || (method === "GET" && /\/cards\b/.test(path)));
  if (isToldOnPurpose || (status === 200 && /\/callbacks\//.test(path))) return;
  const telling = [...headers].filter(([name]) => name !== "content-length");
  keep(runtime, [["seen", "answer", `${status} ${JSON.stringify(telling)} ${text}`]]);
}

function worldOf(host, sandbox) {
  const { admin } = sandbox;
  const exchanges = [];
  let basePath;
  const asked = async (method, path, more) => {
    const answer = await ask(host.url, method, path, more);
    shown(host.runtime, method, path, more, answer);
    exchanges.push({ method, path, ...answer });
    return answer;
  };
  /** What was answered since the service was opened is as its own document says. */
  async function compare() {
    const { status, body } = await ask(host.url, "GET", `${basePath ?? ""}/openapi.json`);
    assert.equal(status, 200);
    const agrees = agreementWith(body, basePath);
    return exchanges.splice(0).filter((exchange) => agrees(exchange)).length;
  }
  /** What the service's own code was told, and what its clients showed, is searched for secrets. */
  async function show() {
    const { audit } = await host.seen();
    for (const line of audit) keep(host.runtime, [["seen", "audit line", JSON.stringify(line)]]);
    keep(host.runtime, await host.notes());
  }
  return {
    sandbox,
    admin,
    show,
    url: host.url,
    /** Opens the service anew: `change` as `shopOf` takes it. */
    async open(change) {
      if (exchanges.length) await compare();
      basePath = change?.options?.basePath;
      await host.open(sandbox.issuers, change);
    },
    compare,
    seen: () => host.seen(),
    get: (path, more) => asked("GET", path, more),
    ask: asked,
    /** A write with a key of its own, unless one is given. */
    post: (path, more) => asked("POST", path, { key: newKey(), ...more }),
    executions: () => admin.executions().map(({ issuer, action, cardId }) => `${issuer} ${action} ${cardId}`),
    stateOf: (issuer, id) => admin.state().find((card) => card.issuer === issuer && card.id === id)?.state,
  };
}

/**
 * All scenarios of some groups in one host, with one sandbox that is back at its start before each, and a
 * service that was just opened.
 */
export function edgeSuite(name, start, groups) {
  describe(name, () => {
    let host, sandbox, world;
    before(async () => {
      host = await start();
      const callbackUrl = `${host.url}/callbacks/artha/${PATH_SECRET}`;
      sandbox = await startSandbox({ log: false, settleMs: Infinity, callbackUrl, callbackScheduleMs: [0] });
      world = worldOf(host, sandbox);
    });
    after(async () => {
      await host?.close();
      await sandbox?.close();
    });
    for (const [group, scenarios] of Object.entries(groups)) {
      describe(group, () => {
        for (const [words, scenario] of Object.entries(scenarios)) {
          test(words, { timeout: 20_000 }, async () => {
            sandbox.admin.reset();
            await world.open();
            await scenario(world);
            await world.compare();
            await world.show();
          });
        }
      });
    }
  });
}
