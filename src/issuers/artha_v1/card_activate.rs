//! `POST cards/{cardId}/activate`: switches a card on. Virtual cards need no code; examples send
//! `{}`.
//!
//! Source: docs.artha.work/activate-card-32120604e0.

use crate::answer::Answer;
use crate::card::Action;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha_v1::answer::action;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Switches a card on.
pub struct ActivateCard;

impl Endpoint for ActivateCard {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = signed!(
        "POST <pathPrefix>/cards/<card>/activate",
        "{\"activationCode\":\"<activationCode?>\"}"
    );
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "activationCode text?";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/activate-card-32120604e0";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        action(about, response, Action::Activate)
    }
}
