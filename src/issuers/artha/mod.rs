//! Artha, the Cards API: RSA-signed requests, RPC-like paths, answers that are not final.
//!
//! Source: the pages of docs.artha.work named at each endpoint, and the public manual of the
//! same API.

mod answer;
mod apply_card;
mod binding;
mod card_balance;
mod card_cancel;
mod card_details;
mod card_freeze;
mod card_set_pin;
mod card_top_up;
mod card_transactions;
mod card_unfreeze;
mod countries;
mod estimate_card_top_up_fee;
mod kyc;
mod merchant;
mod pin_details;
mod program_details;
mod settings;
mod signature;
mod top_up_status;

pub use answer::needs_photo;
pub use apply_card::ApplyCard;
pub use binding::Binding;
pub use card_balance::CardBalance;
pub use card_cancel::CancelCard;
pub use card_details::{CardDetails, CardSecrets};
pub use card_freeze::CardFreeze;
pub use card_set_pin::CardSetPin;
pub use card_top_up::CardTopUp;
pub use card_transactions::CardTransactions;
pub use card_unfreeze::CardUnFreeze;
pub use countries::{Countries, Towns};
pub use estimate_card_top_up_fee::EstimateCardTopUpFee;
pub use merchant::Merchant;
pub use pin_details::PinDetails;
pub use program_details::ProgramDetails;
pub use settings::{
    ArthaConfig, Encoding, ImageOptions, PathParameters, SignedHeaders, SignedNames, SignedValues,
    SigningOptions, TokenName, TokenValue,
};
pub use signature::NONCE_LENGTH;
pub use top_up_status::TopUpStatus;

pub(crate) use kyc::lack;
pub(crate) use settings::{encoding, image_limits};
pub(crate) use signature::unsigned;

use crate::card::Action;
use crate::endpoint::Exchange;
use crate::issuers::{Issuer, Operation};

/// The issuer.
pub(crate) const ISSUER: Issuer = Issuer {
    #[cfg(not(feature = "ship"))]
    rules: settings::RULES,
    endpoints: &[
        (Operation::of(Action::Freeze), Exchange::of::<CardFreeze>()),
        (Operation::of(Action::Unfreeze), Exchange::of::<CardUnFreeze>()),
        (Operation::of(Action::Cancel), Exchange::of::<CancelCard>()),
        (Operation::of(Action::SetPin), Exchange::of::<CardSetPin>()),
        (Operation::PROGRAM, Exchange::of::<ProgramDetails>()),
        (Operation::MERCHANT, Exchange::of::<Merchant>()),
        (Operation::CARD, Exchange::of::<CardDetails>()),
        (Operation::REVEAL, Exchange::of::<CardSecrets>()),
        (Operation::REVEAL_PIN, Exchange::of::<PinDetails>()),
        (Operation::BALANCE, Exchange::of::<CardBalance>()),
        (Operation::TRANSACTIONS, Exchange::of::<CardTransactions>()),
        (Operation::TOP_UP, Exchange::of::<CardTopUp>()),
        (Operation::TOP_UP_FEE, Exchange::of::<EstimateCardTopUpFee>()),
        (Operation::TOP_UP_STATUS, Exchange::of::<TopUpStatus>()),
        (Operation::ISSUE, Exchange::of::<ApplyCard>()),
        (Operation::own("bind"), Exchange::of::<Binding>()),
        (Operation::own("countries"), Exchange::of::<Countries>()),
        (Operation::own("towns"), Exchange::of::<Towns>()),
    ],
};
