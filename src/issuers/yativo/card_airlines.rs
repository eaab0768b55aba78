//! `PUT /customer/virtual/cards/enable-airlines/{card_id}`: whether the card may pay airlines.
//!
//! No document has it: one public program sends it. What the answer holds is not known, so the client
//! reads the card back.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::yativo::envelope::taken;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Switches payments to airlines on or off.
pub struct SetAirlinePayments;

impl Endpoint for SetAirlinePayments {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
PUT /customer/virtual/cards/enable-airlines/<card>
Accept: application/json
Authorization: Bearer <token>
Content-Type: application/json
Idempotency-Key: <idempotencyKey>

{\"isAirlinePaymentEnabled\":<airlinePayments>}";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "airlinePayments flag!";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "observed in a public program";
    const OBSERVED: bool = true;

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        taken(response, "")
    }
}
