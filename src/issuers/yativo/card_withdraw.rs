//! `POST /customer/virtual/cards/withdraw`: money of the card back into the wallet.
//!
//! No document has it: two public programs send it, one with `cardId` and one with `card_id`; the first
//! saw `cardId` checked. What the answer holds is not known, so the client compares the balance before
//! and after.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::yativo::envelope::taken;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Moves money off a card.
pub struct Withdraw;

impl Endpoint for Withdraw {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /customer/virtual/cards/withdraw
Accept: application/json
Authorization: Bearer <token>
Content-Type: application/json
Idempotency-Key: <idempotencyKey>

{\"cardId\":\"<card>\",\"amount\":<units.withdraw>}";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "amount number";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "observed in public programs";
    const OBSERVED: bool = true;

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        taken(response, "").map_err(Error::in_doubt)
    }
}
