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
use crate::json::Json;
use crate::prelude::*;

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
        let word = |name| data.get(name).and_then(Json::text);
        let word = word("card_status").or_else(|| word("status"));
        Ok(Answer::Card(word.map_or(CardStatus::unknown(), status)))
    }
}

/// A word that holds `froz` is frozen, `active` is active; nothing else is guessed.
fn status(word: String) -> CardStatus {
    let small = word.to_ascii_lowercase();
    let state = if has(&small, b"froz") && !has(&small, b"unfroz") {
        CardState::Frozen
    } else if small == "active" {
        CardState::Active
    } else {
        CardState::Unknown
    };
    CardStatus { state, issuer_word: Some(word) }
}

fn has(text: &str, part: &[u8]) -> bool {
    text.as_bytes().windows(part.len()).any(|window| window == part)
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
