//! Artha, the newer API: HMAC-signed requests over REST paths, three generations of names.
//!
//! Source: the pages of docs.artha.work named at each endpoint. Newest is the form without a
//! wrapper and with names like `cardId`; before it came the same names, and first of all `card_id`
//! inside `data`. The newest documented form is written, all are read.

/// A request with the headers that prove who sends it.
macro_rules! signed {
    (@ $first:expr, $body:expr) => {
        concat!(
            $first,
            "X-API-Key: <apiKey>\nX-Timestamp: <timestamp>\nX-Nonce: <nonce>\n",
            "X-Body-Hash: <hash>\nX-Signature: <signature>\n\n",
            $body
        )
    };
    ($line:literal) => {
        signed!(@ concat!($line, "\n"), "")
    };
    ($line:literal, $body:expr) => {
        signed!(@ concat!($line, "\nContent-Type: application/json\n"), $body)
    };
}

/// Where a plastic card is sent: its members in a body, and the rules of its fields.
macro_rules! address {
    (members) => {
        concat!(
            "\"shippingAddress\":{\"addressLine1\":\"<shippingAddress.addressLine1?>\",",
            "\"addressLine2\":\"<shippingAddress.addressLine2?>\",",
            "\"city\":\"<shippingAddress.city?>\",\"state\":\"<shippingAddress.state?>\",",
            "\"postalCode\":\"<shippingAddress.postalCode?>\",",
            "\"country\":\"<shippingAddress.country?>\"}"
        )
    };
    (rules) => {
        "\nshippingAddress.addressLine1 text?\nshippingAddress.addressLine2 text?\
         \nshippingAddress.city text?\nshippingAddress.state text?\
         \nshippingAddress.postalCode text?\nshippingAddress.country text?"
    };
}

mod answer;
mod applicant;
mod card;
mod card_activate;
mod card_balance;
mod card_cancel;
mod card_freeze;
mod card_issue;
mod card_limits;
mod card_replace;
mod card_sensitive;
mod card_set_pin;
mod card_top_up;
mod customers;
mod products;
mod settings;
mod signature;
mod transactions;

pub use crate::amount::AmountUnit;
pub use applicant::{ApplicantStatus, SubmitApplicant};
pub use card::{GetCard, ListCards};
pub use card_activate::ActivateCard;
pub use card_balance::GetBalance;
pub use card_cancel::CancelCard;
pub use card_freeze::{FreezeCard, UnfreezeCard};
pub use card_issue::IssueCard;
pub use card_limits::{GetLimits, SetLimits};
pub use card_replace::ReplaceCard;
pub use card_sensitive::RevealCard;
pub use card_set_pin::SetCardPin;
pub use card_top_up::{TopUpCard, TopUpStatus};
pub use customers::{CreateCustomer, GetCustomer, ListCustomers, UpdateCustomer};
pub use products::{GetProduct, ListProducts};
pub use settings::{ArthaV1Config, BodyForm, SecretEncoding};
pub use transactions::{AllTransactions, CardTransactions, GetTransaction};

pub(crate) use signature::{hashed, unhashed};

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
        (Operation::of(Action::Activate), Exchange::of::<ActivateCard>()),
        (Operation::of(Action::Cancel), Exchange::of::<CancelCard>()),
        (Operation::of(Action::SetPin), Exchange::of::<SetCardPin>()),
        (Operation::CARD, Exchange::of::<GetCard>()),
        (Operation::CARDS, Exchange::of::<ListCards>()),
        (Operation::REVEAL, Exchange::of::<RevealCard>()),
        (Operation::BALANCE, Exchange::of::<GetBalance>()),
        (Operation::TRANSACTIONS, Exchange::of::<CardTransactions>()),
        (Operation::own("allTransactions"), Exchange::of::<AllTransactions>()),
        (Operation::own("transaction"), Exchange::of::<GetTransaction>()),
        (Operation::ISSUE, Exchange::of::<IssueCard>()),
        (Operation::REPLACE, Exchange::of::<ReplaceCard>()),
        (Operation::TOP_UP, Exchange::of::<TopUpCard>()),
        (Operation::TOP_UP_STATUS, Exchange::of::<TopUpStatus>()),
        (Operation::LIMITS, Exchange::of::<GetLimits>()),
        (Operation::SET_LIMITS, Exchange::of::<SetLimits>()),
        (Operation::own("products"), Exchange::of::<ListProducts>()),
        (Operation::own("product"), Exchange::of::<GetProduct>()),
        (Operation::own("createCustomer"), Exchange::of::<CreateCustomer>()),
        (Operation::own("customers"), Exchange::of::<ListCustomers>()),
        (Operation::own("customer"), Exchange::of::<GetCustomer>()),
        (Operation::own("updateCustomer"), Exchange::of::<UpdateCustomer>()),
        (Operation::own("submitApplicant"), Exchange::of::<SubmitApplicant>()),
        (Operation::own("applicantStatus"), Exchange::of::<ApplicantStatus>()),
    ],
};
