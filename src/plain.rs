//! Public types as plain data, for callers in another language.
//!
//! Written by hand for the same reason as the readers in `fields.rs`, and held against the derived
//! writers by the tests.

use crate::card::CardStatus;
use crate::error::Error;
use crate::json::{Number, Object, Value};
use crate::outcome::{ActionResult, Outcome, Reconciliation, Verdict};
use crate::prelude::*;

/// The largest whole number up to which a double holds every one.
const SAFE: i64 = 9_007_199_254_740_991;

fn put(object: &mut Object, name: &str, text: &str) {
    object.insert(name, Value::Text(text.to_owned()));
}

fn put_some(object: &mut Object, name: &str, text: Option<&str>) {
    if let Some(text) = text {
        put(object, name, text);
    }
}

/// An outcome as plain data.
#[must_use]
pub fn outcome(mut outcome: Outcome) -> Value {
    let mut out = Object::new();
    put(&mut out, "issuer", outcome.issuer.as_str());
    put(&mut out, "action", outcome.action.as_str());
    put(&mut out, "cardId", &outcome.card_id);
    let result = match outcome.result {
        ActionResult::Completed => "completed",
        ActionResult::Accepted => "accepted",
        ActionResult::Already => "already",
    };
    put(&mut out, "result", result);
    out.insert("confirmed", Value::Bool(outcome.confirmed));
    put_some(&mut out, "taskId", outcome.task_id.as_deref());
    put_some(&mut out, "remarks", outcome.remarks.as_deref());
    if let Some(status) = &outcome.card {
        out.insert("card", card(status));
    }
    if !outcome.extra.is_empty() {
        exact(&mut outcome.extra);
        out.insert("extra", outcome.extra);
    }
    Value::Object(out)
}

/// A card's state as plain data.
#[must_use]
pub fn card(status: &CardStatus) -> Value {
    let mut out = Object::new();
    put(&mut out, "state", status.state.as_str());
    put_some(&mut out, "issuerWord", status.issuer_word.as_deref());
    Value::Object(out)
}

/// A reconciliation as plain data.
#[must_use]
pub fn reconciliation(reconciliation: &Reconciliation) -> Value {
    let mut out = Object::new();
    put(&mut out, "action", reconciliation.action.as_str());
    put(&mut out, "cardId", &reconciliation.card_id);
    let verdict = match reconciliation.verdict {
        Verdict::Done => "done",
        Verdict::NotDone => "not_done",
        Verdict::Unknown => "unknown",
    };
    put(&mut out, "verdict", verdict);
    out.insert("card", card(&reconciliation.card));
    Value::Object(out)
}

/// An error as plain data, all but the raw body. Unlike the error's own `Display`, it holds what
/// the issuer said.
#[must_use]
pub fn error(error: &Error) -> Value {
    let mut out = Object::new();
    put(&mut out, "code", error.code().as_str());
    put(&mut out, "effect", error.effect().as_str());
    put(&mut out, "message", error.message());
    out.insert("retryable", Value::Bool(error.is_retryable()));
    put_some(&mut out, "issuer", error.issuer().map(crate::IssuerId::as_str));
    put_some(&mut out, "action", error.action().map(crate::Action::as_str));
    put_some(&mut out, "cardId", error.card_id());
    put_some(&mut out, "path", error.path());
    put_some(&mut out, "issuerCode", error.issuer_error_code());
    put_some(&mut out, "issuerMessage", error.issuer_words());
    if let Some(status) = error.status() {
        out.insert("status", number(u64::from(status)));
    }
    if let Some(wait) = error.retry_after_ms() {
        out.insert("retryAfterMs", number(wait));
    }
    Value::Object(out)
}

fn number(number: u64) -> Value {
    Value::Number(Number::from(number))
}

/// Puts text for every number that a double cannot hold exactly.
fn exact(object: &mut Object) {
    for value in object.values_mut() {
        exact_value(value);
    }
}

fn exact_value(value: &mut Value) {
    match value {
        Value::Number(number) => {
            let safe = number.to_i64().is_some_and(|whole| (-SAFE..=SAFE).contains(&whole));
            if !safe {
                *value = Value::Text(number.as_str().to_owned());
            }
        }
        Value::List(list) => {
            for value in list {
                exact_value(value);
            }
        }
        Value::Object(object) => exact(object),
        _ => (),
    }
}
