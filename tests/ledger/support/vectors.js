import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const { defaults, cases } = JSON.parse(readFileSync(new URL("../../support/ledger.json", import.meta.url)));

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/** One case's names and times, as a ledger has them. */
class Place {
  constructor(issuer, start) {
    this.issuer = issuer;
    this.start = start;
  }

  shard(card, key) {
    return card === null ? `issue:${this.issuer}:${key}` : `card:${this.issuer}:${card}`;
  }

  about({ key, card }) {
    return { operation: `${key}~${this.issuer}~${card ?? ""}`, shard: this.shard(card, key), issuer: this.issuer };
  }

  line(at, outcome) {
    return { atMs: this.start + at, who: "anna", what: "freeze", issuer: this.issuer, cardId: "card", outcome };
  }

  delivery(at, { card, event, strength, ...more }) {
    const key = event === null ? undefined : { text: event, strength };
    const told = { ...more, issuer: this.issuer, key, cardId: card ?? undefined, action: more.action ?? undefined };
    return { ...told, nowMs: this.start + at };
  }

  /** What a ledger gave, with the names and times of the table. */
  plain(value) {
    if (Array.isArray(value)) return value.map((part) => this.plain(part));
    if (!isObject(value)) return value;
    const pairs = Object.entries(value).map(([name, part]) => {
      if (name === "operation") return ["key", part.split("~")[0]];
      return [name, name.endsWith("Ms") ? part - this.start : this.plain(part)];
    });
    return Object.fromEntries(pairs);
  }
}

/** Compares what stands in the table, and nothing else. */
function like(actual, expected, path) {
  if (Array.isArray(expected)) {
    assert.equal(actual?.length, expected.length, `${path}: ${JSON.stringify(actual)}`);
    for (const [at, part] of expected.entries()) like(actual[at], part, `${path}.${at}`);
  } else if (isObject(expected)) {
    assert.ok(isObject(actual), `${path} is ${actual}`);
    for (const [name, part] of Object.entries(expected)) like(actual[name], part, `${path}.${name}`);
  } else {
    assert.equal(actual ?? null, expected, path);
  }
}

const steps = {
  reserve: (ledger, place, at, { key, card, ...ask }) =>
    ledger.reserve({ ...ask, ...place.about({ key, card }), cardId: card, nowMs: place.start + at, waitMs: 0 }),
  record: (ledger, place, at, { key, card, audit, createdMs, ...change }) => {
    const line = audit === undefined ? undefined : place.line(at, audit);
    const begun = createdMs === undefined ? {} : { createdMs: place.start + createdMs };
    return ledger.record({ ...change, ...begun, ...place.about({ key, card }), nowMs: place.start + at, audit: line });
  },
  find: (ledger, place, at, told) => {
    const { operation, shard } = place.about(told);
    return ledger.find(operation, shard, place.start + at);
  },
  take: (ledger, place, at, told) => ledger.take(place.delivery(at, told)),
  keep: (ledger, place, _, { takenAt, handled, ...told }) => ledger.keep(place.delivery(takenAt, told), handled),
  audit: (ledger, place, at, outcome) => ledger.audit(place.line(at, outcome)),
  expire: (ledger, place, at) => ledger.expire(place.start + at),
  trail: (ledger, place) => ledger.trail(place.shard("card")),
};

async function runStep(ledger, place, { at, gives, ...step }, path) {
  const [name] = Object.keys(step);
  const told = isObject(step[name]) ? { ...defaults[name], ...step[name] } : step[name];
  const given = await steps[name](ledger, place, at, told);
  if (name === "trail") assert.deepEqual(given.map(({ outcome }) => outcome), step.trail, path);
  else if (gives !== undefined) like(place.plain(given) ?? null, gives, path);
}

/** The cases of the table, each with what runs it against a ledger. */
export const vectors = cases.map(({ name, steps: all }, number) => ({
  name,
  run: async (ledger) => {
    const place = new Place(`main${number}`, Date.now());
    for (const [at, step] of all.entries()) await runStep(ledger, place, step, `step ${at}`);
  },
}));
