// The request log: the last lines, in the memory of this worker. It is for the visitor to look at, and
// nothing depends on it; what must not be lost is in the ledger and in the records.

const MOST_LINES = 200;

const lines = [];
let last = 0;

export function record(line) {
  // By the clock: a worker that was started again goes on above what a page has seen.
  last = Math.max(last + 1, Date.now());
  lines.push({ ...line, seq: last });
  if (lines.length > MOST_LINES) lines.shift();
}

export function logAfter(seq) {
  return { last, entries: lines.filter((line) => line.seq > seq) };
}

export function forgetLog() {
  lines.length = 0;
}
