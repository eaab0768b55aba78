// The ledger's audit of the chosen issuer's cards: who, what, which card, and how it ended.
import { fill, h } from "./dom.js";
import { shortId } from "./picker.js";
import { ACTIONS, clock } from "./words.js";

const WORDS = {
  running: "begun",
  not_allowed: "refused: not allowed",
  confirmation_required: "refused: not confirmed",
};
const GOOD = ["done", "accepted", "completed", "already", "settled", "running"];

let drawn = "";

/** `lines` are the ledger's own, newest first; `names` gives a user's name by its id. */
export function showAudit(element, lines, names) {
  const drawing = JSON.stringify(lines);
  if (drawing === drawn) return;
  drawn = drawing;
  if (lines.length === 0) {
    return fill(element, h("p.empty", {}, "Nothing was done with these cards yet."));
  }
  fill(
    element,
    h(
      "ol.audit",
      { "aria-label": "Audit, newest first", tabindex: "0" },
      lines.map((line) => row(line, names)),
    ),
  );
}

function row({ atMs, who, what, cardId, outcome, effect }, names) {
  const tone = GOOD.includes(outcome) ? "plain" : "bad";
  return h(
    "li",
    { "data-outcome": outcome, "data-what": what, "data-who": who },
    h("span", {}, h("b", {}, names(who)), " ", ACTIONS[what]?.label.toLowerCase() ?? what),
    h(`span.request-status.is-${tone}`, {}, WORDS[outcome] ?? outcome.replaceAll("_", " ")),
    h(
      "span.request-note",
      {},
      cardId ? h("code", { title: cardId }, shortId(cardId)) : null,
      ["", clock(atMs), effect ? `effect ${effect}` : null].filter((part) => part !== null).join(" · "),
    ),
  );
}
