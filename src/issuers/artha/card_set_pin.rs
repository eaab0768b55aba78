//! `POST CardSetPin`: starts the issuer's PIN procedure.
//!
//! The documented body has no field for a PIN, so none is sent. The image's name is spelled in
//! lower case here, unlike everywhere else. Source: the newest public manual of the Cards API;
//! the page on docs.artha.work is not public.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Head, Kind, Plan, Slot};
use crate::error::Error;
use crate::http::{Method, Response};
use crate::issuers::artha::answer::{Success, action};

/// Starts the issuer's PIN procedure.
pub struct CardSetPin;

impl Endpoint for CardSetPin {
    fn plan(&self) -> &'static Plan {
        &Plan {
            kind: Kind::Write,
            method: Method::Post,
            route: "/CardSetPin",
            headers: &[Head::Json, Head::Signed],
            fields: &[("cardId", Slot::Card), ("signimage", Slot::Image)],
        }
    }

    fn parse(&self, _: &About<'_>, response: &Response) -> Result<Answer, Error> {
        action(response, Success::IsDone)
    }
}
