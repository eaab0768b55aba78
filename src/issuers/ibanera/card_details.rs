//! `GET /api/v1/customer/cards/carddetails?CardId=`: the card's state.
//!
//! Older answers hold the card number, the CVC and the PIN: only the state is kept.
//! Source: customer-api-docs.ibanera.com/api-endpoints/cards/get-card-details-by-id.

use crate::answer::Answer;
use crate::card::{CardState, CardStatus};
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::ibanera::envelope::{read, refusal};
use crate::json::{Object, Value};
use crate::prelude::*;

/// Reads a card's state.
pub struct CardDetails;

impl Endpoint for CardDetails {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /api/v1/customer/cards/carddetails?CardId=<card>
Authorization: Bearer <token>
otp: <otp>
Accept: */*

";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        match read(response)? {
            Ok(details) => Ok(Answer::Card(status(&details))),
            Err(codes) => Err(refusal(response, &codes)),
        }
    }
}

/// `status` is text with two known words; older answers have the boolean `bSuppressed`.
fn status(details: &Object) -> CardStatus {
    let word = details.get_ignoring_case("status").and_then(Value::as_text);
    let off = details.get_ignoring_case("bSuppressed").and_then(Value::as_bool);
    let state = match (word, off) {
        (Some(word), _) if word.eq_ignore_ascii_case("active") => CardState::Active,
        (Some(word), _) if word.eq_ignore_ascii_case("deactivated") => CardState::Inactive,
        (None, Some(true)) => CardState::Inactive,
        (None, Some(false)) => CardState::Active,
        _ => CardState::Unknown,
    };
    CardStatus { state, issuer_word: word.map(str::to_owned) }
}
