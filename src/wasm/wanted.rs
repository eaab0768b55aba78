//! What a caller wants, out of options that JavaScript has checked.

use crate::card::{CardForm, IssuerId};
use crate::client::{ActionOptions, CallOptions, Client, Mode, Task};
use crate::error::{Error, ErrorCode};
use crate::issuers::{Operation, needs};
use crate::prelude::*;
use crate::secret::Secret;
use crate::settings::Settings;

/// The client that a caller wants.
pub(crate) fn client(told: Settings) -> Result<Client, Error> {
    let Some(id) = needs::ONLY.or_else(|| IssuerId::from_text(told.text("id"))) else {
        let text = "There is no such issuer.";
        return Err(Error::new(ErrorCode::Configuration, text).at("issuer.id"));
    };
    let limits = limits(&told);
    Ok(Client::told(id, told, limits))
}

/// The task that a caller wants.
pub(crate) fn task(told: Settings) -> Result<Task, Error> {
    let mode = match told.text("mode") {
        "reconcile" => Mode::Reconcile,
        "prepare" => Mode::Prepare,
        "interpret" => Mode::Interpret,
        _ => Mode::Call,
    };
    let operation = Operation::from_text(told.text("operation"));
    let Some(operation) =
        operation.filter(|operation| mode != Mode::Reconcile || operation.action().is_some())
    else {
        return Err(Error::new(ErrorCode::InvalidInput, "There is no such action.").at("action"));
    };
    let form = match told.text("form") {
        _ if !needs::PLASTIC => None,
        "physical" => Some(CardForm::Physical),
        "virtual" => Some(CardForm::Virtual),
        _ => None,
    };
    let idempotency_key = given(needs::KEYS, "idempotencyKey", &told);
    let options = ActionOptions { call: limits(&told), sign_image: None, form, idempotency_key };
    Ok(Task {
        operation,
        mode,
        card: told.text("cardId").to_owned(),
        options,
        access_token: given(needs::SESSIONS, "accessToken", &told).map(Secret::new),
        awaits_image: told.flag("signImage").is_some(),
        began_ms: told.count("beganMs"),
        fields: told,
    })
}

fn given(is_needed: bool, name: &str, told: &Settings) -> Option<String> {
    let text = if is_needed { told.text(name) } else { "" };
    if text.is_empty() { None } else { Some(text.to_owned()) }
}

fn limits(told: &Settings) -> CallOptions {
    CallOptions {
        timeout_ms: told.count("timeoutMs"),
        deadline_ms: told.count("deadlineMs"),
        max_answer_bytes: told.count("maxAnswerBytes").and_then(|most| most.try_into().ok()),
    }
}
