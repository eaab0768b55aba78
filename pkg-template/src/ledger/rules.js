// What a ledger decides, as functions of what it holds, what is asked and the time. Nothing here waits,
// keeps or reads a clock: each decision says what is to be kept, and who keeps it does so in one piece.

const hour = 3_600_000;

/** How long a claim of a callback is kept. A derived key is also that of the same event a second time. */
const keepsClaim = { id: 720 * hour, derived: hour / 6 };

const isFinal = ({ state }) => state === "done" || state === "failed";

/** The later of two changes has the greater number, also within one millisecond. */
const nextMs = (entry, now) => (entry ? Math.max(now, entry.updatedMs + 1) : now);

const without = (entry, ...names) => {
  entry = { ...entry };
  for (const name of names) delete entry[name];
  return entry;
};

/** The entry whose execution is under way; a shard has one at most. */
export const runningOf = (entries) => [...entries.values()].find(({ state }) => state === "running");

/** What time alone changes: leases that are over, entries that are out of date. */
export function due(entries, now) {
  const put = [];
  const drop = [];
  for (const entry of entries.values()) {
    const { state, leaseEndsMs, expiresMs } = entry;
    const isLapsed = state === "running" && leaseEndsMs <= now;
    if (expiresMs <= now && (isLapsed || state !== "running")) drop.push(entry.operation);
    else if (isLapsed) put.push({ ...without(entry, "leaseEndsMs"), state: "unknown", updatedMs: nextMs(entry, leaseEndsMs) });
  }
  return { put, drop };
}

/** The claims that are out of date. */
export const dueClaims = (claims, now) => [...claims.values()].filter(({ expiresMs }) => expiresMs <= now).map(({ key }) => key);

function begun(entry, ask, now) {
  const { operation, shard, principal, issuer, cardId, action, fingerprint, leaseMs, keepMs } = ask;
  const leaseEndsMs = now + leaseMs;
  return {
    ...{ operation, shard, principal, issuer, cardId, action, fingerprint, state: "running" },
    ...(entry?.taskId !== undefined && { taskId: entry.taskId }),
    ...{ createdMs: entry?.createdMs ?? now, updatedMs: nextMs(entry, now), leaseEndsMs },
    // Should nobody record how it ends, it is kept as `unknown` for its whole time.
    expiresMs: leaseEndsMs + keepMs,
  };
}

/** May it go? The verdict `wait` is for whoever keeps the queue. */
export function reserve(entries, ask, now) {
  const entry = entries.get(ask.operation);
  if (entry && (entry.fingerprint !== ask.fingerprint || entry.principal !== ask.principal)) return { verdict: "reused" };
  if (entry?.state === "running") return { verdict: "running", entry };
  if (entry && !(ask.reconcile && entry.state === "unknown")) return { verdict: "known", entry };
  if (runningOf(entries)) return { verdict: "wait" };
  return { verdict: "go", entry: begun(entry, ask, now) };
}

/** What a change may move. A repeat moves nothing, so that its line of the audit stands there once. */
function moves(entry, { state, error, createdMs }) {
  // A repeat may come when its order is forgotten and the key is at work again.
  if (createdMs !== undefined && createdMs !== entry.createdMs) return false;
  if (entry.state === "accepted") return state === "done" || state === "failed";
  // Whoever lost the lease may still come and say how it ended.
  if (entry.state === "unknown") return state !== "unknown" || (!!error && !entry.error);
  return entry.state === "running";
}

/** The end of an execution; `early` is what a callback with its task id said before. */
export function record(entries, change, early) {
  const entry = entries.get(change.operation);
  if (!entry || !moves(entry, change)) return { entry };
  const { state, outcome, error, taskId, nowMs, keepMs, audit } = change;
  if (state === "free") return { drop: entry.operation, audit };
  const moved = {
    ...without(entry, "outcome", "error", "leaseEndsMs"),
    state,
    ...(outcome && { outcome }),
    ...(error && { error }),
    ...(taskId !== undefined && { taskId }),
    ...{ updatedMs: nextMs(entry, nowMs), expiresMs: nowMs + keepMs },
  };
  return { entry: early ? settled(moved, { progress: early, taskId }, nowMs) : moved, isMoved: true, audit };
}

/** An entry as a callback leaves it: what is final stays. */
export function settled(entry, { progress, taskId }, now) {
  if (isFinal(entry)) return entry;
  const { cardId, action } = entry;
  const about = { action, ...(cardId !== null && { cardId }) };
  const task = entry.taskId ?? taskId;
  const known = { ...without(entry, "outcome", "error", "leaseEndsMs"), ...(task !== undefined && { taskId: task }) };
  const outcome = { ...about, ...(task !== undefined && { taskId: task }), ...entry.outcome, result: "completed", confirmed: true };
  const error = { code: "issuer_rejected", effect: "none", retryable: false, ...about };
  return { ...known, state: progress, ...(progress === "done" ? { outcome } : { error }), updatedMs: nextMs(entry, now) };
}

/** Whether a callback says how something ended, and may be believed. */
export const settles = ({ progress, trust }) =>
  (progress === "done" || progress === "failed") && (trust === "signed" || trust === "origin");

/** Claims a callback: `held` is the claim of another delivery of it. */
export function claim(held, { key, nowMs, leaseMs }) {
  if (!key) return { state: "new" };
  if (held?.expiresMs > nowMs) {
    if (held.isHandled) return { state: "seen" };
    if (held.leaseEndsMs > nowMs) return { state: "busy" };
  } else held = undefined;
  const { text, strength } = key;
  const times = { sinceMs: nowMs, leaseEndsMs: nowMs + leaseMs, expiresMs: nowMs + keepsClaim[strength] };
  return { state: "new", claim: { key: text, isHandled: false, ...times, answers: held?.answers ?? null } };
}

/** A claim that is kept, or given back; nothing where that changes nothing. */
export function keep(held, { nowMs }, isHandled) {
  if (!held || held.isHandled) return undefined;
  if (isHandled) return { ...held, isHandled };
  // Whoever was too slow does not give back what another holds now.
  return held.sinceMs === nowMs ? { ...held, leaseEndsMs: nowMs } : undefined;
}

/** The oldest accepted operation that a callback without a known task id can be about. */
function oldest(entries, { action, taskId }) {
  const alike = [...entries.values()].filter((entry) => entry.action === action);
  // Its task id may be that of the one under way.
  if (taskId !== undefined && alike.some(({ state }) => state === "running")) return undefined;
  const waiting = alike.filter(({ state, taskId: known }) => state === "accepted" && known === undefined);
  return waiting.sort((a, b) => a.createdMs - b.createdMs)[0];
}

/** The operation that a callback answers: that of its earlier delivery, of its task id, or the oldest. */
export function answered(entries, delivery, { answers } = {}, pointer) {
  if (!settles(delivery)) return undefined;
  if (answers) return entries.get(answers);
  return pointer ? entries.get(pointer.operation) : oldest(entries, delivery);
}

/** The operations that are not at their end. */
export const openOf = (entries) => [...entries.values()].filter(({ state }) => state === "accepted" || state === "unknown");

/** Says to whom a task id belongs, and gives what a callback said with it before. */
export function bind(held, { operation, shard, nowMs, keepMs }) {
  const isOurs = held?.expiresMs > nowMs && (held.operation ?? operation) === operation;
  const progress = isOurs ? held.progress : undefined;
  return { operation, shard, ...(progress && { progress }), expiresMs: nowMs + keepMs };
}

/** A callback with a task id: whose it is, or that it came before that was known. */
export function meet(held, { progress, nowMs }) {
  return held?.expiresMs > nowMs ? held : { progress, expiresMs: nowMs + hour };
}
