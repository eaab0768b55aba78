//! `POST CancelCard`: closes a card for good. It takes no signature image.
//!
//! Source: docs.artha.work/cancellation-13986054e0.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Head, Kind, Plan, Slot};
use crate::error::Error;
use crate::http::{Method, Response};
use crate::issuers::artha::answer::{Success, action};

/// Closes a card for good.
pub struct CancelCard;

impl Endpoint for CancelCard {
    fn plan(&self) -> &'static Plan {
        &Plan {
            kind: Kind::Write,
            method: Method::Post,
            route: "/CancelCard",
            headers: &[Head::Json, Head::Signed],
            fields: &[("cardId", Slot::Card)],
        }
    }

    fn parse(&self, _: &About<'_>, response: &Response) -> Result<Answer, Error> {
        action(response, Success::IsAccepted)
    }
}
