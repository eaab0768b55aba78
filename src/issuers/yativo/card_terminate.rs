//! `POST /customer/virtual/cards/terminate`: closes a card for good; its balance returns to the wallet.
//!
//! No document has it: two public programs send it, one with `cardId` and one with `card_id`. What the
//! answer holds is not known, so the client reads the card back.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::yativo::envelope::taken;

/// Closes a card for good.
pub struct TerminateCard;

impl Endpoint for TerminateCard {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /customer/virtual/cards/terminate
Accept: application/json
Authorization: Bearer <token>
Content-Type: application/json
Idempotency-Key: <idempotencyKey>

{\"cardId\":\"<card>\"}";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "observed in public programs";
    const OBSERVED: bool = true;

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        taken(response, "").map_err(Error::in_doubt)
    }
}
