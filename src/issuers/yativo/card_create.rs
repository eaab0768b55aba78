//! `POST /customer/virtual/cards/create`: a new virtual card with a first load.
//!
//! The customer must be activated. The unit of the amount differs from page to page: an option without
//! a default, and the client reads the new card's balance. One answer holds the card number and the CVV,
//! so only what is named is kept; its `balance` has no certain unit.
//! Source: docs.yativo.com/payments/virtual-cards/create-card and docs.yativo.com/virtual-card.

use crate::answer::{Answer, unexpected};
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::yativo::card_get::{CARD, WORDS};
use crate::issuers::yativo::envelope::data;
use crate::json::JsonText;
use crate::outcome::{ActionResult, Reply};
use crate::reading::read;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Issues a card.
pub struct CreateCard;

impl Endpoint for CreateCard {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /customer/virtual/cards/create
Accept: application/json
Authorization: Bearer <token>
Content-Type: application/json
Idempotency-Key: <idempotencyKey>

{\"customer_id\":\"<customerId>\",\"amount\":<units.issue>}";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "customerId text\namount number";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.yativo.com/payments/virtual-cards/create-card";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let mut reply = Reply::new(ActionResult::Accepted, false);
        let card = data(response).map_err(Error::in_doubt)?;
        reply.data = JsonText::trusted(read(card, CARD, WORDS));
        if reply.data.json().get("id").is_null() {
            return Err(unexpected(response, "The answer has no id of the card.", "data.card_id"));
        }
        Ok(Answer::Reply(reply))
    }
}
