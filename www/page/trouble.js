// The form that asks the sandbox to misbehave with the next request of one action.
import { fill, h, icon } from "./dom.js";
import { ACTIONS } from "./words.js";

/** `nameOf` gives an issuer's name by its id; `ask` gets `{ action, fault }`. */
export function createTrouble(form, faults, nameOf, ask) {
  const actions = h("select", { id: "trouble-action" });
  const kinds = h("select", { id: "trouble-kind", "aria-describedby": "trouble-hint" });
  const hint = h("p.note", { id: "trouble-hint" });
  const armed = h("div.armed-place", { role: "status" });
  kinds.addEventListener("change", explain);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask({ action: actions.value, fault: kinds.value });
  });
  fill(
    form,
    h("div.field", {}, h("label", { for: "trouble-action" }, "With the next"), actions),
    h("div.field", {}, h("label", { for: "trouble-kind" }, "The sandbox shall"), kinds),
    hint,
    h("button.button", { type: "submit" }, icon("bolt"), "Arm it"),
    armed,
  );
  return { showFor, showArmed, showProblem };

  function explain() {
    fill(hint, faults.find(({ id }) => id === kinds.value)?.hint ?? "");
  }

  /** Offers what can go wrong at this issuer. */
  function showFor(issuer) {
    const offered = issuer.actions.filter((capability) => capability.offered);
    const possible = faults.filter(({ issuers }) => issuers.includes(issuer.id));
    fill(
      actions,
      offered.map(({ action }) => h("option", { value: action }, ACTIONS[action].label)),
    );
    fill(
      kinds,
      possible.map(({ id, label }) => h("option", { value: id }, label)),
    );
    explain();
  }

  /** `null`, or the trouble that waits: `{ issuer, actions, fault }`. */
  function showArmed(waiting) {
    const text = waiting ? armedText(waiting) : "";
    if (armed.textContent === text) return;
    fill(armed, waiting ? h("p.armed", {}, icon("bolt"), h("span", {}, text)) : null);
  }

  function armedText({ issuer, actions, fault }) {
    const names = actions.map((action) => ACTIONS[action].label.toLowerCase()).join(" or ");
    const { label } = faults.find(({ id }) => id === fault);
    return `Armed for the next ${names} at ${nameOf(issuer)}: ${label.charAt(0).toLowerCase()}${label.slice(1)}.`;
  }

  function showProblem({ message }) {
    fill(armed, h("p.field-error", {}, message));
  }
}
