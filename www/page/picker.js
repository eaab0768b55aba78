// The two pickers. Built once per list; states are then updated in place, so focus stays where it is.
import { fill, h, icon } from "./dom.js";
import { STATES } from "./words.js";

export function showIssuers(element, issuers, chosen, choose) {
  const options = issuers.map((issuer) =>
    h(
      "label.option",
      {},
      h("input.unseen", {
        type: "radio",
        name: "issuer",
        value: issuer.id,
        checked: issuer.id === chosen,
        onchange: () => choose(issuer.id),
      }),
      h(
        "span.option-body",
        {},
        h("span.option-title", {}, issuer.name),
        h("span.option-note", {}, issuer.about),
      ),
    ),
  );
  fill(element, h("legend", {}, "Issuer"), h("div.options.issuers", {}, options));
}

/** `source` is one sentence on where the list comes from; `foreign` is a card of the other user. */
export function showCards(element, { cards, foreign, source }, chosen, choose) {
  const focused = element.contains(document.activeElement) ? document.activeElement.value : null;
  const option = (card, title) =>
    h(
      `label.option${card.foreign ? ".foreign" : ""}`,
      {},
      h("input.unseen", {
        type: "radio",
        name: "card",
        value: card.id,
        checked: card.id === chosen,
        onchange: () => choose(card.id),
      }),
      h(
        "span.option-body",
        {},
        h("span.option-line", {}, title, card.foreign ? null : badge(card.state.state, card.id)),
        h("span.option-note", {}, noteOf(card)),
      ),
    );
  const options = cards.map((card) => option(card, idOf(card)));
  options.push(option(foreign, h("span.option-title", {}, `Try ${foreign.foreign}'s card`)));
  fill(
    element,
    h("legend", {}, "Card"),
    h("p.note.picker-source", {}, source),
    h("div.options", {}, options),
  );
  const inputs = [...element.querySelectorAll("input")];
  if (focused !== null) inputs.find(({ value }) => value === focused)?.focus();
}

/** While a list is being read, it may be drawn anew at any time. */
export function showBusy(element, busy) {
  element.setAttribute("aria-busy", String(busy));
}

function idOf({ id }) {
  return h("code.id", { title: id }, shortId(id));
}

function noteOf({ id, form, last4, note, foreign }) {
  if (foreign) return `${shortId(id)} · not yours, so the proxy refuses`;
  return [formWord(form), last4 ? `ends in ${last4}` : null, note].filter(Boolean).join(" · ");
}

/** Updates the badge of one card in the picker. */
export function showCardState(element, cardId, state) {
  const old = [...element.querySelectorAll(".badge")].find(
    ({ dataset }) => dataset.card === cardId,
  );
  if (old && old.dataset.state !== state) old.replaceWith(badge(state, cardId));
}

/** A state as icon and word, never as colour alone. */
export function badge(state, cardId) {
  const { label, icon: name } = STATES[state] ?? STATES.unknown;
  return h(
    `span.badge.is-${state}`,
    { "data-state": state, "data-card": cardId },
    icon(name),
    h("span", {}, label),
  );
}

export function formWord(form) {
  return { virtual: "Virtual", physical: "Physical" }[form] ?? "Card";
}

/** Long ids keep both ends: that is where they differ. */
export function shortId(id) {
  return id.length <= 20 ? id : `${id.slice(0, 8)}…${id.slice(-6)}`;
}
