//! `POST CancelCard`: closes a card for good. It takes no signature image.
//!
//! Source: docs.artha.work/cancellation-13986054e0.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha::answer::{Success, action};

/// Closes a card for good.
pub struct CancelCard;

impl Endpoint for CancelCard {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /CancelCard
Content-Type: application/json
timestamp: <timestamp>
nonce: <nonce>
<signing.tokenName>: <signing.tokenValue>
signature: <signature>

{\"cardId\":\"<card>\"}";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        action(response, Success::IsAccepted)
    }
}
