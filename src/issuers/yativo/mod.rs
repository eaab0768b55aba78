//! Yativo, customer virtual cards: bearer tokens of minutes, and an envelope that can say
//! `success` around an error.
//!
//! Source: the pages of docs.yativo.com named at each endpoint.

mod card_airlines;
mod card_balance;
mod card_create;
mod card_get;
mod card_list;
mod card_reveal;
mod card_terminate;
mod card_top_up;
mod card_transactions;
mod card_update;
mod card_withdraw;
mod customer_activate;
mod envelope;
mod login;
mod refresh;
mod settings;
mod webhook_get;
mod webhook_rotate;
mod webhook_set;

pub use crate::amount::AmountUnit;
pub use card_airlines::SetAirlinePayments;
pub use card_balance::GetBalance;
pub use card_create::CreateCard;
pub use card_get::GetCard;
pub use card_list::ListCards;
pub use card_reveal::RevealCard;
pub use card_terminate::TerminateCard;
pub use card_top_up::TopUpCard;
pub use card_transactions::ListTransactions;
pub use card_update::{FreezeCard, UnfreezeCard};
pub use card_withdraw::Withdraw;
pub use customer_activate::ActivateCustomer;
pub use login::Login;
pub use refresh::RefreshToken;
pub use settings::{AmountUnits, UpdateMethod, YativoConfig};
pub use webhook_get::GetWebhook;
pub use webhook_rotate::RotateWebhookSecret;
pub use webhook_set::SetWebhook;

pub(crate) use card_get::AIRLINE_PAYMENTS;

use crate::card::Action;
use crate::endpoint::Exchange;
use crate::issuers::{Issuer, Operation};

/// The issuer.
pub(crate) const ISSUER: Issuer = Issuer {
    #[cfg(not(feature = "ship"))]
    rules: settings::RULES,
    endpoints: &[
        (Operation::of(Action::Freeze), Exchange::of::<FreezeCard>()),
        (Operation::of(Action::Unfreeze), Exchange::of::<UnfreezeCard>()),
        (Operation::of(Action::Cancel), Exchange::of::<TerminateCard>()),
        (Operation::CARD, Exchange::of::<GetCard>()),
        (Operation::CARDS, Exchange::of::<ListCards>()),
        (Operation::BALANCE, Exchange::of::<GetBalance>()),
        (Operation::TRANSACTIONS, Exchange::of::<ListTransactions>()),
        (Operation::REVEAL, Exchange::of::<RevealCard>()),
        (Operation::ISSUE, Exchange::of::<CreateCard>()),
        (Operation::TOP_UP, Exchange::of::<TopUpCard>()),
        (Operation::own("withdraw"), Exchange::of::<Withdraw>()),
        (Operation::own("setAirlinePayments"), Exchange::of::<SetAirlinePayments>()),
        (Operation::own("activateCustomer"), Exchange::of::<ActivateCustomer>()),
        (Operation::own("webhook"), Exchange::of::<GetWebhook>()),
        (Operation::own("setWebhook"), Exchange::of::<SetWebhook>()),
        (Operation::own("rotateWebhookSecret"), Exchange::of::<RotateWebhookSecret>()),
        (Operation::LOGIN, Exchange::of::<Login>()),
        (Operation::REFRESH, Exchange::of::<RefreshToken>()),
    ],
};
