const crypto = () => ({
  AccountsId: 8204,
  TransactionsId: 30950,
  SourceAccountsId: null,
  DestinationAccountsId: 8204,
  TransactionHash: "0x5a0d",
  SourceAddress: "sandbox-source",
  DestinationAddress: "sandbox-destination",
  Amount: { Asset: "USDC", Amount: 10 },
  NetworkFee: { Asset: "USDC", Amount: 0.1 },
  Status: "Completed",
});

const deposit = () => ({
  AccountsId: 8204,
  TransactionsId: 30951,
  OriginalTransactionsId: null,
  Reference: "SANDBOX",
  SenderDetails: {
    RoutingNumber: "000000000",
    AccountNumber: "000123456789",
    Name: "Sandbox Sender",
    AddressLine1: "1 Sandbox Street",
    AddressLine2: "",
    AddressLine3: "",
  },
  Amount: 10,
  Imad: "",
  Date: "2025-06-15T15:06:40",
  bReversal: false,
  bFlagged: false,
});

const request = () => ({ CustomersId: 11057, UpdatedInformationRequestIds: "1013" });

const blanks = (type) => type.replaceAll("_", " ");

const renamed = (from, to) => (data) =>
  Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name === from ? to : name, value]),
  );

const IN_BLANKS = { blanks: { type: blanks } };
const BY_TEXT = { text: { data: renamed("CustomersId", "CustomerId") } };

/**
 * The events and, by name, their other documented spellings.
 *
 * @type {Record<string, { data: () => Record<string, unknown>, forms?: Record<string,
 *   { type?: (type: string) => string, data?: (data: object) => object }> }>}
 */
const EVENTS = {
  MANAGEE_CARD_APPROVAL_UPDATED: {
    data: () => ({ TopUpCardsId: 1000, Status: "Approved", bManuallyUpdated: false }),
    forms: { leading_blank: { type: (type) => ` ${type}` } },
  },
  MANAGEE_KYC_UPDATED: {
    data: () => ({
      ManageesId: 16221,
      VerificationStatus: "Accepted",
      AcceptDate: "2025-06-15T15:06:40.15",
      RejectDate: null,
      RejectReason: null,
    }),
  },
  MANAGEE_JUMIO_COMPLETED: {
    data: () => ({
      ManageesId: 16221,
      ManageeCustomerUsersId: 501,
      DateJumioCompleted: "2025-06-15T15:06:40.15",
    }),
  },
  TRANSACTION_STATUS_UPDATED: {
    data: () => ({
      Id: 40001,
      AccountsId: 8204,
      FromTransactionsId: null,
      FromAccountsId: null,
      ToTransactionsId: null,
      ToAccountsId: null,
      RollbackTransactionsId: null,
      Amount: -120,
      Description: "Sandbox wire",
      DateTime: "2025-06-15T15:06:40+00:00",
      bPending: false,
      bCompleted: true,
      bRejected: false,
    }),
    forms: { table: { data: renamed("RollbackTransactionsId", "RollbackTransactionsID") } },
  },
  FIAT_DEPOSIT_RECEIVED: {
    data: deposit,
    forms: {
      ...IN_BLANKS,
      misspelt: { type: () => "FIAT_DEPOSIT_RECIEVED" },
      table: { data: renamed("TransactionsId", "TransactionId") },
    },
  },
  CRYPTO_DEPOSIT_CREATED: { data: crypto, forms: IN_BLANKS },
  CRYPTO_DEPOSIT_UPDATED: { data: crypto, forms: IN_BLANKS },
  CRYPTO_WITHDRAWAL_CREATED: { data: crypto, forms: IN_BLANKS },
  CRYPTO_WITHDRAWAL_UPDATED: { data: crypto, forms: IN_BLANKS },
  EXCHANGE_STATUS_UPDATED: {
    data: () => ({ Status: "Completed", ExchangeType: "Buy" }),
    forms: { sample: { data: (data) => ({ ...data, ExchangeType: 0 }) } },
  },
  INFORMATION_REQUESTED: { data: request, forms: BY_TEXT },
  INFORMATION_REQUEST_UPDATED: { data: request, forms: BY_TEXT },
};

/**
 * @param {{ event: string, cardId?: string | number, data?: Record<string, unknown>, form?: string }} wanted
 * @returns {{ Type: string, Data: object }}
 */
export function eventBody({ event, cardId, data = {}, form }) {
  if (!Object.hasOwn(EVENTS, event)) {
    throw new TypeError(`The event is one of: ${Object.keys(EVENTS).join(", ")}.`);
  }
  const { data: usual, forms = {} } = EVENTS[event];
  if (form !== undefined && !Object.hasOwn(forms, form)) {
    throw new TypeError(`The form is one of: ${Object.keys(forms).join(", ") || "none"}.`);
  }
  const card = cardId === undefined ? {} : { TopUpCardsId: Number(cardId) };
  const whole = { ...usual(), ...card, ...data };
  const { type, data: reshape } = form === undefined ? {} : forms[form];
  return { Type: type?.(event) ?? event, Data: reshape?.(whole) ?? whole };
}
