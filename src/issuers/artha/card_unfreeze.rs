//! `POST CardUnFreeze`: undoes a freeze. The capital F in the path is the issuer's.
//!
//! The image is needed where the card's program says `needPhotoForOperateCard`.
//! Source: docs.artha.work/unfreeze-13986053e0.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Head, Kind, Plan, Slot};
use crate::error::Error;
use crate::http::{Method, Response};
use crate::issuers::artha::answer::{Success, action};

/// Undoes a freeze.
pub struct CardUnFreeze;

impl Endpoint for CardUnFreeze {
    fn plan(&self) -> &'static Plan {
        &Plan {
            kind: Kind::Write,
            method: Method::Post,
            route: "/CardUnFreeze",
            headers: &[Head::Json, Head::Signed],
            fields: &[("cardId", Slot::Card), ("signImage", Slot::Image)],
        }
    }

    fn parse(&self, _: &About<'_>, response: &Response) -> Result<Answer, Error> {
        action(response, Success::IsAccepted)
    }
}
