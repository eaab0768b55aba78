// The chosen card: a drawn face for the eye, and the same facts as text for everyone.
import { code, facts, fill, h, icon } from "./dom.js";
import { badge, formWord } from "./picker.js";
import { sentence, STATES, stateSource } from "./words.js";

/** The word for what we know of the card's state. */
export function stateOf({ state: { state, source } }, reading) {
  return reading && source === "record" ? "reading" : state;
}

export function showFace(element, card, issuer, state) {
  element.className = `card-face of-${issuer.id} is-${state}`;
  fill(
    element,
    h(
      "div.face-top",
      {},
      h("span.face-issuer", {}, issuer.name),
      h("span.face-form", {}, card.foreign ? `${card.foreign}'s` : formWord(card.form)),
    ),
    card.form === "physical" ? h("div.chip") : h("div.wave", {}, icon("in")),
    h(
      "div.face-bottom",
      {},
      h("code.face-id", {}, card.id),
      h("span.face-state", {}, icon((STATES[state] ?? STATES.unknown).icon)),
    ),
  );
}

/** `more` has what stands beside the card's own facts: `{ problem, truth }`. */
export function showFacts(element, card, state, { problem, truth }) {
  const { state: known } = card;
  fill(
    element,
    facts([
      ["State", badge(state, card.id)],
      [
        "Known from",
        problem ? `Could not be read. ${sentence(problem.message)}` : stateSource(known),
      ],
      ["Issuer's word", known.issuerWord ? code(known.issuerWord) : null],
      ["In the sandbox", truth ? STATES[truth].label : null],
      ["Card id", code(card.id)],
    ]),
  );
}
