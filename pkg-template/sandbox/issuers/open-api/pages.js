// Every page but that of freeze has a path that only a contract gives. The paths here stand in for
// it, and are spelled so that no client can reach them by guessing. Of most pages the body is not
// public either: those check the credentials and answer the envelope, a read with empty data.
import { cardObject } from "./card-object.js";
import { TRANSACTIONS } from "./seeds.js";

/** @type {Record<string, string>} */
const READS = {
  walletList: "wallet/purses",
  walletDetail: "wallet/purse",
  walletTransactions: "wallet/movements",
  walletTransaction: "wallet/movement",
  exchangeRate: "wallet/course",
  binList: "bin/ranges",
  binDetail: "bin/range",
  binFees: "bin/charges",
  binLimits: "bin/bounds",
  cardList: "card/all",
  cardDetail: "card/one",
  cardTransactions: "card/movements",
  merchantScore: "card/merchant-score",
  orderList: "order/all",
  orderDetail: "order/one",
  holderList: "holder/all",
  holderDetail: "holder/one",
  payMethod: "pay-method/all",
  fundSources: "payee/sources",
  paymentPurposes: "payee/purposes",
  payeeList: "payee/all",
  payeeDetail: "payee/one",
  paymentReasons: "payment/reasons",
  paymentList: "payment/all",
  paymentDetail: "payment/one",
};

/** @type {Record<string, string>} */
const WRITES = {
  openCard: "order/open-card",
  rechargeCard: "order/load-card",
  createHolder: "holder/add",
  editHolder: "holder/alter",
  deleteHolder: "holder/drop",
  createPayee: "payee/add",
  editPayee: "payee/alter",
  applyPayee: "payee/submit",
  deletePayee: "payee/drop",
  createPayment: "payment/add",
};

export const PAGE_PATHS = Object.fromEntries(
  Object.entries({ ...READS, ...WRITES }).map(([name, path]) => [name, `contract/${path}`]),
);

/**
 * @typedef {{ gate: import("./gate.js").Gate, world: import("../../world.js").World }} Context
 * @typedef {{ texts: string[], answer: (context: Context, body: Record<string, any>) => import("../../replies.js").Reply }} Known
 */

/** The one page whose body is public, and three that can be told from it and from the webhook. @type {Record<string, Known>} */
const KNOWN = {
  walletTransaction: {
    texts: ["transaction_id"],
    answer({ gate }, { transaction_id }) {
      const transaction_list = TRANSACTIONS.filter((row) => row.transaction_id === transaction_id);
      return transaction_list.length === 0
        ? gate.refuse("unknownTransaction", "There is no such transaction.")
        : gate.success("A transaction of the wallet was read.", { transaction_list });
    },
  },
  walletTransactions: {
    texts: [],
    answer: ({ gate }) =>
      gate.success("The transactions of the wallet were listed.", {
        transaction_list: TRANSACTIONS,
      }),
  },
  cardDetail: {
    texts: ["card_id"],
    answer({ gate, world }, { card_id }) {
      const card = world.cards.find("open-api", card_id);
      return card === undefined
        ? gate.refuse("unknownCard", "There is no such card.")
        : gate.success(`Card ${card.id} was read.`, cardObject(card, world.now()));
    },
  },
  cardList: {
    texts: [],
    answer: ({ gate, world }) =>
      gate.success("The cards were listed.", {
        card_list: world.cards.of("open-api").map((card) => cardObject(card, world.now())),
      }),
  },
};

function empty({ gate, world }, name, request) {
  if (Object.hasOwn(READS, name)) {
    return gate.success(`The page ${name} was read. What it holds is not public.`, {});
  }
  if (!request.dry)
    world.journal.executed({ issuer: "open-api", action: "contractPage", cardId: name });
  return gate.success(`The page ${name} was called. What it does is not public.`);
}

/**
 * @param {Context} context
 * @param {(name: string) => RegExp} patternOf
 * @returns {import("../../world.js").Route[]}
 */
export const pageRoutes = (context, patternOf) =>
  Object.keys(PAGE_PATHS).map((name) => {
    const known = KNOWN[name];
    return {
      name,
      kind: Object.hasOwn(READS, name) ? "read" : "action",
      methods: ["POST"],
      pattern: patternOf(name),
      handle: context.gate.admit(known?.texts ?? [], (request, body) =>
        known === undefined ? empty(context, name, request) : known.answer(context, body),
      ),
    };
  });
