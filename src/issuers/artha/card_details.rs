//! `GET CardDetails/{cardId}`: the card's number, CVV, expiry and status.
//!
//! The words of `cardStatus` are not documented, so a card's state is unknown beside the issuer's
//! word. Source: docs.artha.work/carddetails-13986056e0.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha::answer::named;

/// Reads a card: what may be shown of it.
pub struct CardDetails;

/// Reads card number and CVV.
pub struct CardSecrets;

impl Endpoint for CardDetails {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /CardDetails/<card>
timestamp: <timestamp>
nonce: <nonce>
<signing.tokenName>: <signing.tokenValue>
signature: <signature>

";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/carddetails-13986056e0";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        named(response, "state:w=cardStatus last4:4=cardNumber expiry=expirationDate")
    }
}

impl Endpoint for CardSecrets {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = CardDetails::REQUEST;
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = CardDetails::SOURCE;

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        named(response, "pan=cardNumber cvv=cvv expiry=expirationDate")
    }
}
