//! The issuers: an endpoint is a file, and a line of its issuer's list.

pub mod artha;
pub mod ibanera;
pub mod open_api;
pub mod yativo;

use crate::card::{Action, IssuerId};
use crate::endpoint::Exchange;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// One exchange with an issuer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// An action on a card.
    Action(Action),
    /// Starting a session.
    Login,
    /// Renewing a session.
    Refresh,
    /// Reading a card's state.
    Card,
    /// Reading whether a named program asks for a signature image.
    Program,
    /// Reading whether all programs ask for a signature image.
    Merchant,
}

impl Operation {
    /// The action, where it is one.
    #[must_use]
    pub const fn action(self) -> Option<Action> {
        match self {
            Self::Action(action) => Some(action),
            _ => None,
        }
    }

    /// The operation with this name: an action's, `login` or `card`.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        match text {
            "login" => Some(Self::Login),
            "card" => Some(Self::Card),
            action => Action::from_text(action).map(Self::Action),
        }
    }
}

/// The endpoints of an issuer by operation.
pub type Endpoints = &'static [(Operation, Exchange)];

/// An issuer: its options and its endpoints.
pub struct Issuer {
    /// What its options must be.
    #[cfg(not(feature = "ship"))]
    pub rules: Rules,
    /// What it can do.
    pub endpoints: Endpoints,
}

/// An issuer's options and endpoints.
#[must_use]
pub fn issuer(id: IssuerId) -> &'static Issuer {
    match id {
        IssuerId::Artha => &artha::ISSUER,
        IssuerId::Yativo => &yativo::ISSUER,
        IssuerId::OpenApi => &open_api::ISSUER,
        IssuerId::Ibanera => &ibanera::ISSUER,
    }
}

/// An issuer's endpoint for an operation.
#[must_use]
pub fn endpoint(id: IssuerId, operation: Operation) -> Option<&'static Exchange> {
    let found = issuer(id).endpoints.iter().find(|(own, _)| *own == operation)?;
    Some(&found.1)
}
