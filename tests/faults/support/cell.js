// One cell: one call under one fault, in whatever runtime this is. It gives what the caller saw.
import { KINDS } from "./kinds.js";
import { SLACK_MS } from "./settings.js";

/**
 * @param {object} runtime `CardClient`, `CardError` and the `clientOptions` that the runtime needs
 * @param {object} task `kind`, `issuer` with the sandbox's credentials, `limits`, `abort`, `hangs`, and
 *   `elsewhere`, which gives an origin that the first `times` requests go to; `mark` is the name of a header
 *   that the requests of this cell alone have
 */
export async function runCell({ CardClient, CardError, clientOptions = {} }, task) {
  const kind = KINDS[task.kind];
  const controller = new AbortController();
  const abort = () => controller.abort();
  if (task.abort === "before") abort();
  const sending = { sent: 0 };
  const onRetry = () => task.abort === "waiting" && abort();
  const client = new CardClient({
    ...clientOptions,
    issuer: { ...task.issuer, ...kind.settings },
    fetch: fetchOf(kind, task, sending, abort),
    ...task.limits,
    onRetry,
  });
  const call = kind.call(client, { signal: controller.signal }).then(
    (outcome) => outcome.result ?? "read",
    (error) => (error instanceof CardError ? `${error.code} ${error.effect}` : `no CardError but ${error?.stack ?? error}`),
  );
  return { end: await Promise.race([call, tooLate(task.limits.deadlineMs + SLACK_MS)]), sent: sending.sent };
}

const wait = (ms) => new Promise((go) => setTimeout(go, ms));
const tooLate = (ms) => wait(ms).then(() => "hangs");

/** The runtime's own fetch, with the requests of the operation counted, led astray or aborted. */
function fetchOf(kind, task, sending, abort) {
  return (url, init) => {
    if (!kind.asks.test(url)) return fetch(url, init);
    sending.sent += 1;
    const astray = task.elsewhere && sending.sent <= task.elsewhere.times;
    const marked = { ...init, headers: { ...init.headers, [task.mark]: "1" } };
    const answer = fetch(astray ? url.replace(/^http:..[^/]+/, task.elsewhere.origin) : url, marked);
    if (task.abort === "sending") abort();
    if (task.abort === "waiting" && task.hangs) arrived(kind, task).then(abort);
    return answer;
  };
}

/** Waits until the sandbox has the request, so that it is known what was executed. */
async function arrived(kind, { url }) {
  for (;;) {
    const requests = await (await fetch(`${url}/admin/requests`)).json();
    if (requests.some(({ issuer, path }) => issuer === kind.issuer && kind.asks.test(path))) return;
    await wait(20);
  }
}
