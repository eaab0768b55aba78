//! Yativo, customer virtual cards: bearer tokens of minutes, and an envelope that can say
//! `success` around an error.
//!
//! Source: the pages of docs.yativo.com named at each endpoint.

mod card_get;
mod card_update;
mod envelope;
mod login;
mod refresh;
mod settings;

pub use card_get::GetCard;
pub use card_update::{FreezeCard, UnfreezeCard};
pub use login::Login;
pub use refresh::RefreshToken;
pub use settings::{UpdateMethod, YativoConfig};

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
        (Operation::CARD, Exchange::of::<GetCard>()),
        (Operation::LOGIN, Exchange::of::<Login>()),
        (Operation::REFRESH, Exchange::of::<RefreshToken>()),
    ],
};
