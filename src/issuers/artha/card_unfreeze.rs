//! `POST CardUnFreeze`: undoes a freeze. The capital F in the path is the issuer's.
//!
//! The image is needed where the card's program says `needPhotoForOperateCard`.
//! Source: docs.artha.work/unfreeze-13986053e0.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha::answer::{Success, action};

/// Undoes a freeze.
pub struct CardUnFreeze;

impl Endpoint for CardUnFreeze {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /CardUnFreeze
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
