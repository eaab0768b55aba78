//! `GET /customer/virtual/cards/get/{card_id}`: the card's balance.
//!
//! There is no call of its own. What was spent and loaded this month is dollars.
//! Source: docs.yativo.com/payments/virtual-cards/fetch-card.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::yativo::GetCard;
use crate::issuers::yativo::card_get::card;

const BALANCE: &str = "last4:4=last4|cardNumber|maskedPan \
spentThisMonth:x=displaySpentCurrentMonth toppedUpThisMonth:x=displayTopupCurrentMonth ";

/// Reads a card's balance.
pub struct GetBalance;

impl Endpoint for GetBalance {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = GetCard::REQUEST;

    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = GetCard::SOURCE;

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        card(about, response, BALANCE)
    }
}
