//! `GET /customer/virtual/cards/get/{card_id}`: the card's state.
//!
//! The answer holds the card number and the CVV in clear: only what is named is kept. Its field is
//! `card_status`, sometimes `status`, sometimes missing. The words are not listed anywhere.
//! Source: docs.yativo.com/payments/virtual-cards/fetch-card.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::yativo::envelope;
use crate::reading::read;

/// A word that holds `froz` is frozen, `active` is active; nothing else is guessed.
pub(crate) const WORDS: &str = "unfroz*=unknown froz*=frozen active=active";

/// The fields of a card in both shapes that are known.
pub(crate) const CARD: &str = "id=card_id|id state:w=card_status|status \
holder=cardName last4:4=last4|cardNumber|masked_pan brand=cardBrand form:l=cardType expiry=valid|expiry_date|expiry";

/// Reads a card.
pub struct GetCard;

impl Endpoint for GetCard {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /customer/virtual/cards/get/<card>
Accept: application/json
Authorization: Bearer <token>

";

    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.yativo.com/payments/virtual-cards/fetch-card";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        Ok(Answer::data(read(envelope::data(response)?, CARD, WORDS)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::CardState;
    use crate::reading::state;

    #[test]
    fn guesses_nothing() {
        for (word, due) in [
            ("frozen", CardState::Frozen),
            ("FROZEN_BY_USER", CardState::Frozen),
            ("Active", CardState::Active),
            ("unfrozen", CardState::Unknown),
            ("inactive", CardState::Unknown),
            ("", CardState::Unknown),
        ] {
            assert_eq!(state(word, WORDS), due, "{word}");
        }
    }
}
