// What a visitor says with an action: an amount, or PINs, which are never shown.
import { fill, h } from "./dom.js";
import { amountWords, sentence } from "./words.js";

const PIN = {
  attributes: { type: "password", inputmode: "numeric", maxlength: "6" },
  fits: (text) => /^\d{4,6}$/.test(text),
  complaint: "A PIN has four to six digits.",
  hint: "Four to six digits. It goes to the issuer and is kept nowhere.",
};

const FIELDS = {
  pin: { ...PIN, label: "New PIN" },
  oldPin: {
    ...PIN,
    label: "PIN until now",
    hint: "The issuer changes a PIN only against the old one.",
  },
  newPin: { ...PIN, label: "New PIN" },
  password: {
    label: "Your password",
    attributes: { type: "password", maxlength: "64" },
    fits: (text) => text !== "",
    complaint: "This is asked once more, because it cannot be undone.",
  },
  amount: {
    label: "Amount",
    attributes: { type: "text", inputmode: "decimal", maxlength: "12" },
    fits: (text) => /^\d{1,9}(\.\d{1,2})?$/.test(text) && !/^[0.]+$/.test(text),
    complaint: "An amount looks like 12.50 and is above 0.",
  },
};

const WHOLE = {
  fits: (text) => /^\d{1,9}$/.test(text) && !/^0+$/.test(text),
  complaint: "An amount looks like 12 here and is above 0.",
  hint: "Whole units only: this issuer takes no cents.",
};

const NO_AMOUNT = "The fee is told once there is an amount.";
const PAUSE_MS = 350; // the fee is asked for when nobody types any more

/**
 * `asks` say what is asked for: `{ name, whole?, hint? }` each; `currency` belongs to an amount.
 * `estimate`, where the issuer has a fee estimate, gives it for an amount.
 */
export function askFor(asks, { currency, estimate }) {
  const parts = asks.map((ask) => field(ask, currency));
  const amount = parts.find(({ name }) => name === "amount");
  const fee = amount && estimate ? feeLine(amount, estimate) : null;
  return {
    element: h("div.asks", {}, parts.map(({ element }) => element), fee),
    /** The values by name, or null after a complaint beside the first that does not fit. */
    values() {
      const [wrong] = parts.filter((part) => !part.check());
      wrong?.input.focus();
      if (wrong) return null;
      return Object.fromEntries(parts.map(({ name, input }) => [name, input.value.trim()]));
    },
    /** Says what is wrong with a value that fitted. */
    complain(wanted, text) {
      const part = parts.find(({ name }) => name === wanted);
      part.tell(text);
      part.input.focus();
    },
  };
}

function field({ name, whole, hint: ownHint }, currency) {
  const rules = whole ? { ...FIELDS[name], ...WHOLE } : FIELDS[name];
  const { label, attributes, fits, complaint, hint } = rules;
  const id = `ask-${name}`;
  const [hintId, problemId] = [`${id}-hint`, `${id}-problem`];
  const input = h("input.entry", {
    id,
    ...attributes,
    autocomplete: "off",
    spellcheck: "false",
    required: true,
    "aria-describedby": `${hintId} ${problemId}`,
  });
  const problem = h("p.field-error", { id: problemId, role: "alert" });
  const unit = name === "amount" && currency;
  input.addEventListener("input", () => tell(""));
  return {
    name,
    input,
    isGood: () => fits(input.value.trim()),
    check,
    tell,
    element: h(
      "div.field",
      {},
      h("label", { for: id }, unit ? `${label} in ${currency}` : label),
      input,
      h("p.note", { id: hintId }, ownHint ?? hint ?? ""),
      problem,
    ),
  };

  function check() {
    const good = fits(input.value.trim());
    tell(good ? "" : complaint);
    return good;
  }

  function tell(text) {
    fill(problem, text);
    if (text) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }
}

/** Says what the issuer would take, each time the amount has changed. */
function feeLine({ input, isGood }, estimate) {
  const line = h("p.fee", { role: "status", id: "fee" }, NO_AMOUNT);
  let timer = 0;
  let asked = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    asked += 1;
    if (!isGood()) return fill(line, NO_AMOUNT);
    timer = setTimeout(ask, PAUSE_MS, asked);
  });
  return line;

  async function ask(own) {
    fill(line, "Asking for the fee …");
    const answer = await estimate(input.value.trim());
    if (own !== asked) return; // an older amount's
    const { ok, problem } = answer;
    fill(line, ok ? feeWords(answer) : `No fee was told. ${sentence(problem.message)}`);
  }
}

function feeWords({ fee, received }) {
  const takes = fee
    ? `The issuer estimates a fee of ${amountWords(fee)}`
    : "The issuer named no fee";
  return received ? `${takes}: ${amountWords(received)} would reach the card.` : `${takes}.`;
}
