import assert from "node:assert/strict";
import { test } from "node:test";

import { durableLedger } from "../../pkg-template/src/ledger/durable.js";
import { askFor, deliveryOf, endOf, lineOf } from "./support/asks.js";

/** A namespace whose objects are broken for the first calls, and then give what they are told. */
function namespace({ broken = 0, gives = {} } = {}) {
  const calls = [];
  let stubs = 0;
  return {
    calls,
    get stubs() {
      return stubs;
    },
    idFromName: (name) => name,
    get(name) {
      stubs++;
      return {
        async fetch(url, { method, body }) {
          const path = new URL(url).pathname.slice(1);
          calls.push([name, path, JSON.parse(body)]);
          assert.equal(method, "POST");
          if (broken-- > 0) throw new Error("The object was moved.");
          return Response.json({ value: gives[path] });
        },
      };
    },
  };
}

const placesOf = ({ calls }) => calls.map(([name, path]) => `${path} ${name}`);

test("what changes nothing the second time is called again, with a new stub", async () => {
  const objects = namespace({ broken: 2, gives: { record: { state: "done" } } });
  assert.deepEqual(await durableLedger(objects).record(endOf(askFor("a"), "done")), { state: "done" });
  assert.deepEqual(placesOf(objects), Array(3).fill("record card:main:card-1"));
  assert.equal(objects.stubs, 3);
});

test("after three times it is given up", async () => {
  const objects = namespace({ broken: 9 });
  await assert.rejects(durableLedger(objects).find("a", "s"), /moved/);
  assert.equal(objects.calls.length, 3);
});

test("what may have reserved, claimed or written is not called again", async () => {
  const works = [(l) => l.reserve(askFor("a")), (l) => l.take(deliveryOf()), (l) => l.audit(lineOf())];
  for (const work of works) {
    const objects = namespace({ broken: 1 });
    await assert.rejects(work(durableLedger(objects)), /moved/);
    assert.equal(objects.calls.length, 1);
  }
});

test("each thing has its object", async () => {
  const objects = namespace({ gives: { take: { state: "new", settled: [], open: [] } } });
  const ledger = durableLedger(objects);
  const atMs = Date.UTC(2026, 0, 31, 23, 59);
  await ledger.reserve(askFor("a"));
  await ledger.record(endOf(askFor("a"), "accepted", { taskId: "t1" }));
  await ledger.take(deliveryOf({ taskId: "t2" }));
  await ledger.take(deliveryOf({ cardId: undefined }));
  await ledger.keep(deliveryOf({ cardId: undefined }), true);
  await ledger.audit(lineOf());
  await ledger.audit(lineOf({ cardId: undefined, atMs }));
  assert.deepEqual(placesOf(objects), [
    "reserve card:main:card-1",
    "bind task:main:t1",
    "record card:main:card-1",
    "meet task:main:t2",
    "take card:main:card-1",
    "take event:main:event-1",
    "keep event:main:event-1",
    "audit card:main:card-1",
    "audit audit:main:2026-01-31",
  ]);
});

test("a task id is bound before the record, so that a stop between them loses no callback", async () => {
  const objects = namespace({ gives: { bind: "done" } });
  await durableLedger(objects).record(endOf(askFor("a"), "accepted", { taskId: "t1" }));
  const [[, first], [, second, { early }]] = objects.calls;
  assert.deepEqual([first, second, early], ["bind", "record", "done"]);
});
