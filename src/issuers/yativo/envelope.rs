//! The envelope `{status, status_code, message, data}`.
//!
//! A good HTTP status and `status: "success"` can still carry `data.error`; that is a failure.
//! Source: docs.yativo.com/payments/virtual-cards/freeze-and-unfreeze-card and the error pages.

use crate::answer::{Answer, object, refused, session, status, unexpected, without_card};
use crate::error::{Effect, Error};
use crate::http::Response;
use crate::json::{Object, Value};
use crate::prelude::*;

/// The `data` of a successful answer, or the failure that the answer holds.
#[inline(never)]
pub(crate) fn data(response: &Response) -> Result<Object, Error> {
    let mut answer = object(response)?;
    let word = answer.get("status").and_then(Value::as_text).unwrap_or_default();
    let says_success = word == "success";
    let words = error_words(&answer);
    if says_success && words.is_none() {
        return Ok(match answer.remove("data") {
            Some(Value::Object(data)) => data,
            Some(Value::List(list)) => only_object(list),
            _ => Object::new(),
        });
    }
    let error = if response.status >= 400 {
        status(response)
    } else if says_success {
        refused(response, Effect::Unknown)
    } else if words.is_some() || word == "failed" || word == "error" {
        refused(response, Effect::None)
    } else {
        unexpected(response, "The answer's status is not a documented word.", "status")
    };
    Err(error.issuer_message(words.or_else(|| text(&answer, "message"))))
}

fn only_object(list: Vec<Value>) -> Object {
    let mut items = list.into_iter();
    match (items.next(), items.next()) {
        (Some(Value::Object(data)), None) => data,
        _ => Object::new(),
    }
}

/// Where the documents put an error's text.
fn error_words(answer: &Object) -> Option<String> {
    let data = answer.get("data").and_then(Value::as_object);
    let inner = data.and_then(|data| {
        let failed = data.get("status").and_then(Value::as_bool) == Some(false);
        field_words(data, "error").or_else(|| if failed { text(data, "message") } else { None })
    });
    inner.or_else(|| field_words(answer, "error")).or_else(|| field_words(answer, "errors"))
}

/// The text of an error field; a field that is there but is no text still counts.
fn field_words(object: &Object, name: &str) -> Option<String> {
    match object.get(name)? {
        Value::Null | Value::Bool(false) => None,
        other => Some(other.text_of_scalar().unwrap_or_default()),
    }
}

fn text(object: &Object, name: &str) -> Option<String> {
    object.get(name).and_then(Value::text_of_scalar)
}

/// `access_token` and `expires_in`. The life varies, so only the answer's is used.
pub(crate) fn token(response: &Response) -> Result<Answer, Error> {
    let data = data(response).map_err(without_card)?;
    session(response, data.get("access_token"), data.get("expires_in"))
}
