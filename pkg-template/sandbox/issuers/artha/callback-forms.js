/**
 * What one callback says. `amount` and `currency` are there for money, `code` for the 3-D Secure
 * code.
 *
 * @typedef {{ kind: Kind, taskId: string, cardId: string, status: string, remarks: string,
 *   amount?: string, currency?: string, code?: string }} Word
 * @typedef {import("../../index.js").ArthaCallbackKind} Kind
 */

// `site` and `manual` are the two lists of types; only these two spell some of them differently.
// The site's page is cut before the last one, so it keeps the word of the manual's list.
/** @type {Record<Kind, { site: string, manual: string, says: readonly ("status" | "money" | "code")[] }>} */
const KINDS = {
  kycStatus: { site: "kycStatus", manual: "kycstatus", says: ["status"] },
  createCard: { site: "createCard", manual: "createcard", says: ["status"] },
  recharge: { site: "recharge", manual: "recharge", says: ["status"] },
  operation: { site: "operation", manual: "operation", says: ["status"] },
  consume: { site: "consume", manual: "consume", says: ["status", "money"] },
  fee: { site: "fee", manual: "fee", says: ["status", "money"] },
  refund: { site: "refund", manual: "refund", says: ["status", "money"] },
  optCode: { site: "opt_code", manual: "OPT_CODE", says: ["code"] },
};

export const CALLBACK_KINDS = /** @type {Kind[]} */ (Object.keys(KINDS));

/** @param {Kind} kind */
export const tellsMoney = (kind) => KINDS[kind].says.includes("money");

/** Names in the order of the pages; each is left out where the type does not carry it. */
const written = (word, type, names) => {
  const { says } = KINDS[word.kind];
  const values = { taskId: word.taskId, cardId: word.cardId, type };
  if (says.includes("status")) Object.assign(values, { status: word.status });
  if (says.includes("money")) {
    Object.assign(values, { amount: word.amount, currency: word.currency });
  }
  if (says.includes("code")) Object.assign(values, { code: word.code });
  if (says.includes("status")) Object.assign(values, { remarks: word.remarks });
  return Object.fromEntries(
    Object.entries(names)
      .filter(([name]) => Object.hasOwn(values, name))
      .map(([name, spelt]) => [spelt, values[name]]),
  );
};

const SITE = {
  taskId: "taskId",
  cardId: "cardId",
  type: "notifyType",
  status: "status",
  amount: "amount",
  currency: "currency",
  code: "opt_code",
  remarks: "remarks",
};
const MANUAL = {
  cardId: "CardId",
  taskId: "TaskId",
  type: "NotifyType",
  status: "Status",
  amount: "Amount",
  currency: "Currency",
  code: "OPT_CODE",
  remarks: "Remarks",
};

/** The manual's examples to the letter, which are at odds with its tables. */
function asPrinted(word) {
  const names = { ...MANUAL, amount: "amount", currency: "currency" };
  if (word.kind === "recharge") return written(word, KINDS.operation.manual, names);
  if (word.kind !== "createCard") return written(word, KINDS[word.kind].manual, names);
  const status = word.status === "Success" ? "SUCCESS" : word.status;
  return written({ ...word, status, taskId: word.cardId }, KINDS.createCard.manual, names);
}

/** @type {Record<import("../../index.js").ArthaCallbackForm, (word: Word) => Record<string, unknown>>} */
const FORMS = {
  camelCase: (word) => written(word, KINDS[word.kind].site, SITE),
  PascalCase: (word) => written(word, KINDS[word.kind].manual, MANUAL),
  asPrinted,
  // One table of the site prints the task's name with a small L instead of a capital i. It lists
  // the parameters of all types together; the other names are the site's.
  parameterTable: (word) =>
    written(word, KINDS[word.kind].site, {
      ...SITE,
      taskId: "taskld",
      status: "Status",
      remarks: "Remarks",
    }),
};

export const CALLBACK_FORMS = Object.keys(FORMS);

/**
 * @param {Word} word
 * @param {import("../../index.js").ArthaCallbackForm} form
 */
export const callbackBody = (word, form) => FORMS[form](word);
