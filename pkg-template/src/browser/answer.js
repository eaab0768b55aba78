import { read, toBytes } from "../bytes.js";
import { clock, race } from "./wait.js";

const decoder = new TextDecoder();

/**
 * Sends a request and reads its answer, bounded in time and size. What went wrong is thrown as a word:
 * `network`, `timeout`, `aborted`.
 */
export async function exchange(fetch, url, init, { timeoutMs, most, signal }) {
  const limit = clock(timeoutMs, signal, () => signal.reason);
  const work = async () => {
    // A redirect goes to who knows where, with the body and the headers.
    const response = await fetch(url, { ...init, redirect: "manual", cache: "no-store", signal: limit.signal });
    const { status, headers, body } = response;
    const whole = async () => (response.arrayBuffer ? response.arrayBuffer() : response.text());
    const bytes = body?.getReader ? await read(body, most, limit.signal) : await whole();
    return answerOf(status, headers, toBytes(bytes), most);
  };
  try {
    return await race(work(), limit.signal);
  } catch {
    throw limit.signal.reason ?? "network";
  } finally {
    limit.clear();
  }
}

export const typeOf = (headers) => `${headers?.get("content-type") ?? ""}`.split(";")[0].trim().toLowerCase();

function answerOf(status, headers, bytes, most) {
  const type = typeOf(headers);
  const retryAfter = headers?.get("retry-after");
  const isProblem = type === "application/problem+json";
  let json;
  if (bytes.length <= most && (isProblem || type === "application/json")) {
    try {
      json = JSON.parse(decoder.decode(bytes));
    } catch {}
  }
  return { status, json: Object(json) === json ? json : undefined, isProblem, retryAfterMs: waitOf(retryAfter) };
}

/** `Retry-After` in milliseconds: seconds, or a date. */
function waitOf(text) {
  if (/^\d{1,6}$/.test(text ?? "")) return text * 1000;
  const waitMs = Date.parse(text ?? "") - Date.now();
  return waitMs >= 0 ? waitMs : undefined;
}

/** What a field of a problem must be. Others are not taken, so that none of them says what is not known here. */
const fields = {
  issuer: "string",
  action: "string",
  cardId: "string",
  path: "string",
  issuerCode: "string",
  requestId: "string",
  operation: "string",
  data: "object",
  retryAfterMs: "number",
};

/** The error of a problem of the proxy; nothing where it is none of its own. */
export function fromProblem(problem) {
  const { code, effect, retryable, issuerStatus, detail, title } = Object(problem);
  if (typeof code !== "string" || !/^[a-z_]{1,64}$/.test(code)) return undefined;
  const error = {
    code,
    effect: effect === "none" ? "none" : "unknown",
    retryable: retryable === true,
    message: [detail, title].find((text) => typeof text === "string") ?? "The proxy refused.",
  };
  for (const [name, type] of Object.entries(fields)) if (typeof problem[name] === type && problem[name] !== null) error[name] = problem[name];
  if (typeof issuerStatus === "number") error.status = issuerStatus;
  return error;
}

/** Whether the same key will be told more: it is being worked on, or that could not be looked up. */
const isUnderWay = ({ code, effect }) => code === "still_running" || (effect === "unknown" && /^(card_busy|ledger_unavailable)$/.test(code));

/**
 * What is wrong with an answer; nothing where it is a success that `fits`. `lost` says that the request may
 * have been carried out although this is no answer of the proxy.
 */
export function failureOf({ status, json, isProblem, retryAfterMs }, fits) {
  if (!isProblem && (status === 200 || status === 202) && json && fits(json)) return undefined;
  const error = isProblem && status >= 400 ? fromProblem(json) : undefined;
  if (error) return { retryAfterMs, ...error, lost: isUnderWay(error) };
  const unexpected = {
    code: "unexpected_answer",
    effect: "unknown",
    retryable: false,
    message: `The answer with the status ${status} is none of the proxy's.`,
    lost: status >= 502 && status <= 504,
    retryAfterMs,
  };
  // Whatever stands before the proxy may say so in a form of its own.
  return status === 429 ? { ...unexpected, code: "rate_limited", effect: "none", retryable: true } : unexpected;
}
