//! `GET /api/v1/customer/cards/sensitive-details?CardId=`: number, CVC and expiry of a card.
//!
//! The page is known to its middle only; what else the answer holds is dropped.
//! Source: customer-api-docs.ibanera.com/api-endpoints/cards/get-card-details-by-id.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::ibanera::envelope::item;
use crate::reading::read;

const SECRETS: &str = "pan=cardNumber cvv=cvc expiry=expiryDate holder=cardHolderName";

/// Reads a card's number, CVC and expiry.
pub struct RevealCard;

impl Endpoint for RevealCard {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /api/v1/customer/cards/sensitive-details?CardId=<card>
Authorization: Bearer <token>
otp: <otp>
Accept: */*

";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str =
        "customer-api-docs.ibanera.com/api-endpoints/cards/get-card-details-by-id";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        Ok(Answer::data(read(item(response)?, SECRETS, "")))
    }
}
