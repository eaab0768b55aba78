// The buttons: what this issuer offers, and why the rest is not offered.
import { fill, h, icon } from "./dom.js";
import { actionHint, ACTIONS } from "./words.js";

export function showActions(element, issuer, card, choose) {
  const offered = issuer.actions.filter((capability) => capability.offered);
  fill(
    element,
    h(
      "ul.actions",
      {},
      offered.map((capability) => h("li", {}, button(capability, issuer, card, choose))),
    ),
  );
}

function button(capability, issuer, card, choose) {
  const { action, effects } = capability;
  const grave = effects.length > 0 ? ".grave" : "";
  return h(
    `button.action${grave}`,
    { type: "button", "data-action": action, onclick: () => choose(capability) },
    h("span.action-icon", {}, icon(action)),
    h(
      "span.action-words",
      {},
      h("span.action-label", {}, ACTIONS[action].label),
      h("span.action-hint", {}, actionHint(capability, card, issuer)),
    ),
  );
}

export function showRefused(element, issuer) {
  const others = issuer.actions.filter((capability) => !capability.offered);
  const rows = others.map(({ action, support, reason }) =>
    h(
      "li",
      { "data-refused": action },
      h("span.refused-name", {}, icon(action), ACTIONS[action].label),
      h("span.refused-kind", {}, support === "undocumented" ? "Not documented" : "Not offered"),
      h("span.refused-reason", {}, reason),
    ),
  );
  fill(element, h("ul.refused", {}, rows));
}

/** While an action runs, its button says so and no other one can be pressed. */
export function showRunning(element, { busy, action }) {
  for (const button of element.querySelectorAll("button.action")) {
    const own = button.dataset.action === action;
    const { label, doing } = ACTIONS[button.dataset.action];
    button.setAttribute("aria-disabled", String(busy));
    button.classList.toggle("running", own);
    button.querySelector(".action-label").textContent = own ? `${doing} …` : label;
  }
}
