//! `POST CardFreeze`: stops a card for now.
//!
//! The image is needed where the card's program says `needPhotoForOperateCard`.
//! Source: docs.artha.work/freeze-13986052e0.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha::answer::{Success, action};

/// Stops a card for now.
pub struct CardFreeze;

impl Endpoint for CardFreeze {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /CardFreeze
Content-Type: application/json
timestamp: <timestamp>
nonce: <nonce>
<signing.tokenName>: <signing.tokenValue>
signature: <signature>

{\"cardId\":\"<card>\",\"signImage\":\"<image>\"}";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        action(response, Success::IsAccepted)
    }
}
