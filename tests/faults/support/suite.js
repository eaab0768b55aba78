// Every cell of the table in one runtime. Lanes work side by side, each with a sandbox of its own,
// because most of the time is spent waiting.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { FAULTS, askFor } from "./faults.js";
import { KINDS } from "./kinds.js";
import { openLane } from "./lane.js";
import { SETTINGS } from "./settings.js";
import { cells } from "./table.js";

const LANES = 8;

/** What is left of an aborted request may still be on its way, and must not meet the next cell. */
const QUIET_MS = 600;
let marks = 0;

/**
 * @param {"node" | "workerd" | "chromium"} host
 * @param {() => Promise<{ run: (task: object) => Promise<object>, close: () => Promise<void> }>} start
 */
export function faultSuite(host, start) {
  describe(`faults in ${host}`, () => {
    const free = [];
    const lanes = [];
    let runtime;
    before(async () => {
      runtime = await start();
      lanes.push(...(await Promise.all(Array.from({ length: LANES }, openLane))));
      free.push(...lanes);
    });
    after(() => Promise.all([runtime?.close(), ...lanes.map((lane) => lane.close())]));

    const group = (name, chosen) =>
      describe(name, { concurrency: LANES }, () => {
        for (const cell of chosen) {
          test(`${cell.kind}, ${cell.fault}, ${cell.setting}: ${cell.text}`, async () => {
            const lane = free.pop();
            try {
              holds(cell, await seen(runtime, lane, cell));
            } finally {
              free.push(lane);
            }
          });
        }
      });
    const all = cells(host);
    const late = ({ setting }) => SETTINGS[setting].abort === "sending";
    group("in a lane", all.filter((cell) => !late(cell)));
    group("aborted, with requests that may come late", all.filter(late));
  });
}

/** Runs a cell: what the caller saw, and what the sandbox and the strangers saw. */
export async function seen(runtime, { sandbox, places, takeStrayed }, { fault, kind, setting }) {
  const { issuer, route, asks } = KINDS[kind];
  const { times, abort, limits } = SETTINGS[setting];
  const { astray, hangs } = FAULTS[fault];
  sandbox.admin.reset();
  if (!astray) sandbox.admin.addFault(askFor(fault, { issuer, route, setting, times, places }));
  const elsewhere = astray && { origin: places[astray], times };
  const mark = `x-cell-${(marks += 1)}`;
  const task = { kind, mark, issuer: sandbox.issuers[issuer], url: sandbox.url, limits: limits(hangs), abort, hangs, elsewhere };
  const { end, sent } = await runtime.run({ cell: task });
  // What is left of the cell before has another mark.
  const isOwn = ({ path, headerNames }) => asks.test(path) && headerNames.some((name) => name.toLowerCase() === mark);
  const arrived = () => sandbox.admin.requests().filter((request) => request.issuer === issuer && isOwn(request)).length;
  if (abort === "sending") await quiet(() => arrived() >= sent);
  const executed = sandbox.admin.executions().filter((execution) => execution.issuer === issuer).length;
  return { end, sent, arrived: arrived(), executed, strayed: takeStrayed() };
}

/** Waits until what was sent has arrived, or will hardly do so any more. */
async function quiet(isThere) {
  for (let waited = 0; waited < QUIET_MS && !isThere(); waited += 20) await new Promise((go) => setTimeout(go, 20));
}

function holds({ ends, executed, requests }, { end, sent, arrived, ...saw }) {
  assert.ok(ends.includes(end), `it ended with ${end}, not with ${ends.join(" or ")}`);
  if (executed !== "?") assert.equal(saw.executed, executed, "executions");
  assert.ok(saw.executed <= 1, `${saw.executed} executions`);
  assert.ok(Math.max(sent, arrived) <= requests, `${sent} requests were sent and ${arrived} arrived, of ${requests} at most`);
  assert.equal(saw.strayed, 0, "requests to a host that must get none");
}
