import { optional } from "../../checks.js";
import { balanceItem, listedCard, olderBalanceItem } from "./answers.js";
import { CARDS } from "./desk.js";
import { PAGING, pageOf } from "./paging.js";
import { PRINCIPAL } from "./seeds.js";
import { listTransactions } from "./transactions.js";

const isNumber = (text) => /^\d{1,10}$/.test(text);

const cardsOf = ({ cards }, id) =>
  cards.of("ibanera").filter(({ customerId }) => customerId === id);

const withCards = (desk, { id, reference }) => ({
  customersId: Number(id),
  customersReference: reference,
  cards: cardsOf(desk, id).map((card) => listedCard(desk, card)),
});

function byUserList(desk, values) {
  const { items, paging } = pageOf(desk.customers, values);
  const details = items.map((customer) => withCards(desk, customer));
  return desk.done(0, details, `Cards of ${items.length} customers were listed.`, paging);
}

/** Without a customer it is the principal: that is the sandbox's choice. */
function byUser(desk, { customersId = PRINCIPAL }) {
  const customer = desk.customer(customersId);
  if (customer === undefined) {
    return desk.failure("customersId", "Invalid", "There is no such customer.");
  }
  const details = withCards(desk, customer);
  const verdict = `The cards of customer ${customersId} were listed.`;
  // A table shows one object, the prose beside it calls it an array.
  return desk.done(0, desk.options.byUser === "array" ? [details] : details, verdict);
}

function balances(desk, { CustomersID, ...values }) {
  const all = desk.cards
    .of("ibanera")
    .filter(({ customerId }) => CustomersID === undefined || customerId === CustomersID);
  const { items, paging } = pageOf(all, values);
  const item = desk.options.balances === "older" ? olderBalanceItem : balanceItem;
  const details = items.map((card) => item(desk, card));
  return desk.done(0, details, `Balances of ${items.length} cards were listed.`, paging);
}

const CALLS = {
  "byuser-list": { path: "byuser/list", rules: PAGING, read: byUserList },
  byuser: { path: "byuser", rules: { customersId: optional(isNumber) }, read: byUser },
  balances: {
    path: "balances",
    rules: { ...PAGING, CustomersID: optional(isNumber) },
    read: balances,
  },
  transactions: {
    path: "transactions",
    rules: {
      ...PAGING,
      CardsId: isNumber,
      fromDate: optional((text) => !Number.isNaN(Date.parse(text))),
      toDate: optional((text) => !Number.isNaN(Date.parse(text))),
    },
    read: listTransactions,
  },
};

/** @param {import("./desk.js").Desk} desk @returns {import("../../world.js").Route[]} */
export const listRoutes = (desk) =>
  Object.entries(CALLS).map(([name, { path, rules, read }]) => ({
    name,
    kind: /** @type {const} */ ("read"),
    methods: ["GET"],
    pattern: new RegExp(`^${CARDS}/${path}$`),
    handle: desk.signedIn((request) => {
      const query = Object.fromEntries(request.query);
      const { values, errors } = desk.readFields(request, query, rules);
      return errors.length > 0
        ? desk.failed(errors, "A field of the query is missing or does not fit.")
        : read(desk, values);
    }),
  }));
