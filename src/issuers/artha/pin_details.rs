//! `GET PinDetails/{cardId}`: the card's PIN.
//!
//! Its name is `Pin` in the table and `pin` in the example. Source: the newest public manual of the
//! Cards API; the page on docs.artha.work is not public.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha::answer::named;

/// Reads a card's PIN.
pub struct PinDetails;

impl Endpoint for PinDetails {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /PinDetails/<card>
timestamp: <timestamp>
nonce: <nonce>
<signing.tokenName>: <signing.tokenValue>
signature: <signature>

";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "public manual of the Cards API, PinDetails";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        named(response, "pin=pin")
    }
}
