//! `POST CardTopUp`: moves money onto a card. A callback tells the result.
//!
//! Source: the newest public manual of the Cards API; the page on docs.artha.work is not public.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha::answer::{Success, action};
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Moves money onto a card.
pub struct CardTopUp;

impl Endpoint for CardTopUp {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /CardTopUp
Content-Type: application/json
timestamp: <timestamp>
nonce: <nonce>
<signing.tokenName>: <signing.tokenValue>
signature: <signature>

{\"cardId\":\"<card>\",\"amount\":\"<amount>\"}";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "amount number";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "public manual of the Cards API, CardTopUp";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        action(response, Success::IsAccepted)
    }
}
