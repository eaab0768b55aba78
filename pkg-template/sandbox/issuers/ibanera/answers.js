import { PLANTED } from "../../seeds.js";

/** @typedef {import("../../seeds.js").Seed} Card */

const spread = (names, value) => Object.fromEntries(names.map((name) => [name, value]));

const ENUMS = [
  "assetClass",
  "assetAccountType",
  "elementType",
  "moneyFlowDirection",
  "exchangeAssetClass",
  "exchangePairedAssetClass",
];
const TEXTS = ["assetCode", "accountName", "exchangeAssetCode", "exchangePairedAssetCode"];
const FLAGS = [
  "treatAsAccount",
  "bPending",
  "bReserved",
  "bFrozen",
  "bVoid",
  "bNewTransaction",
  "bAmountUpdated",
  "bPendingUpdated",
  "bPriceUpdated",
  "bFrozenUpdated",
  "bFeeUpdated",
  "bNewAssetAccount",
  "bDeposit",
  "bNewlyVoided",
  "bAccessElementsUpdated",
  "bBuyExchangeCompleted",
  "bSellExchangeCompleted",
  "bExchangeCompleted",
];

function assetAccount(cardId) {
  return {
    customerAssetAccountsId: 8204,
    customerAssetAccountsTransactionsId: 30939,
    topUpCardsId: cardId,
    ...spread(ENUMS, 0),
    amount: 10,
    exchangePrice: 1,
    exchangeAmount: 10,
    guid: "1b000000-0000-4000-8000-000000000001",
    ...spread(TEXTS, "USD"),
    ...spread(FLAGS, false),
  };
}

function siteUsers(cardId) {
  return {
    siteUsersDetails: [
      {
        siteUsersId: 501,
        firstName: PLANTED.firstName,
        emailAddress: PLANTED.email,
        phoneNumber: PLANTED.phone,
        cultureInfo: "en-US",
        domain: "example.invalid",
        notifications: ["CardStatusChanged"],
        customerAssetAccounts: [assetAccount(cardId)],
      },
    ],
  };
}

const last4 = PLANTED.pan.slice(-4);

/** Card state as text; the whole list of words is not published. @param {Card} card */
export const statusWord = (card) =>
  card.issuerWord ?? (card.state === "active" ? "Active" : "Deactivated");

/** @param {import("./desk.js").Desk} desk @param {Card} card */
function owner({ customers }, card) {
  const customer = customers.find(({ id }) => id === card.customerId);
  return { id: Number(card.customerId), reference: customer?.reference ?? "" };
}

/** As lists print a card. Whether the number is masked is not stated. @param {import("./desk.js").Desk} desk @param {Card} card */
export const listedCard = (desk, card) => ({
  id: Number(card.id),
  currency: card.currency ?? "USD",
  cardNumber: PLANTED.pan,
  ...desk.balances(card),
  bSuppressed: card.state !== "active",
});

/** @param {import("./desk.js").Desk} desk @param {Card} card */
export function switchDetails(desk, card) {
  const id = Number(card.id);
  const { reference, id: customersId } = owner(desk, card);
  return {
    customersId,
    customerReference: reference,
    card: listedCard(desk, card),
    notificationDetails: siteUsers(id),
    setNotificationDetails: siteUsers(id),
  };
}

/** @param {import("./desk.js").Desk} desk @param {Card} card */
export function newestDetails(desk, card) {
  const { reference, id } = owner(desk, card);
  const { totalBalance, availableBalance } = desk.balances(card);
  return {
    customersID: id,
    customersReference: reference,
    cardHolderName: PLANTED.holder,
    cardLast4: last4,
    currency: card.currency ?? "USD",
    totalBalance,
    availableBalance,
    status: statusWord(card),
  };
}

export const sensitiveDetails = () => ({
  cardHolderName: PLANTED.holder,
  expiryDate: "2031-05-31T00:00:00.000Z",
  cardNumber: PLANTED.pan,
  cvc: PLANTED.cvc,
});

/** @param {import("./desk.js").Desk} desk @param {Card} card */
export function balanceItem(desk, card) {
  const { reference, id } = owner(desk, card);
  return {
    id: Number(card.id),
    customersReference: reference,
    cardHolderName: PLANTED.holder,
    cardLast4: last4,
    customersID: String(id),
    currency: card.currency ?? "USD",
    ...desk.balances(card),
    status: statusWord(card),
  };
}

const pascal = (name) => name[0].toUpperCase() + name.slice(1);

/** @param {import("./desk.js").Desk} desk @param {Card} card */
export function olderBalanceItem(desk, card) {
  const item = balanceItem(desk, card);
  const older = {
    ...item,
    customersID: Number(item.customersID),
    currency: item.currency.toLowerCase(),
  };
  return Object.fromEntries(Object.entries(older).map(([name, value]) => [pascal(name), value]));
}

/** @param {import("./desk.js").Desk} desk @param {Card} card */
export function olderDetails(desk, card) {
  return {
    nameOnCard: PLANTED.holder,
    bHasPin: true,
    bHasCvc: true,
    bHasFullCardNumber: true,
    expiryDate: "2031-05-31T00:00:00",
    product: "Disabled",
    cardExternalId: "ext-1",
    obfuscatedCardNumber: `400000******${last4}`,
    cardNumber: PLANTED.pan,
    cardIssuer: "Visa",
    pin: desk.pinOf(card),
    cvc: PLANTED.cvc,
    companyName: "Sandbox Ltd",
    companyAddrees: "1 Sandbox Street",
    fullCardNumber: PLANTED.pan,
    currency: (card.currency ?? "USD").toLowerCase(),
    ...desk.balances(card),
    status: statusWord(card),
    accounts: [
      {
        id: 8204,
        accountNumber: "000123456789",
        routingNumber: "000000000",
        reference: "SANDBOX",
        bankName: "Sandbox Bank",
        bankAddress: "2 Sandbox Street",
        productDisplayName: "USD",
        productAddress: "",
      },
    ],
  };
}
