//! What a caller wants, out of JSON text.

use crate::card::CardForm;
use crate::client::{ActionOptions, CallOptions, Mode, Task};
use crate::error::{Error, ErrorCode};
use crate::issuers::Operation;
use crate::json::{self, Limits, Object, Value};
use crate::prelude::*;
use crate::secret::Secret;
use crate::settings::{Rule, Settings, Shape, check};

/// The options of a client beside its issuer's.
pub(crate) const CLIENT: &[Rule] = &[
    Rule::new("issuer", Shape::Elsewhere),
    Rule::new("fetch", Shape::Elsewhere),
    Rule::new("dangerouslyAllowBrowser", Shape::Elsewhere),
    Rule::new("timeoutMs", Shape::Milliseconds),
    Rule::new("deadlineMs", Shape::Milliseconds),
];

/// A call and its options.
const TASK: &[Rule] = &[
    Rule::new("operation", Shape::AnyText),
    Rule::new("mode", Shape::AnyText),
    Rule::new("cardId", Shape::AnyText),
    Rule::new("signal", Shape::Elsewhere),
    Rule::new("timeoutMs", Shape::Milliseconds),
    Rule::new("deadlineMs", Shape::Milliseconds),
    Rule::new("signImage", Shape::Elsewhere),
    Rule::new("form", Shape::Words(&["physical", "virtual"])),
    Rule::new("idempotencyKey", Shape::OptionalCredential),
    Rule::new("accessToken", Shape::AnyText),
];

/// The task that a caller wants.
pub(crate) fn task(text: &[u8]) -> Result<Task, Error> {
    let task = object(text, TASK, ErrorCode::InvalidInput)?;
    let awaits_image = task.get("signImage").is_some_and(|image| !image.is_null());
    let told = Settings::of(task);
    let mode = match told.text("mode") {
        "reconcile" => Mode::Reconcile,
        "prepare" => Mode::Prepare,
        "interpret" => Mode::Interpret,
        _ => Mode::Call,
    };
    let Some(operation) = Operation::from_text(told.text("operation")) else {
        return Err(no_action());
    };
    if mode == Mode::Reconcile && operation.action().is_none() {
        return Err(no_action());
    }
    let form = match told.text("form") {
        "physical" => Some(CardForm::Physical),
        "virtual" => Some(CardForm::Virtual),
        _ => None,
    };
    let idempotency_key = given(told.text("idempotencyKey"));
    let options = ActionOptions { call: limits(&told), sign_image: None, form, idempotency_key };
    let mut task = Task::new(operation, mode, told.text("cardId").to_owned(), options);
    task.access_token = given(told.text("accessToken")).map(Secret::new);
    task.awaits_image = awaits_image;
    Ok(task)
}

fn no_action() -> Error {
    Error::new(ErrorCode::InvalidInput, "There is no such action.").at("action")
}

fn given(text: &str) -> Option<String> {
    if text.is_empty() { None } else { Some(text.to_owned()) }
}

/// The time limits among checked options.
pub(crate) fn limits(told: &Settings) -> CallOptions {
    CallOptions { timeout_ms: told.count("timeoutMs"), deadline_ms: told.count("deadlineMs") }
}

/// A checked object out of JSON text.
pub(crate) fn object(text: &[u8], rules: &[Rule], code: ErrorCode) -> Result<Object, Error> {
    match json::parse(text, Limits::default()) {
        Ok(Value::Object(object)) => check(&object, rules, "", code).map(|()| object),
        _ => Err(Error::new(code, "The options are no plain data.")),
    }
}
