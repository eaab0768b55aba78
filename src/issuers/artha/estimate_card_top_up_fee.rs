//! `POST EstimateCardTopUpFee`: what a top-up would cost. It changes nothing.
//!
//! Amounts are text in whole units, and so are those of the answer. Its page speaks of exchange rates
//! too, without names. Source: docs.artha.work/estimate-card-topup-fee-13986055e0 and the public
//! manual.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha::answer::named;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Reads what a top-up would cost.
pub struct EstimateCardTopUpFee;

impl Endpoint for EstimateCardTopUpFee {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
POST /EstimateCardTopUpFee
Content-Type: application/json
timestamp: <timestamp>
nonce: <nonce>
<signing.tokenName>: <signing.tokenValue>
signature: <signature>

{\"cardId\":\"<card>\",\"amount\":\"<amount>\"}";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "amount number";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/estimate-card-topup-fee-13986055e0";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        named(response, "card=cardId amount:n=amount fee:n=fee received:n=receiveAmount *")
    }
}
