//! Results in words, so that a table can say what is due.

#[path = "shown.rs"]
pub mod shown;

use std::fmt::Write;

use cardlatch::json::JsonText;
use cardlatch::{ActionResult, CardStatus, Error, Reply};

/// An error: its code and its effect, then what else it tells. What it must not show is checked.
pub fn error(error: &Error) -> String {
    shown::check(error);
    let mut text = format!("{} {}", error.code().as_str(), error.effect().as_str());
    more(&mut text, "path", error.path());
    more(&mut text, "code", error.issuer_error_code());
    more(&mut text, "words", error.issuer_words());
    let wait = error.retry_after_ms().map(|wait| wait.to_string());
    more(&mut text, "wait", wait.as_deref());
    more(&mut text, "data", fields(error.data()));
    text
}

/// A reply to an action, all but its further fields.
pub fn reply(reply: &Reply) -> String {
    let result = match reply.result {
        ActionResult::Completed => "completed",
        ActionResult::Accepted => "accepted",
        ActionResult::Already => "already",
    };
    let mut text = result.to_owned();
    if reply.confirmed {
        text.push_str(" confirmed");
    }
    more(&mut text, "task", reply.task_id.as_deref());
    more(&mut text, "remarks", reply.remarks.as_deref());
    let state = reply.card.as_ref().map(card);
    more(&mut text, "card", state.as_deref());
    more(&mut text, "data", fields(&reply.data));
    text
}

fn fields(data: &JsonText) -> Option<&str> {
    (!data.is_empty()).then(|| data.json().as_str())
}

/// A card's state, and the issuer's word for it in brackets.
pub fn card(status: &CardStatus) -> String {
    let word = status.issuer_word.as_ref();
    let state = status.state.as_str();
    word.map_or_else(|| state.to_owned(), |word| format!("{state}({word})"))
}

/// What was read: a card's state.
pub fn data(text: &str) -> String {
    let limits = cardlatch::json::Limits::default();
    let data = cardlatch::json::check(text.as_bytes(), limits).expect("JSON");
    card(&CardStatus::of(data))
}

fn more(text: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        let _ = write!(text, " {name}={value}");
    }
}
