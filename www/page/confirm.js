// The dialog before an action that needs a signature, an amount or a PIN, or that has a consequence
// worth a warning.
import { code, fill, h, icon } from "./dom.js";
import { askFor } from "./fields.js";
import { signatureField } from "./signature.js";
import { ACTIONS, asksPicture, isIrreversible, warning } from "./words.js";

/** Whether the action can start at the press of its button. */
export function needsDialog(capability, card) {
  return (
    asksPicture(capability, card) || capability.asks.length > 0 || warning(capability) !== null
  );
}

/**
 * Resolves to `{ picture, fields }` when the visitor goes on, or to null. `currency` and `estimate`
 * are for amounts. What cannot be undone is confirmed by the password of `user`: `stepUp` has it checked,
 * and gives a sentence when it is refused.
 */
export function confirm(dialog, { capability, card, issuer, currency, estimate, user, stepUp }) {
  const { action } = capability;
  const isGrave = isIrreversible(capability);
  const hint = `The demo's password of ${user.name} is “${user.password}”. The worker checks it.`;
  const asks = isGrave ? [...capability.asks, { name: "password", hint }] : capability.asks;
  const asked = asks.length > 0 ? askFor(asks, { currency, estimate }) : null;
  const caution = warning(capability);
  const signature = asksPicture(capability, card) ? signatureField() : null;

  return new Promise((resolve) => {
    let answer = null;
    const go = h(
      "button.button",
      { type: "submit", class: caution ? "button danger" : "button primary" },
      ACTIONS[action].label,
    );
    const stay = h(
      "button.button.quiet",
      { type: "button", onclick: () => dialog.close() },
      caution ? "Leave the card as it is" : "Back",
    );
    const form = h(
      "form",
      { onsubmit: submit, novalidate: true },
      ...content(),
      h("div.sheet-buttons", {}, stay, go),
    );
    fill(dialog, form);
    dialog.addEventListener("close", () => resolve(answer), { once: true });
    dialog.showModal();
    // The harmless choice has the focus when the other one cannot be undone.
    (caution ? stay : dialog.querySelector("input, button")).focus();

    async function submit(event) {
      event.preventDefault();
      const picture = signature ? await signature.picture() : undefined;
      if (signature && !picture) return complain();
      const values = asked?.values();
      if (asked && !values) return;
      const { password, ...fields } = values ?? {};
      const refusal = isGrave ? await stepUp(password) : null;
      if (refusal) return asked.complain("password", refusal);
      answer = { picture, fields };
      dialog.close();
    }
  });

  function complain() {
    signature.complain("Draw the signature or choose a picture first.");
    dialog.querySelector(".signature input").focus();
  }

  function content() {
    return [
      h("h2", { id: "dialog-title" }, ACTIONS[action].ask),
      h("p.sheet-text", { id: "dialog-text" }, `${issuer.name}, card `, code(card.id), "."),
      caution ? warningBox(caution) : null,
      signature
        ? h(
            "p.sheet-text",
            {},
            "This card's programme asks for the holder's signature with every order.",
          )
        : null,
      signature?.element,
      asked?.element,
    ].filter(Boolean);
  }
}

function warningBox({ title, text }) {
  return h(
    "div.warning",
    {},
    icon("warning"),
    h("div", {}, h("strong", {}, title), h("p", {}, text)),
  );
}
