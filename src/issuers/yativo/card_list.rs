//! `GET /customer/virtual/cards/list`: the cards, all at once.
//!
//! Every item holds the card number and the CVV in clear, in `raw_data` once more: only what is named
//! is kept. Items may come twice. No page shows the answer: this is what others' programs saw.
//! Source: docs.yativo.com/virtual-card.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::yativo::card_get::{CARD, WORDS, balance};
use crate::issuers::yativo::envelope;
use crate::json::Json;
use crate::prelude::*;
use crate::reading::{find, page};
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;
use crate::text;

/// Reads the cards, of one customer where that is asked for.
pub struct ListCards;

impl Endpoint for ListCards {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /customer/virtual/cards/list?customer_id=<customerId?>
Accept: application/json
Authorization: Bearer <token>

";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "customerId text?";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.yativo.com/virtual-card";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let mut seen: Vec<String> = Vec::new();
        let cards = envelope::list(response)?.parts().filter(|card| {
            let id = find(*card, "cardId|id").scalar().unwrap_or_default();
            let is_new = id.is_empty() || !seen.contains(&id);
            seen.push(id);
            is_new
        });
        let list = text::joined(CARD, balance(about, Json::NONE));
        Ok(Answer::data(page(cards, &list, WORDS, None)))
    }
}
