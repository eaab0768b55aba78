import { PLANTED } from "../../seeds.js";

const CUSTOMER = { customersId: 11057, customersReference: "SANDBOX-CUSTOMER" };
const BALANCES = { totalBalance: 125.75, availableBalance: 100.5, pendingBalance: 25.25 };

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
const statusWord = (card) =>
  card.issuerWord ?? (card.state === "active" ? "Active" : "Deactivated");

/** @param {import("../../seeds.js").Seed} card */
export function switchDetails(card) {
  const id = Number(card.id);
  return {
    customersId: CUSTOMER.customersId,
    customerReference: CUSTOMER.customersReference,
    card: {
      id,
      cardNumber: PLANTED.pan,
      currency: "USD",
      ...BALANCES,
      bSuppressed: card.state !== "active",
    },
    notificationDetails: siteUsers(id),
    setNotificationDetails: siteUsers(id),
  };
}

/** @param {import("../../seeds.js").Seed} card */
export function newestDetails(card) {
  return {
    customersID: CUSTOMER.customersId,
    customersReference: CUSTOMER.customersReference,
    cardHolderName: PLANTED.holder,
    cardLast4: last4,
    currency: "USD",
    totalBalance: BALANCES.totalBalance,
    availableBalance: BALANCES.availableBalance,
    status: statusWord(card),
  };
}

/** @param {import("../../seeds.js").Seed} card */
export function olderDetails(card) {
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
    pin: PLANTED.pin,
    cvc: PLANTED.cvc,
    companyName: "Sandbox Ltd",
    companyAddrees: "1 Sandbox Street",
    fullCardNumber: PLANTED.pan,
    currency: "usd",
    ...BALANCES,
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
