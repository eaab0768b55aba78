//! `POST CardFreeze`: stops a card for now.
//!
//! The image is needed where the card's program says `needPhotoForOperateCard`.
//! Source: docs.artha.work/freeze-13986052e0.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Head, Kind, Plan, Slot};
use crate::error::Error;
use crate::http::{Method, Response};
use crate::issuers::artha::answer::{Success, action};

/// Stops a card for now.
pub struct CardFreeze;

impl Endpoint for CardFreeze {
    fn plan(&self) -> &'static Plan {
        &Plan {
            kind: Kind::Write,
            method: Method::Post,
            route: "/CardFreeze",
            headers: &[Head::Json, Head::Signed],
            fields: &[("cardId", Slot::Card), ("signImage", Slot::Image)],
        }
    }

    fn parse(&self, _: &About<'_>, response: &Response) -> Result<Answer, Error> {
        action(response, Success::IsAccepted)
    }
}
