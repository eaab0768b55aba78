export const CUSTOMER_ID = 10000011;
export const APP_ID = 100001;

// The sample of the page has digits and hex digits of this length.
const id = (last) => `1000202506151506400000100001001${"82e74f720f9df2".padEnd(15, "0")}${last}`;

const row = (transaction_id, in_out_type, amount, before, more = {}) => ({
  record_id: "",
  transaction_id,
  out_transaction_id: `pm_${transaction_id.slice(-8)}`,
  in_out_type,
  // The list of codes is on a page that is not public.
  transaction_type: 1,
  transaction_desc: "Sandbox recharge",
  amount,
  currency: "USD",
  before_balance: before,
  after_balance: in_out_type === 1 ? before + amount : before - amount,
  status: 2,
  reject_reason: "",
  remark: "",
  transaction_time: "2025-06-15 15:06:40",
  create_at: "2025-06-15 15:06:40",
  ...more,
});

const EXCHANGE = { transaction_type: 2, transaction_desc: "Sandbox exchange" };

/** 1 is income, 2 expense; status 1 waits for approval, 2 is passed, 3 is rejected. */
export const TRANSACTIONS = [
  row(id(1), 1, 100.25, 0, { record_id: "rec_sandbox1" }),
  // An exchange has two rows under one id.
  row(id(2), 2, 50, 100.25, EXCHANGE),
  row(id(2), 1, 46.5, 0, { ...EXCHANGE, currency: "EUR" }),
  // Until it is passed it moves nothing.
  row(id(3), 2, 10, 50.25, { status: 1, after_balance: 50.25 }),
  row(id(4), 2, 900, 50.25, { status: 3, after_balance: 50.25, reject_reason: "Too much" }),
];
