//! `GET /customer/virtual/cards/get/{card_id}`: card number and CVV, in clear.
//!
//! There is no call of its own. Source: docs.yativo.com/payments/virtual-cards/fetch-card.

use crate::answer::{Answer, unexpected};
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::yativo::{GetCard, envelope};
use crate::reading::read;

const SECRETS: &str = "pan=cardNumber cvv=cvv2|cvv|cvc \
expiry=valid|expiryDate|expiry|expiration holder=cardName";

/// Reads card number and CVV.
pub struct RevealCard;

impl Endpoint for RevealCard {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = GetCard::REQUEST;

    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = GetCard::SOURCE;

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let card = envelope::data(response)?;
        if card.get_loosely("cardNumber").scalar().is_none() {
            return Err(unexpected(response, "The answer has no card number.", "data.cardNumber"));
        }
        Ok(Answer::data(read(card, SECRETS, "")))
    }
}
