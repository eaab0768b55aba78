//! What a caller wants, out of JSON text.

use crate::card::CardForm;
use crate::client::{ActionOptions, CallOptions, PrepareOptions, Task};
use crate::error::{Error, ErrorCode};
use crate::image::SignImage;
use crate::issuers::Operation;
use crate::json::{self, Json, Limits};
use crate::prelude::*;
use crate::secret::Secret;
use crate::settings::{self, Rules, Settings};

/// The options of a client beside its issuer's.
pub(crate) const CLIENT: Rules = "\
issuer else
fetch else
dangerouslyAllowBrowser else
timeoutMs ms
deadlineMs ms";

/// A call and its options.
const TASK: Rules = "\
operation any
mode any
cardId any
signal else
timeoutMs ms
deadlineMs ms
signImage else
form word? physical virtual
idempotencyKey header?
accessToken header?";

/// What a caller wants.
pub(crate) struct Wanted {
    pub(crate) operation: Operation,
    pub(crate) has_image: bool,
    told: Settings,
}

impl Wanted {
    pub(crate) fn read(task: &str) -> Result<Self, Error> {
        let task = object(task, ErrorCode::InvalidInput)?;
        let has_image = task.get("signImage").is_some_and(|image| !image.is_null());
        let told =
            settings::Wanted { rules: TASK, at: "", code: ErrorCode::InvalidInput }.check(task)?;
        match Operation::from_text(told.text("operation")) {
            Some(operation) if operation.action().is_some() || told.text("mode") != "reconcile" => {
                Ok(Self { operation, has_image, told })
            }
            _ => {
                let text = "There is no such action.";
                Err(Error::new(ErrorCode::InvalidInput, text).at("action"))
            }
        }
    }

    pub(crate) fn card_id(&self) -> &str {
        self.told.text("cardId")
    }

    pub(crate) fn task(&self, sign_image: Option<SignImage>) -> Task {
        let (told, card) = (&self.told, self.card_id().to_owned());
        let call = limits(told);
        let form = match told.text("form") {
            "physical" => Some(CardForm::Physical),
            "virtual" => Some(CardForm::Virtual),
            _ => None,
        };
        let idempotency_key = given(told.text("idempotencyKey"));
        let action = ActionOptions { call, sign_image, form, idempotency_key };
        match (self.operation, told.text("mode")) {
            (Operation::Action(name), "reconcile") => Task::Reconcile(name, card, call),
            (Operation::Action(name), "") => Task::Act(name, card, action),
            (Operation::Card, "") => Task::Card(card, call),
            (operation, _) => {
                let access_token = given(told.text("accessToken")).map(Secret::new);
                Task::Prepare(operation, card, PrepareOptions { action, access_token })
            }
        }
    }
}

fn given(text: &str) -> Option<String> {
    if text.is_empty() { None } else { Some(text.to_owned()) }
}

/// The time limits among checked options.
pub(crate) fn limits(told: &Settings) -> CallOptions {
    CallOptions { timeout_ms: told.count("timeoutMs"), deadline_ms: told.count("deadlineMs") }
}

/// The object of JSON text.
pub(crate) fn object(text: &str, code: ErrorCode) -> Result<Json<'_>, Error> {
    match json::check(text.as_bytes(), Limits::default()) {
        Ok(object) if object.is_object() => Ok(object),
        _ => Err(Error::new(code, "The options are no plain data.")),
    }
}
