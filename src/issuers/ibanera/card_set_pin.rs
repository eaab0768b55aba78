//! `POST /api/v1/customer/cards/changecardpin`: a new PIN against the old one. No reset is documented.
//!
//! One sample of the answer names the card, another has no details.
//! Source: customer-api-docs.ibanera.com/api-endpoints/cards/change-card-pin.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::ibanera::envelope::{about_another, details};
use crate::outcome::{ActionResult, Reply};
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Changes a PIN.
pub struct SetPin;

impl Endpoint for SetPin {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /api/v1/customer/cards/changecardpin
Authorization: Bearer <token>
otp: <otp>
Accept: */*
Content-Type: application/json

{\"TopUpCardsId\":<card>,\"OldPin\":\"<oldPin>\",\"NewPin\":\"<newPin>\"}";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "oldPin text\nnewPin text";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str =
        "customer-api-docs.ibanera.com/api-endpoints/cards/change-card-pin";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let card = details(response)?.get_loosely("topUpCardsId");
        about_another(about, response, card, "details.TopUpCardsId")?;
        Ok(Answer::Reply(Reply::new(ActionResult::Completed, true)))
    }
}
