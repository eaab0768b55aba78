//! Ibanera, the card section of the customer API: a bearer token and a one-time code for every
//! call; success is the text `"1"`.
//!
//! Source: the pages of customer-api-docs.ibanera.com named at each endpoint.

mod card_activate;
mod card_deactivate;
mod card_details;
mod card_list;
mod envelope;
mod login;
mod settings;
mod switch;

pub use card_activate::ActivateCard;
pub use card_deactivate::DeactivateCard;
pub use card_details::CardDetails;
pub use card_list::CardList;
pub use login::Login;
pub use settings::IbaneraConfig;

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
        (Operation::CARD, Exchange::of::<CardDetails>()),
        (Operation::CARDS, Exchange::of::<CardList>()),
        (Operation::LOGIN, Exchange::of::<Login>()),
    ],
};
