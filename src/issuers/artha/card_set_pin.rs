//! `POST CardSetPin`: starts the issuer's PIN procedure.
//!
//! The documented body has no field for a PIN, so none is sent. The image's name is spelled in
//! lower case here, unlike everywhere else. Source: the newest public manual of the Cards API;
//! the page on docs.artha.work is not public.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha::answer::{Success, action};

/// Starts the issuer's PIN procedure.
pub struct CardSetPin;

impl Endpoint for CardSetPin {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /CardSetPin
Content-Type: application/json
timestamp: <timestamp>
nonce: <nonce>
<signing.tokenName>: <signing.tokenValue>
signature: <signature>

{\"cardId\":\"<card>\",\"signimage\":\"<image>\"}";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        action(response, Success::IsDone)
    }
}
