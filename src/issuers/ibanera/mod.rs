//! Ibanera, the card section of the customer API: a bearer token and a one-time code for every
//! call; success is the text `"1"`.
//!
//! Source: the pages of customer-api-docs.ibanera.com named at each endpoint.

mod accounts;
mod card_activate;
mod card_balance;
mod card_balances;
mod card_create;
mod card_deactivate;
mod card_details;
mod card_list;
mod card_reveal;
mod card_set_pin;
mod card_transactions;
mod envelope;
mod login;
mod pay_in;
mod settings;
mod switch;
mod transaction_cancel;
mod transfer;

pub use accounts::Accounts;
pub use card_activate::ActivateCard;
pub use card_balance::CardBalance;
pub use card_balances::CardBalances;
pub use card_create::CreateCard;
pub use card_deactivate::DeactivateCard;
pub use card_details::CardDetails;
pub use card_list::{CardList, CustomerCards};
pub use card_reveal::RevealCard;
pub use card_set_pin::SetPin;
pub use card_transactions::CardTransactions;
pub use login::Login;
pub use pay_in::SimulatePayIn;
pub use settings::{IbaneraConfig, Transfers};
pub use transaction_cancel::{CancelTransaction, Cancellable};
pub use transfer::{TopUpAccount, TopUpCard, TransferToCard};

pub(crate) use settings::is_card_number;

use crate::card::Action;
use crate::endpoint::Exchange;
use crate::issuers::{Issuer, Operation};

/// The issuer.
pub(crate) const ISSUER: Issuer = Issuer {
    #[cfg(not(feature = "ship"))]
    rules: settings::RULES,
    endpoints: &[
        (Operation::of(Action::Activate), Exchange::of::<ActivateCard>()),
        (Operation::of(Action::Deactivate), Exchange::of::<DeactivateCard>()),
        (Operation::of(Action::SetPin), Exchange::of::<SetPin>()),
        (Operation::CARD, Exchange::of::<CardDetails>()),
        (Operation::CARDS, Exchange::of::<CardList>()),
        (Operation::own("cardsOfCustomer"), Exchange::of::<CustomerCards>()),
        (Operation::BALANCE, Exchange::of::<CardBalance>()),
        (Operation::own("balances"), Exchange::of::<CardBalances>()),
        (Operation::TRANSACTIONS, Exchange::of::<CardTransactions>()),
        (Operation::REVEAL, Exchange::of::<RevealCard>()),
        (Operation::ISSUE, Exchange::of::<CreateCard>()),
        (Operation::TOP_UP, Exchange::of::<TopUpCard>()),
        (Operation::own("topUpAccount"), Exchange::of::<TopUpAccount>()),
        (Operation::own("transfer"), Exchange::of::<TransferToCard>()),
        (Operation::own("accounts"), Exchange::of::<Accounts>()),
        (Operation::own("cancellable"), Exchange::of::<Cancellable>()),
        (Operation::own("cancelTransaction"), Exchange::of::<CancelTransaction>()),
        (Operation::own("simulatePayIn"), Exchange::of::<SimulatePayIn>()),
        (Operation::LOGIN, Exchange::of::<Login>()),
    ],
};
