//! Public types as JSON text, for callers in another language.
//!
//! Written by hand, and held against the derived writers by the tests.

use crate::callbacks::Reply;
use crate::card::CardStatus;
use crate::error::Error;
use crate::issuers::needs;
#[cfg(all(feature = "wasm", feature = "callbacks"))]
use crate::json::Json;
use crate::json::Writer;
use crate::outcome::{ActionResult, Outcome, Reconciliation, Verdict};
use crate::prelude::*;
#[cfg(all(feature = "wasm", feature = "callbacks"))]
use crate::secret::Secret;
use crate::text;

/// The largest whole number up to which a double holds every one.
const SAFE: u64 = 9_007_199_254_740_991;

/// An outcome as a JSON object.
///
/// ```
/// use cardlatch::{Action, ActionResult, IssuerId, Operation, Reply, plain};
/// let reply = Reply::new(ActionResult::Accepted, false);
/// let outcome = reply.outcome(IssuerId::Yativo, Operation::of(Action::Freeze), "5d2c0b1e");
/// let told = plain::outcome(&outcome);
/// assert!(told.starts_with(r#"{"issuer":"yativo","action":"freeze","cardId":"5d2c0b1e","#));
/// assert!(told.ends_with(r#""result":"accepted","confirmed":false}"#));
/// ```
#[must_use]
pub fn outcome(outcome: &Outcome) -> String {
    let mut out = Writer::new();
    out.text("issuer", needs::ONLY.unwrap_or(outcome.issuer).as_str());
    out.text("action", outcome.action.as_str());
    out.text("cardId", &outcome.card_id);
    let result = match outcome.result {
        ActionResult::Completed => "completed",
        ActionResult::Accepted => "accepted",
        ActionResult::Already => "already",
    };
    out.text("result", result);
    out.raw("confirmed", flag(outcome.confirmed));
    out.some("taskId", outcome.task_id.as_deref());
    out.some("remarks", outcome.remarks.as_deref());
    if needs::STATES
        && let Some(status) = &outcome.card
    {
        out.raw("card", &card(status));
    }
    if !outcome.data.is_empty() {
        out.raw("data", outcome.data.json().as_str());
    }
    if !outcome.extra.is_empty() {
        out.raw("extra", &outcome.extra.json().with_fit_numbers(is_safe));
    }
    out.end()
}

/// A card's state as a JSON object.
///
/// ```
/// use cardlatch::{CardState, CardStatus, plain};
/// let card = CardStatus { state: CardState::Frozen, issuer_word: Some("FROZEN".into()) };
/// assert_eq!(plain::card(&card), r#"{"state":"frozen","issuerWord":"FROZEN"}"#);
/// ```
#[must_use]
pub fn card(status: &CardStatus) -> String {
    let mut out = Writer::new();
    out.text("state", status.state.as_str());
    out.some("issuerWord", status.issuer_word.as_deref());
    out.end()
}

/// A reconciliation as a JSON object.
///
/// ```
/// use cardlatch::{Action, CardStatus, Reconciliation, Verdict, plain};
/// let (verdict, card) = (Verdict::NotDone, CardStatus::unknown());
/// let told = Reconciliation { action: Action::Freeze, card_id: "c1".into(), verdict, card };
/// let told = plain::reconciliation(&told);
/// assert!(told.starts_with(r#"{"action":"freeze","cardId":"c1","verdict":"not_done","card":"#));
/// ```
#[must_use]
pub fn reconciliation(reconciliation: &Reconciliation) -> String {
    let mut out = Writer::new();
    out.text("action", reconciliation.action.as_str());
    out.text("cardId", &reconciliation.card_id);
    let verdict = match reconciliation.verdict {
        Verdict::Done => "done",
        Verdict::NotDone => "not_done",
        Verdict::Unknown => "unknown",
    };
    out.text("verdict", verdict);
    out.raw("card", &card(&reconciliation.card));
    out.end()
}

/// A callback's event, with text for every number that a double does not hold.
#[cfg(all(feature = "wasm", feature = "callbacks"))]
pub(crate) fn event(told: &Secret<String>) -> String {
    Json::trusted(told.expose()).with_fit_numbers(is_safe)
}

/// A reply to a callback as a JSON object.
///
/// ```
/// use cardlatch::{callbacks::Reply, plain};
/// let text = plain::reply(&Reply::json(r#"{"code":200}"#));
/// assert!(text.starts_with(r#"{"status":200,"headers":{"content-type":"application/json"}"#));
/// ```
#[must_use]
pub fn reply(reply: &Reply) -> String {
    let (mut out, mut headers) = (Writer::new(), Writer::new());
    headers.some("content-type", Some(&*reply.media_type).filter(|text| !text.is_empty()));
    out.whole("status", u64::from(reply.status));
    out.raw("headers", &headers.end());
    out.text("body", &reply.body);
    out.end()
}

/// An error as a JSON object, all but the raw body. Unlike the error's own `Display`, it holds what
/// the issuer said.
///
/// ```
/// use cardlatch::{CardId, plain};
/// let told = plain::error(&CardId::new("").unwrap_err());
/// assert!(told.starts_with(r#"{"code":"invalid_input","effect":"none","#));
/// ```
#[must_use]
pub fn error(error: &Error) -> String {
    let mut out = Writer::new();
    out.text("code", error.code().as_str());
    out.text("effect", error.effect().as_str());
    out.text("message", error.message());
    out.raw("retryable", flag(error.is_retryable()));
    out.some("issuer", error.issuer().map(|id| needs::ONLY.unwrap_or(id).as_str()));
    out.some("action", error.action().map(crate::Operation::as_str));
    out.some("cardId", error.card_id());
    out.some("path", error.path());
    out.some("issuerCode", error.issuer_error_code());
    out.some("issuerMessage", error.issuer_words());
    if let Some(status) = error.status() {
        out.whole("status", u64::from(status));
    }
    if let Some(wait) = error.retry_after_ms() {
        out.whole("retryAfterMs", wait);
    }
    if needs::UNITS && !error.data().is_empty() {
        out.raw("data", error.data().json().as_str());
    }
    out.end()
}

const fn flag(flag: bool) -> &'static str {
    if flag { "true" } else { "false" }
}

/// A whole number that a double holds.
pub(crate) fn is_safe(number: &str) -> bool {
    let digits = number.as_bytes();
    let whole = text::whole_number(digits.strip_prefix(b"-").unwrap_or(digits));
    whole.is_some_and(|whole| whole <= SAFE)
}
