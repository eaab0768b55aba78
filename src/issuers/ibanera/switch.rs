//! The answer of activate and deactivate.
//!
//! `Card_Active` and `Card_Inactive` say that the card was in that state. The answer carries
//! personal data of the site's users, which is dropped unread.
//! Source: customer-api-docs.ibanera.com/api-endpoints/cards/activation-deactivation.

use crate::answer::Answer;
use crate::card::{CardState, CardStatus};
use crate::endpoint::About;
use crate::error::Error;
use crate::http::Response;
use crate::issuers::ibanera::envelope::{Said, about_another, read, refusal, state};
use crate::outcome::{ActionResult, Reply};

/// Which way a card is switched.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Switch {
    /// Activate.
    On,
    /// Deactivate.
    Off,
}

/// What an answer says. A success without a card, about another card, or with a state other than
/// the wanted one, is no proof.
#[inline(never)]
pub(crate) fn switched(
    switch: Switch,
    about: &About<'_>,
    response: &Response,
) -> Result<Answer, Error> {
    let (target, already) = match switch {
        Switch::On => (CardState::Active, "Card_Active"),
        Switch::Off => (CardState::Inactive, "Card_Inactive"),
    };
    let details = match read(response)? {
        Said::Yes(details) => details,
        Said::No(codes) if codes.is_only && codes.first.is(already) => {
            return Ok(reply(ActionResult::Already, target, true));
        }
        Said::No(codes) => return Err(refusal(response, &codes)),
    };
    let card = details.get_ignoring_case("card");
    about_another(about, response, card.get_ignoring_case("id"), "details.card.id")?;
    let off = card.get_ignoring_case("bSuppressed").flag();
    let state = state(off);
    Ok(if state == target || off.is_none() && card.is_object() {
        reply(ActionResult::Completed, state, true)
    } else {
        reply(ActionResult::Accepted, state, false)
    })
}

fn reply(result: ActionResult, state: CardState, confirmed: bool) -> Answer {
    let mut reply = Reply::new(result, confirmed);
    let is_told = state != CardState::Unknown;
    reply.card = is_told.then_some(CardStatus { state, issuer_word: None });
    Answer::Reply(reply)
}
