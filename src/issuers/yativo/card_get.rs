//! `GET /customer/virtual/cards/get/{card_id}`: the card's state.
//!
//! The answer holds the card number and the CVV in clear: only the state is kept. Its field is
//! `card_status`, sometimes `status`, sometimes missing. The words are not listed anywhere.
//! Source: docs.yativo.com/payments/virtual-cards/fetch-card.

use crate::answer::Answer;
use crate::card::{CardState, CardStatus};
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::yativo::envelope;
use crate::prelude::*;
use crate::text;

/// Reads a card's state.
pub struct GetCard;

impl Endpoint for GetCard {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /customer/virtual/cards/get/<card>
Accept: application/json
Authorization: Bearer <token>

";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let data = envelope::data(response)?;
        let word = data.get("card_status");
        let word = if word.is_text() { word } else { data.get("status") };
        Ok(Answer::Card(word.text().map_or(CardStatus::unknown(), status)))
    }
}

/// A word that holds `froz` is frozen, `active` is active; nothing else is guessed.
fn status(word: String) -> CardStatus {
    let has = |part| text::contains(word.as_bytes(), part);
    let state = if has(b"froz") && !has(b"unfroz") {
        CardState::Frozen
    } else if word.eq_ignore_ascii_case("active") {
        CardState::Active
    } else {
        CardState::Unknown
    };
    CardStatus { state, issuer_word: Some(word) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses_nothing() {
        for (word, state) in [
            ("frozen", CardState::Frozen),
            ("FROZEN_BY_USER", CardState::Frozen),
            ("Active", CardState::Active),
            ("unfrozen", CardState::Unknown),
            ("inactive", CardState::Unknown),
            ("", CardState::Unknown),
        ] {
            assert_eq!(status(word.to_owned()).state, state, "{word}");
            assert_eq!(status(word.to_owned()).issuer_word.as_deref(), Some(word));
        }
    }
}
