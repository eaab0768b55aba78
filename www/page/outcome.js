// What became of the last action on the chosen card, in words.
import { code, facts, fill, h, icon } from "./dom.js";
import {
  ACTIONS,
  amountWords,
  awaitsCallback,
  clock,
  outcomeWords,
  problemWords,
  seconds,
  sentence,
  verdictWords,
} from "./words.js";

/**
 * `result` is what the page keeps per card: `{ action, at, tookMs, outcome | problem, settled?,
 * reconciliation?, executed? }`.
 */
export function showOutcome(element, result, issuer, decide) {
  if (!result) return showNothing(element);
  const words = wordsOf(result, issuer);
  fill(
    element,
    h(
      `div.verdict.is-${words.kind}`,
      { "data-kind": words.kind },
      h("span.verdict-icon", {}, icon(words.icon)),
      h(
        "div.verdict-body",
        {},
        h("h3", {}, words.title),
        h("p", {}, words.text),
        nextStep(result, issuer, decide),
      ),
    ),
    steps(result, issuer),
    details(result),
  );
}

function showNothing(element) {
  fill(
    element,
    h("p.empty", {}, "Choose an action. What really happened to the card is told here."),
  );
}

/** While the answer is awaited. An older outcome would be taken for this one's. */
export function showWaiting(element, action) {
  const text = `${ACTIONS[action].doing} … The issuer has not answered yet.`;
  fill(element, h("p.empty", {}, text));
}

/** While the proxy is asked what became of an action that the page had left behind. */
export function showResuming(element, { action, at }) {
  const text = `${ACTIONS[action].label}, sent at ${clock(at)} before the page was loaded again. Asking what became of it …`;
  fill(element, h("p.empty", {}, text));
}

export function wordsOf(result, issuer) {
  if (result.reconciliation) return verdictWords(result);
  return result.problem ? problemWords(result) : outcomeWords({ ...result, issuer });
}

// After an unknown effect the only honest next step is to look at the card.
function nextStep(
  { action, problem, reconciliation, settled, reading, readProblem },
  { callsBack, readable },
  decide,
) {
  if (problem?.effect !== "unknown" || reconciliation || settled) return null;
  const readTells = readable && ACTIONS[action].wanted !== null;
  if (!readTells) return h("p.note", {}, noReading(action, callsBack));
  return h(
    "div.next",
    {},
    h(
      "button.button.primary",
      {
        type: "button",
        id: "reconcile",
        "aria-disabled": reading ? "true" : "false",
        onclick: decide,
      },
      icon("refresh"),
      reading ? "Reading the card …" : "Read the card and decide",
    ),
    readProblem
      ? h(
          "p.field-error",
          { role: "alert" },
          `The card could not be read. ${sentence(readProblem.message)}`,
        )
      : null,
  );
}

function noReading(action, callsBack) {
  const later = callsBack ? " The issuer may still call back." : "";
  if (action === "topUp") {
    return `No read tells of a top-up without its task id. Compare the balance and the transactions before you try again.${later}`;
  }
  if (action === "setPin") {
    return `No read tells of a PIN. Ask the issuer before you try again.${later}`;
  }
  return callsBack
    ? "This issuer's cards cannot be read, but it may still call back. The page is waiting for that."
    : "This issuer's cards cannot be read. Ask the issuer before you try again.";
}

// An accepted order has a story; everything else is told by its one sentence.
function steps({ action, at, tookMs, outcome, settled }, issuer) {
  if (outcome?.result !== "accepted") return null;
  const list = [
    step("done", "Sent to the issuer", clock(at)),
    step("done", "Accepted by the issuer", `after ${seconds(tookMs)}`),
  ];
  if (awaitsCallback(outcome, issuer)) list.push(lastStep(action, settled));
  return h("ol.steps", { "aria-label": "Course of the order" }, list);
}

function lastStep(action, settled) {
  if (!settled) return step("now", "Waiting for the issuer's callback", "");
  const { wanted } = ACTIONS[action];
  return settled.succeeded
    ? step(
        "done",
        wanted ? `Callback: the card is ${wanted}` : "Callback: done",
        `${seconds(settled.tookMs)} later`,
      )
    : step("bad", "Callback: the order failed", `${seconds(settled.tookMs)} later`);
}

function step(kind, text, when) {
  return h(
    `li.is-${kind}`,
    {},
    h("span.step-text", {}, text),
    when ? h("span.step-when", {}, when) : null,
  );
}

function details({ action, at, amount, outcome, problem, settled, executed }) {
  const rows = outcome ? outcomeDetails(outcome, settled) : problemDetails(problem);
  return h(
    "details.more",
    {},
    h("summary", {}, icon("chevron"), "Details"),
    facts([
      ["Action", ACTIONS[action].label],
      ["Amount", amount ? amountWords(amount) : null],
      ["Asked at", clock(at)],
      ...rows,
      [
        "Really executed",
        executed === undefined ? null : `${times(executed)}, by the sandbox's own count`,
      ],
    ]),
  );
}

function outcomeDetails({ result, taskId, remarks, confirmed }, settled) {
  return [
    ["Result", code(result)],
    ["Confirmed", confirmed ? "Yes" : settled ? "By the callback" : "No"],
    ["Task id", taskId ? code(taskId) : null],
    ["Remarks", remarks ? code(remarks) : null],
  ];
}

function problemDetails({ code: name, effect, retryable, issuerCode, status, path }) {
  return [
    ["Code", code(name)],
    ["Effect", code(effect)],
    ["Issuer's code", issuerCode ? code(issuerCode) : null],
    ["Issuer's status", status ? code(String(status)) : null],
    ["In the answer at", path ? code(path) : null],
    ["Worth repeating", retryable === undefined ? null : retryable ? "Yes" : "No"],
  ];
}

function times(count) {
  return count === 1 ? "once" : count === 0 ? "not at all" : `${count} times`;
}
