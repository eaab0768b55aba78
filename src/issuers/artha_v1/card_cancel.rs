//! `POST cards/{cardId}/cancel`: closes a card for good.
//!
//! The page lists words for the reason (`lost`, `stolen`, `fraud`, `customer_request`,
//! `account_closure`) and shows free text. Source: docs.artha.work/cancel-card-28184484e0.

use crate::answer::Answer;
use crate::card::Action;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha_v1::answer::action;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Closes a card for good.
pub struct CancelCard;

impl Endpoint for CancelCard {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str =
        signed!("POST <pathPrefix>/cards/<card>/cancel", "{\"reason\":\"<reason?>\"}");
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "reason text? <=500";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/cancel-card-28184484e0";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        action(about, response, Action::Cancel)
    }
}
