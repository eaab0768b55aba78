// What every ledger must do, as tests for any runner. Times are arguments: only what waits takes time.

const lease = 60_000;
const day = 86_400_000;
let cases = 0;

/** JSON with sorted names, so that equal values have equal texts. */
function textOf(value) {
  const sorted = (_, part) =>
    part && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part;
  return JSON.stringify(value, sorted);
}

function same(actual, expected, what) {
  if (textOf(actual) !== textOf(expected)) throw new Error(`${what}: ${textOf(actual)} where ${textOf(expected)} must be.`);
}

function holds(isSo, what) {
  if (!isSo) throw new Error(`${what}.`);
}

/** One case's corner of a ledger: cards, keys and tasks that nobody else has. */
class Corner {
  constructor({ ledger, trail }) {
    this.ledger = ledger;
    this.now = Date.now();
    this.own = `${this.now.toString(36)}${(cases++).toString(36)}${Math.random().toString(36).slice(2)}`;
    this.issuer = "main";
    this.card = `card-${this.own}`;
    this.shard = `card:main:${this.card}`;
    this.trail = (shard = this.shard) => trail(shard);
  }

  /** An ask for the key `name`. */
  ask(name, more) {
    const { issuer, card, shard, now } = this;
    const what = { operation: `${name}~${issuer}~${card}`, shard, principal: "anna", issuer, cardId: card, action: "freeze" };
    return { ...what, fingerprint: "f1", nowMs: now, leaseMs: lease, waitMs: 0, keepMs: day, ...more };
  }

  reserve(name, more) {
    return this.ledger.reserve(this.ask(name, more));
  }

  record(name, state, more) {
    const { issuer, now } = this;
    const { operation, shard } = this.ask(name, more);
    return this.ledger.record({ issuer, nowMs: now, keepMs: day, ...more, operation, shard, state });
  }

  find(name, nowMs = this.now) {
    const { operation, shard } = this.ask(name);
    return this.ledger.find(operation, shard, nowMs);
  }

  changed(name, sinceMs, waitMs, signal) {
    const { operation, shard } = this.ask(name);
    return this.ledger.changed(operation, shard, sinceMs, waitMs, signal);
  }

  delivery(more) {
    const { issuer, card, now, own } = this;
    const key = { text: `event-${own}`, strength: "id" };
    const what = { issuer, key, cardId: card, action: "freeze", progress: "done", trust: "signed" };
    return { ...what, nowMs: now, leaseMs: lease, ...more };
  }

  take(more) {
    return this.ledger.take(this.delivery(more));
  }

  key(text, strength = "id") {
    return { text: `${text}-${this.own}`, strength };
  }

  line(more) {
    const { issuer, card, now } = this;
    return { atMs: now, who: "anna", what: "freeze", issuer, cardId: card, outcome: "done", ...more };
  }

  /** An operation that the issuer took. */
  async accepted(name, more) {
    const { verdict } = await this.reserve(name, more);
    same(verdict, "go", "a free card");
    return this.record(name, "accepted", { outcome: { result: "accepted" }, ...more });
  }
}

const verdicts = {
  "a new key goes, and runs under a lease": async (c) => {
    const { verdict, entry } = await c.reserve("a");
    const { operation, shard, principal, issuer, cardId, action, fingerprint } = c.ask("a");
    const times = { createdMs: c.now, updatedMs: c.now, leaseEndsMs: c.now + lease, expiresMs: entry?.expiresMs };
    const expected = { operation, shard, principal, issuer, cardId, action, fingerprint, state: "running", ...times };
    same({ verdict, entry }, { verdict: "go", entry: expected }, "the answer");
    holds(entry.expiresMs >= c.now + day, "It is kept for its whole time");
  },
  "an entry without a card has the card null": async (c) => {
    const { entry } = await c.reserve("a", { shard: `issue:main:${c.own}`, cardId: null });
    same(entry.cardId, null, "the card");
  },
  "the same key that runs is running": async (c) => {
    await c.reserve("a");
    const { verdict, entry } = await c.reserve("a");
    same([verdict, entry?.state], ["running", "running"], "the second");
  },
  "the same key that ended is known, with what the page was told": async (c) => {
    for (const state of ["accepted", "done", "failed", "unknown"]) {
      await c.reserve(state);
      const told = state === "failed" || state === "unknown" ? { error: { code: "x", n: [1, "é"] } } : { outcome: { result: "y" } };
      await c.record(state, state, told);
      const { verdict, entry } = await c.reserve(state);
      same([verdict, entry.state, entry.outcome, entry.error], ["known", state, told.outcome, told.error], state);
      same(entry.leaseEndsMs, undefined, "the lease of what ended");
    }
  },
  "another payload or another principal under the same key is reused, and sees nothing": async (c) => {
    const others = [{ fingerprint: "f2" }, { principal: "ben" }];
    await c.reserve("a");
    for (const other of others) same(await c.reserve("a", other), { verdict: "reused" }, "while it runs");
    await c.record("a", "done");
    for (const other of others) same(await c.reserve("a", other), { verdict: "reused" }, "when it is done");
  },
  "another key on a card that is at work is busy when its wait is over": async (c) => {
    await c.reserve("a");
    same((await c.reserve("b")).verdict, "busy", "without a wait");
    same((await c.reserve("b", { waitMs: 20 })).verdict, "busy", "after a wait");
    same(await c.find("b"), undefined, "what never went");
    await c.record("a", "done");
    same((await c.reserve("b")).verdict, "go", "the same key again");
  },
  "cards do not wait for each other": async (c) => {
    await c.reserve("a");
    same((await c.reserve("b", { shard: `${c.shard}-2` })).verdict, "go", "another card");
  },
  "an unknown entry is known; with reconcile it runs again, once": async (c) => {
    await c.reserve("a");
    await c.record("a", "unknown", { error: { code: "timeout" } });
    same((await c.reserve("a")).verdict, "known", "without reconcile");
    const both = await Promise.all([c.reserve("a", { reconcile: true }), c.reserve("a", { reconcile: true })]);
    same(both.map(({ verdict }) => verdict).sort(), ["go", "running"], "two at once");
    same((await c.find("a")).state, "running", "the entry");
    await c.record("a", "done", { outcome: { result: "completed" } });
    const { verdict, entry } = await c.reserve("a", { reconcile: true });
    same([verdict, entry.state, entry.createdMs], ["known", "done", c.now], "after it");
  },
  "reconcile waits its turn": async (c) => {
    await c.reserve("a");
    await c.record("a", "unknown");
    await c.reserve("b");
    same((await c.reserve("a", { reconcile: true })).verdict, "busy", "while another runs");
  },
};

const queue = {
  "who waits goes when the card is free": async (c) => {
    for (const state of ["accepted", "done", "failed", "unknown", "free"]) {
      const [first, second] = [`1${state}`, `2${state}`];
      await c.reserve(first);
      const waiting = c.reserve(second, { waitMs: lease });
      await c.record(first, state);
      same((await waiting).verdict, "go", `after ${state}`);
      await c.record(second, "done");
    }
  },
  "first come, first served, and never two at once": async (c) => {
    const names = Array.from({ length: 20 }, (_, at) => `k${at}`);
    const order = [];
    let running = 0;
    const one = async (name) => {
      const { verdict } = await c.reserve(name, { waitMs: lease });
      same(verdict, "go", name);
      holds(running++ === 0, "Only one runs");
      await Promise.resolve();
      order.push(name);
      running--;
      await c.record(name, "done");
    };
    await c.reserve("gate");
    const all = [];
    for (const name of names) {
      all.push(one(name));
      // The next comes when this one is sure to stand in the queue.
      same((await c.reserve(`after-${name}`)).verdict, "busy", "behind it");
    }
    await c.record("gate", "done");
    await Promise.all(all);
    same(order, names, "the order");
  },
  "the same key twice in the queue goes once": async (c) => {
    await c.reserve("gate");
    const both = [c.reserve("a", { waitMs: lease }), c.reserve("a", { waitMs: lease })];
    await c.record("gate", "done");
    const told = await Promise.all(both);
    same(told.map(({ verdict }) => verdict).sort(), ["go", "running"], "the two");
  },
  "many callers with one key: one goes": async (c) => {
    const told = await Promise.all(Array.from({ length: 100 }, () => c.reserve("a", { waitMs: 1000 })));
    same(told.filter(({ verdict }) => verdict === "go").length, 1, "how many went");
    same(told.filter(({ verdict }) => verdict === "running").length, 99, "how many were told that it runs");
  },
};

const leases = {
  "a lease that is over leaves unknown at the next touch": async (c) => {
    await c.reserve("a");
    same((await c.find("a", c.now + lease - 1)).state, "running", "just before");
    const entry = await c.find("a", c.now + lease);
    same([entry.state, entry.leaseEndsMs], ["unknown", undefined], "when it is over");
    same((await c.reserve("a", { nowMs: c.now + lease })).verdict, "known", "the same key");
  },
  "a reserve of another key ends a lease that is over, and goes": async (c) => {
    await c.reserve("a");
    same((await c.reserve("b", { nowMs: c.now + lease })).verdict, "go", "the next");
    same((await c.find("a", c.now + lease)).state, "unknown", "the one before");
  },
  "who waits goes when the lease is over, without a touch": async (c) => {
    await c.reserve("a", { leaseMs: 30 });
    const { verdict, entry } = await c.reserve("b", { waitMs: lease });
    same([verdict, entry.state], ["go", "running"], "the next");
    holds(entry.createdMs >= c.now + 30, "It began when the lease was over");
    same((await c.find("a")).state, "unknown", "the one before");
  },
  "who lost the lease may still say how it ended": async (c) => {
    for (const state of ["done", "failed", "accepted", "unknown"]) {
      const card = { shard: `${c.shard}-${state}` };
      await c.reserve("a", card);
      const error = { code: "late" };
      await c.record("a", state, { ...card, nowMs: c.now + lease + 1, error });
      const { entry } = await c.reserve("a", { ...card, nowMs: c.now + lease + 2 });
      same([entry.state, entry.error], [state, error], state);
    }
  },
  "expire ends what is over": async (c) => {
    await c.reserve("a");
    const count = await c.ledger.expire(c.now + lease);
    holds(Number.isInteger(count) && count >= 0, "It gives a count");
    same((await c.find("a", c.now + lease)).state, "unknown", "the entry");
  },
  "keys are forgotten when their time is over, and not before": async (c) => {
    await c.reserve("a");
    await c.record("a", "done", { keepMs: 500_000 });
    const late = { nowMs: c.now + 499_999 };
    same((await c.reserve("a", late)).verdict, "known", "just before");
    await c.ledger.expire(c.now + 500_000);
    same(await c.find("a", c.now + 500_000), undefined, "when it is over");
    same((await c.reserve("a", { nowMs: c.now + 500_000 })).verdict, "go", "the same key");
  },
  "what runs is not forgotten, and what it left is kept for its time": async (c) => {
    await c.reserve("a", { keepMs: 1000 });
    same((await c.find("a", c.now + 1001)).state, "running", "while it has its lease");
    same((await c.find("a", c.now + lease + 999)).state, "unknown", "after it");
    same(await c.find("a", c.now + lease + 1000), undefined, "when its time is over");
  },
};

const records = {
  "free forgets the key: it may run again": async (c) => {
    await c.reserve("a");
    same(await c.record("a", "free"), undefined, "what is left");
    same(await c.find("a"), undefined, "the entry");
    same((await c.reserve("a", { fingerprint: "f2" })).verdict, "go", "the same key for something else");
  },
  "a repeat of a record changes nothing": async (c) => {
    for (const state of ["accepted", "done", "failed", "unknown", "free"]) {
      await c.reserve(state);
      const change = { error: { code: "x" }, audit: c.line({ outcome: state }) };
      const first = await c.record(state, state, change);
      same(await c.record(state, state, { ...change, nowMs: c.now + 9 }), first, `${state} again`);
    }
    same((await c.trail()).map(({ outcome }) => outcome), ["accepted", "done", "failed", "unknown", "free"], "the audit");
  },
  "what is final stays": async (c) => {
    for (const state of ["done", "failed"]) {
      await c.reserve(state);
      const entry = await c.record(state, state);
      for (const other of ["accepted", "done", "failed", "unknown", "free"]) same(await c.record(state, other), entry, `${state}, then ${other}`);
    }
  },
  "a record that comes late moves no later order under the same key": async (c) => {
    // A record that frees may be repeated because its answer was lost; the key may then be at work again.
    const { entry } = await c.reserve("a");
    await c.record("a", "free", { createdMs: entry.createdMs });
    const later = await c.reserve("a", { nowMs: c.now + 5 });
    same(later.verdict, "go", "the key runs again");
    for (const state of ["free", "unknown", "done", "failed", "accepted"]) {
      same(await c.record("a", state, { createdMs: entry.createdMs, nowMs: c.now + 6, audit: c.line() }), later.entry, state);
    }
    same((await c.reserve("a", { nowMs: c.now + 7 })).verdict, "running", "nobody else goes");
    same(await c.trail(), [], "the audit");
    same((await c.record("a", "done", { createdMs: later.entry.createdMs, nowMs: c.now + 8 })).state, "done", "its own record");
  },
  "a record that comes late frees no later order that is unknown": async (c) => {
    const { entry } = await c.reserve("a");
    await c.record("a", "free", { createdMs: entry.createdMs });
    const later = await c.reserve("a", { nowMs: c.now + 5 });
    const unknown = await c.record("a", "unknown", { createdMs: later.entry.createdMs, nowMs: c.now + 6 });
    same(await c.record("a", "free", { createdMs: entry.createdMs, nowMs: c.now + 7 }), unknown, "the late one");
    same(await c.record("a", "free", { createdMs: later.entry.createdMs, nowMs: c.now + 8 }), undefined, "its own");
  },
  "accepted moves on to done or failed only": async (c) => {
    const entry = await c.accepted("a");
    for (const other of ["unknown", "free"]) same(await c.record("a", other), entry, other);
    same((await c.record("a", "failed", { error: { code: "x" } })).state, "failed", "failed");
    await c.accepted("b");
    const { state, outcome } = await c.record("b", "done", { outcome: { result: "completed" } });
    same([state, outcome], ["done", { result: "completed" }], "done");
  },
  "a record of what nobody reserved gives nothing": async (c) => {
    same(await c.record("a", "done"), undefined, "the entry");
    same(await c.find("a"), undefined, "what is found");
  },
  "each change has a later time than the one before it": async (c) => {
    const { entry } = await c.reserve("a");
    const accepted = await c.record("a", "accepted");
    const done = await c.record("a", "done");
    holds(entry.updatedMs < accepted.updatedMs && accepted.updatedMs < done.updatedMs, "They rise within one millisecond");
    same(done.createdMs, c.now, "when it began");
  },
  "what was handed over may change afterwards": async (c) => {
    await c.reserve("a");
    const outcome = { data: { n: 1 } };
    const entry = await c.record("a", "done", { outcome });
    outcome.data.n = 2;
    entry.outcome.data.n = 3;
    same((await c.find("a")).outcome, { data: { n: 1 } }, "the outcome");
  },
};

const waits = {
  "changed gives at once what is newer, and what is not there": async (c) => {
    same(await c.changed("a", 0, lease), undefined, "what is not there");
    const { entry } = await c.reserve("a");
    same(await c.changed("a", entry.updatedMs - 1, lease), entry, "what is newer");
    same(await c.changed("a", entry.updatedMs, 0), entry, "without a wait");
  },
  "changed wakes with the change": async (c) => {
    const { entry } = await c.reserve("a");
    const waiting = c.changed("a", entry.updatedMs, lease);
    const other = c.changed("a", entry.updatedMs, lease);
    await c.record("a", "done");
    same((await waiting).state, "done", "the first");
    same((await other).state, "done", "the second");
  },
  "changed wakes when a callback settles, and when the key is freed": async (c) => {
    const { updatedMs } = await c.accepted("a");
    const waiting = c.changed("a", updatedMs, lease);
    await c.take();
    same((await waiting).state, "done", "settled");
    const { entry } = await c.reserve("b");
    const freed = c.changed("b", entry.updatedMs, lease);
    await c.record("b", "free");
    same(await freed, undefined, "freed");
  },
  "changed gives what is there when its wait is over or is called off": async (c) => {
    const { entry } = await c.reserve("a");
    same(await c.changed("a", entry.updatedMs, 20), entry, "over");
    const caller = new AbortController();
    const waiting = c.changed("a", entry.updatedMs, lease, caller.signal);
    caller.abort();
    same(await waiting, entry, "called off");
    same(await c.changed("a", entry.updatedMs, lease, AbortSignal.abort()), entry, "called off before");
  },
  "changed wakes when a lease is over": async (c) => {
    const { entry } = await c.reserve("a", { leaseMs: 30 });
    same((await c.changed("a", entry.updatedMs, lease)).state, "unknown", "the entry");
  },
};

const callbacks = {
  "a callback settles the operation of its task id, once": async (c) => {
    const taskId = `task-${c.own}`;
    const before = await c.accepted("a", { taskId, outcome: { result: "accepted", remarks: "r" } });
    const { state, settled, open } = await c.take({ taskId });
    same([state, settled.map(({ operation }) => operation), open], ["new", [before.operation], []], "the answer");
    const [entry] = settled;
    same([entry.state, entry.outcome.result, entry.outcome.confirmed, entry.outcome.remarks], ["done", "completed", true, "r"], "the entry");
    same(await c.find("a"), entry, "what is found");
    holds(entry.updatedMs > before.updatedMs, "It is a change");
  },
  "a callback that says failed leaves failed, with nothing done": async (c) => {
    const taskId = `task-${c.own}`;
    await c.accepted("a", { taskId });
    const [{ state, error, outcome }] = (await c.take({ taskId, progress: "failed" })).settled;
    same([state, error.code, error.effect, outcome], ["failed", "issuer_rejected", "none", undefined], "the entry");
  },
  "a task id finds its operation in another shard": async (c) => {
    const [taskId, shard] = [`task-${c.own}`, `issue:main:${c.own}`];
    const { operation } = await c.accepted("a", { taskId, shard, cardId: null });
    const { settled } = await c.take({ taskId, action: undefined });
    same(settled.map((entry) => [entry.operation, entry.state]), [[operation, "done"]], "with a card");
    const again = { taskId, cardId: undefined, key: c.key("other") };
    same((await c.take(again)).settled.map((entry) => entry.operation), [operation], "without a card");
  },
  "task ids are an issuer's own": async (c) => {
    const taskId = `task-${c.own}`;
    await c.accepted("a", { taskId });
    same((await c.take({ taskId, issuer: "other" })).settled, [], "another issuer's");
    same((await c.find("a")).state, "accepted", "the entry");
  },
  "without a task id it settles the oldest accepted one of the card and the action": async (c) => {
    const at = (ms) => ({ nowMs: c.now + ms });
    await c.accepted("old", at(1));
    await c.accepted("other", { ...at(0), action: "unfreeze" });
    await c.accepted("task", { ...at(0), taskId: `task-${c.own}` });
    await c.accepted("new", at(2));
    same((await c.take({ action: "cancel" })).settled, [], "another action");
    const { settled } = await c.take({ key: c.key("b") });
    same(settled.map(({ operation }) => operation), [c.ask("old").operation], "the oldest");
    same((await c.take({ key: c.key("c"), cardId: `${c.card}-2` })).settled, [], "another card");
  },
  "a task id that nobody has settles the oldest one without any, unless one is under way": async (c) => {
    await c.accepted("a");
    await c.reserve("b");
    const taskId = `task-${c.own}`;
    same((await c.take({ taskId })).settled, [], "while another runs");
    await c.record("b", "failed");
    const { settled } = await c.take({ taskId: `${taskId}-2`, key: c.key("b") });
    same(settled.map(({ operation }) => operation), [c.ask("a").operation], "then");
  },
  "only done and failed settle, and only what is signed or comes from the issuer": async (c) => {
    const taskId = `task-${c.own}`;
    const { operation } = await c.accepted("a", { taskId });
    const idle = [{ progress: "pending" }, { progress: "unknown" }, { trust: "read_card_first" }];
    for (const [at, more] of idle.entries()) {
      const { state, settled, open } = await c.take({ ...more, taskId, key: c.key(`k${at}`) });
      same([state, settled, open.map((entry) => entry.operation)], ["new", [], [operation]], textOf(more));
    }
    const { settled } = await c.take({ taskId, trust: "origin" });
    same(settled.length, 1, "from the issuer's address");
  },
  "a callback that may not be believed is not kept for a task either": async (c) => {
    const taskId = `task-${c.own}`;
    await c.reserve("a");
    await c.take({ taskId, trust: "read_card_first" });
    same((await c.record("a", "accepted", { taskId })).state, "accepted", "the entry");
  },
  "open names the card's accepted and unknown operations": async (c) => {
    await c.accepted("a");
    await c.reserve("b");
    await c.record("b", "unknown");
    await c.reserve("c");
    await c.record("c", "done");
    const { open } = await c.take({ trust: "read_card_first" });
    const names = open.map(({ operation }) => operation).sort();
    same(names, [c.ask("a").operation, c.ask("b").operation], "the operations");
  },
  "a callback that comes before its task id is recorded settles at the record": async (c) => {
    const taskId = `task-${c.own}`;
    await c.reserve("a");
    same((await c.take({ taskId })).settled, [], "at the callback");
    const { state, outcome } = await c.record("a", "accepted", { taskId, outcome: { result: "accepted" }, nowMs: c.now + 3_599_999 });
    same([state, outcome.result, outcome.confirmed], ["done", "completed", true], "at the record");
    same((await c.find("a")).state, "done", "what is found");
  },
  "an early callback is kept for an hour": async (c) => {
    const taskId = `task-${c.own}`;
    await c.reserve("a", { leaseMs: day });
    await c.take({ taskId });
    same((await c.record("a", "accepted", { taskId, nowMs: c.now + 3_600_000 })).state, "accepted", "after it");
  },
  "an unknown operation with a task id is settled by its callback": async (c) => {
    const taskId = `task-${c.own}`;
    await c.reserve("a");
    await c.record("a", "unknown", { taskId, error: { code: "timeout" } });
    const [entry] = (await c.take({ taskId })).settled;
    same([entry.state, entry.error, entry.outcome.result], ["done", undefined, "completed"], "the entry");
  },
  "what is final is not settled another way": async (c) => {
    const taskId = `task-${c.own}`;
    await c.accepted("a", { taskId });
    const [first] = (await c.take({ taskId })).settled;
    const [second] = (await c.take({ taskId, progress: "failed", key: c.key("b") })).settled;
    same(second, first, "the entry");
  },
};

const claims = {
  "a key is claimed once; handled, it is seen": async (c) => {
    const delivery = c.delivery();
    same((await c.ledger.take(delivery)).state, "new", "the first");
    same(await c.take({ nowMs: c.now + 1 }), { state: "busy", settled: [], open: [] }, "while it is handled");
    await c.ledger.keep(delivery, true);
    same(await c.take({ nowMs: c.now + 1 }), { state: "seen", settled: [], open: [] }, "after it");
  },
  "callers at once: one claims": async (c) => {
    const told = await Promise.all(Array.from({ length: 20 }, () => c.take()));
    same(told.filter(({ state }) => state === "new").length, 1, "how many claimed");
  },
  "a claim that is given back is new again, and answers the same operation": async (c) => {
    const delivery = c.delivery();
    await c.accepted("a");
    await c.accepted("b", { nowMs: c.now + 1 });
    const first = await c.ledger.take(delivery);
    await c.ledger.keep(delivery, false);
    const second = await c.take({ nowMs: c.now + 5 });
    same(second.state, "new", "the state");
    same(second.settled, first.settled, "what it answers");
    same((await c.find("b")).state, "accepted", "the other");
  },
  "a claim whose lease is over is new again, and its first holder cannot give it back": async (c) => {
    const first = c.delivery();
    await c.ledger.take(first);
    const late = c.delivery({ nowMs: c.now + lease });
    same((await c.ledger.take(late)).state, "new", "when the lease is over");
    await c.ledger.keep(first, false);
    same((await c.take({ nowMs: c.now + lease + 1 })).state, "busy", "for a third");
    await c.ledger.keep(first, true);
    same((await c.take({ nowMs: c.now + lease + 1 })).state, "seen", "when the first did handle it");
    await c.ledger.keep(late, false);
    same((await c.take({ nowMs: c.now + lease + 1 })).state, "seen", "what is handled stays so");
  },
  "an id is remembered for 30 days, a derived key for ten minutes": async (c) => {
    const spans = { id: 30 * day, derived: 600_000 };
    for (const [strength, span] of Object.entries(spans)) {
      const key = c.key(strength, strength);
      const delivery = c.delivery({ key });
      await c.ledger.take(delivery);
      await c.ledger.keep(delivery, true);
      same((await c.take({ key, nowMs: c.now + span - 1 })).state, "seen", `${strength}, just before`);
      same((await c.take({ key, nowMs: c.now + span })).state, "new", `${strength}, when it is over`);
    }
  },
  "without a key each is new": async (c) => {
    for (const cardId of [c.card, undefined]) {
      const delivery = c.delivery({ key: undefined, cardId });
      for (let at = 0; at < 2; at++) {
        same((await c.ledger.take(delivery)).state, "new", `delivery ${at}`);
        await c.ledger.keep(delivery, true);
      }
    }
  },
  "without a card it is claimed all the same": async (c) => {
    const delivery = c.delivery({ cardId: undefined });
    same(await c.ledger.take(delivery), { state: "new", settled: [], open: [] }, "the first");
    same((await c.ledger.take(delivery)).state, "busy", "the second");
    await c.ledger.keep(delivery, false);
    same((await c.ledger.take(delivery)).state, "new", "given back");
    await c.ledger.keep(delivery, true);
    same((await c.ledger.take(delivery)).state, "seen", "handled");
  },
  "a delivery that was seen settles nothing more": async (c) => {
    const delivery = c.delivery();
    await c.ledger.take(delivery);
    await c.ledger.keep(delivery, true);
    await c.accepted("a");
    await c.ledger.take(delivery);
    same((await c.find("a")).state, "accepted", "the entry");
  },
};

const audits = {
  "lines are appended, in order, and stay": async (c) => {
    await c.ledger.audit(c.line({ outcome: "1" }));
    await c.reserve("a");
    await c.record("a", "done", { audit: c.line({ outcome: "2" }) });
    await c.ledger.audit(c.line({ outcome: "3", effect: "none", operation: "o" }));
    await c.ledger.expire(c.now + 2 * day);
    const expected = [c.line({ outcome: "1" }), c.line({ outcome: "2" }), c.line({ outcome: "3", effect: "none", operation: "o" })];
    same(await c.trail(), expected, "the lines");
    (await c.trail())[0].outcome = "other";
    same(await c.trail(), expected, "the lines after a reader changed theirs");
  },
  "a record that frees its key leaves its line": async (c) => {
    await c.reserve("a");
    await c.record("a", "free", { audit: c.line({ outcome: "not_sent" }) });
    same((await c.trail()).map(({ outcome }) => outcome), ["not_sent"], "the lines");
  },
  "a line about no card stands under its day": async (c) => {
    const line = { ...c.line({ issuer: `i${c.own}` }), cardId: undefined, what: "callback" };
    await c.ledger.audit(line);
    const today = new Date(c.now).toISOString().slice(0, 10);
    same(await c.trail(`audit:${line.issuer}:${today}`), [JSON.parse(JSON.stringify(line))], "the lines");
  },
  "no line holds what the page was told, nor a hash of what it asked": async (c) => {
    await c.reserve("a", { fingerprint: "hidden-fingerprint" });
    await c.record("a", "done", { outcome: { data: "hidden-outcome" }, audit: c.line() });
    const text = textOf(await c.trail());
    holds(!text.includes("hidden"), "The audit holds the line alone");
  },
};

/**
 * The tests of a ledger. `make` gives, for each, `{ ledger, trail(shard), close?() }`: a ledger, the lines
 * of the audit that it keeps for a shard, and what ends it. Each case has cards and keys of its own, so all
 * of them may have one store.
 *
 * @param {() => Promise<{ ledger: object, trail(shard: string): Promise<object[]>, close?(): Promise<void> }>} make
 */
export function ledgerConformance(make) {
  const parts = { verdicts, queue, leases, records, waits, callbacks, claims, audits };
  return Object.entries(parts).flatMap(([part, tests]) =>
    Object.entries(tests).map(([name, test]) => ({
      name: `${part}: ${name}`,
      run: async () => {
        const made = await make();
        try {
          await test(new Corner(made));
        } finally {
          await made.close?.();
        }
      },
    })),
  );
}
