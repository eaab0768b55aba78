// Waits. What ends one early is a word: `timeout` or `aborted`, and `network` where a request failed.

/**
 * A signal that ends with another one or after a time. Once it is cleared nothing stays behind on the other,
 * and what still runs with it ends.
 */
export function clock(limitMs, outer, word = () => "aborted") {
  const controller = new AbortController();
  const follow = () => controller.abort(word());
  const timer = setTimeout(() => controller.abort("timeout"), limitMs);
  outer?.addEventListener("abort", follow);
  if (outer?.aborted) follow();
  const clear = () => {
    clearTimeout(timer);
    outer?.removeEventListener("abort", follow);
    controller.abort("aborted");
  };
  return { signal: controller.signal, clear };
}

/** What some work gives, or else the word of the signal that ends first. */
export function race(work, signal) {
  return new Promise((resolve, reject) => {
    const end = () => reject(signal.reason);
    signal.addEventListener("abort", end);
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", end));
    if (signal.aborted) end();
  });
}

export const isOffline = () => globalThis.navigator?.onLine === false;

/** Waits for a time; while the page is offline, until it is online. */
export async function pause(waitMs, signal) {
  let timer, end;
  const offline = isOffline();
  const over = new Promise((resolve) => {
    end = resolve;
    if (offline) globalThis.addEventListener("online", end);
    else timer = setTimeout(end, waitMs);
  });
  try {
    await race(over, signal);
  } finally {
    clearTimeout(timer);
    if (offline) globalThis.removeEventListener("online", end);
  }
}

/** How long to wait after so many attempts: about twice as long each time. */
export const backoff = (attempt, mostMs = 8_000) => Math.min(mostMs, 500 * 2 ** Math.min(attempt, 9)) * (0.5 + Math.random() / 2);
