//! `GET /api/v1/customer/cards/carddetails?CardId=`: the card's state.
//!
//! Older answers hold the card number, the CVC and the PIN: only the state is kept.
//! Source: customer-api-docs.ibanera.com/api-endpoints/cards/get-card-details-by-id.

use crate::answer::Answer;
use crate::card::{CardState, CardStatus};
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::ibanera::envelope::{Said, read, refusal, state};
use crate::json::Json;

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
            Said::Yes(details) => Ok(Answer::Card(status(details))),
            Said::No(codes) => Err(refusal(response, &codes)),
        }
    }
}

/// `status` is text with two known words; older answers have the boolean `bSuppressed`.
fn status(details: Json<'_>) -> CardStatus {
    let word = details.get_ignoring_case("status");
    let off = details.get_ignoring_case("bSuppressed").flag();
    let state = if word.is_ignoring_case("active") {
        CardState::Active
    } else if word.is_ignoring_case("deactivated") {
        CardState::Inactive
    } else if word.is_text() {
        CardState::Unknown
    } else {
        state(off, CardState::Unknown)
    };
    CardStatus { state, issuer_word: word.text() }
}
