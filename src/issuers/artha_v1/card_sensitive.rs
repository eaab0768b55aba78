//! `GET cards/{cardId}/sensitive`: card number and CVV.
//!
//! The page says that this takes additional authentication and not which, so none is sent.
//! Source: docs.artha.work/get-sensitive-card-details-28184479e0.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha_v1::answer::one;

const SECRETS: &str =
    "pan=cardNumber cvv=cvv expiry=expiryDate holder=cardholderName iframeUrl=iframeUrl";

/// Reads card number and CVV.
pub struct RevealCard;

impl Endpoint for RevealCard {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = signed!("GET <pathPrefix>/cards/<card>/sensitive");
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/get-sensitive-card-details-28184479e0";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        one(about, response, SECRETS)
    }
}
