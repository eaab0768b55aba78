//! Artha, the Cards API: RSA-signed requests, RPC-like paths, answers that are not final.
//!
//! Source: the pages of docs.artha.work named at each endpoint, and the public manual of the
//! same API.

mod answer;
mod card_cancel;
mod card_freeze;
mod card_set_pin;
mod card_unfreeze;
mod merchant;
mod program_details;
mod settings;
mod signature;

pub use answer::needs_photo;
pub use card_cancel::CancelCard;
pub use card_freeze::CardFreeze;
pub use card_set_pin::CardSetPin;
pub use card_unfreeze::CardUnFreeze;
pub use merchant::Merchant;
pub use program_details::ProgramDetails;
pub use settings::{
    ArthaConfig, Encoding, ImageOptions, PathParameters, SignedHeaders, SignedNames, SignedValues,
    SigningOptions, TokenName, TokenValue,
};
pub use signature::NONCE_LENGTH;

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
    ],
};
