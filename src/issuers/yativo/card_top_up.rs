//! `POST /customer/virtual/cards/topup`: money of the customer's wallet onto the card.
//!
//! `customer_id` stands beside `cardId`. The unit of the amount differs from page to page: an option
//! without a default, and the client compares the balance before and after. The answer says that the
//! top-up is in progress; it was also seen without its envelope.
//! Source: docs.yativo.com/payments/virtual-cards/top-up-card.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::yativo::envelope::taken;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Moves money onto a card.
pub struct TopUpCard;

impl Endpoint for TopUpCard {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /customer/virtual/cards/topup
Accept: application/json
Authorization: Bearer <token>
Content-Type: application/json
Idempotency-Key: <idempotencyKey>

{\"customer_id\":\"<customerId>\",\"cardId\":\"<card>\",\"amount\":<units.topUp>}";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "customerId text\namount number";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.yativo.com/payments/virtual-cards/top-up-card";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        taken(response, "message|reference|amount").map_err(Error::in_doubt)
    }
}
