//! Short names of operations, for the tables of cases.

#![allow(dead_code, reason = "each table needs some of them")]

use cardlatch::{Action, Operation};

pub const FREEZE: Operation = Operation::of(Action::Freeze);
pub const UNFREEZE: Operation = Operation::of(Action::Unfreeze);
pub const ACTIVATE: Operation = Operation::of(Action::Activate);
pub const DEACTIVATE: Operation = Operation::of(Action::Deactivate);
pub const CANCEL: Operation = Operation::of(Action::Cancel);
pub const SET_PIN: Operation = Operation::of(Action::SetPin);

pub const LOGIN: Operation = Operation::LOGIN;
pub const REFRESH: Operation = Operation::REFRESH;
pub const CARD: Operation = Operation::CARD;
pub const CARDS: Operation = Operation::CARDS;
pub const TRANSACTIONS: Operation = Operation::TRANSACTIONS;
pub const BALANCE: Operation = Operation::BALANCE;
pub const REVEAL: Operation = Operation::REVEAL;
pub const REVEAL_PIN: Operation = Operation::REVEAL_PIN;
pub const ISSUE: Operation = Operation::ISSUE;
pub const REPLACE: Operation = Operation::REPLACE;
pub const TOP_UP: Operation = Operation::TOP_UP;
pub const TOP_UP_FEE: Operation = Operation::TOP_UP_FEE;
pub const TOP_UP_STATUS: Operation = Operation::TOP_UP_STATUS;
pub const LIMITS: Operation = Operation::LIMITS;
pub const SET_LIMITS: Operation = Operation::SET_LIMITS;
pub const PROGRAM: Operation = Operation::PROGRAM;
pub const MERCHANT: Operation = Operation::MERCHANT;

// Artha
pub const BIND: Operation = Operation::own("bind");
pub const COUNTRIES: Operation = Operation::own("countries");
pub const TOWNS: Operation = Operation::own("towns");

// Artha, the newer API
pub const ALL_TRANSACTIONS: Operation = Operation::own("allTransactions");
pub const TRANSACTION: Operation = Operation::own("transaction");
pub const PRODUCTS: Operation = Operation::own("products");
pub const PRODUCT: Operation = Operation::own("product");
pub const CREATE_CUSTOMER: Operation = Operation::own("createCustomer");
pub const CUSTOMERS: Operation = Operation::own("customers");
pub const CUSTOMER: Operation = Operation::own("customer");
pub const UPDATE_CUSTOMER: Operation = Operation::own("updateCustomer");
pub const SUBMIT_APPLICANT: Operation = Operation::own("submitApplicant");
pub const APPLICANT_STATUS: Operation = Operation::own("applicantStatus");

// Yativo
pub const WITHDRAW: Operation = Operation::own("withdraw");
pub const AIRLINES: Operation = Operation::own("setAirlinePayments");
pub const ACTIVATE_CUSTOMER: Operation = Operation::own("activateCustomer");
pub const WEBHOOK: Operation = Operation::own("webhook");
pub const SET_WEBHOOK: Operation = Operation::own("setWebhook");
pub const ROTATE_SECRET: Operation = Operation::own("rotateWebhookSecret");

// OPEN-API
pub const WALLET_TRANSACTION: Operation = Operation::own("walletTransaction");
pub const READ: Operation = Operation::own("read");
pub const CALL: Operation = Operation::own("call");

// Ibanera
pub const CARDS_OF_CUSTOMER: Operation = Operation::own("cardsOfCustomer");
pub const BALANCES: Operation = Operation::own("balances");
pub const TOP_UP_ACCOUNT: Operation = Operation::own("topUpAccount");
pub const TRANSFER: Operation = Operation::own("transfer");
pub const ACCOUNTS: Operation = Operation::own("accounts");
pub const CANCELLABLE: Operation = Operation::own("cancellable");
pub const CANCEL_TRANSACTION: Operation = Operation::own("cancelTransaction");
pub const SIMULATE_PAY_IN: Operation = Operation::own("simulatePayIn");
