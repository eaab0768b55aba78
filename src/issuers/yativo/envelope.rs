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
    let says_success = text(&answer, "status") == Some("success");
    if says_success && error_words(&answer).is_none() {
        return Ok(match answer.remove("data") {
            Some(Value::Object(data)) => data,
            Some(Value::List(list)) => only_object(list),
            _ => Object::new(),
        });
    }
    let words = error_words(&answer);
    let error = if response.status >= 400 {
        status(response)
    } else if says_success {
        refused(response, Effect::Unknown)
    } else if words.is_some() || matches!(text(&answer, "status"), Some("failed" | "error")) {
        refused(response, Effect::None)
    } else {
        unexpected(response, "The answer's status is not a documented word.", "status")
    };
    Err(error.issuer_message(words.or_else(|| text(&answer, "message"))))
}

fn only_object(mut list: Vec<Value>) -> Object {
    match (list.len(), list.pop()) {
        (1, Some(Value::Object(data))) => data,
        _ => Object::new(),
    }
}

/// Where the documents put an error's text.
fn error_words(answer: &Object) -> Option<&str> {
    let data = answer.get("data").and_then(Value::as_object);
    let inner = data.and_then(|data| {
        let failed = data.get("status").and_then(Value::as_bool) == Some(false);
        field_words(data, "error").or_else(|| if failed { text(data, "message") } else { None })
    });
    inner.or_else(|| field_words(answer, "error")).or_else(|| field_words(answer, "errors"))
}

/// The text of an error field; a field that is there but is no text still counts.
fn field_words<'a>(object: &'a Object, name: &str) -> Option<&'a str> {
    match object.get(name)? {
        Value::Null | Value::Bool(false) => None,
        other => Some(first_text(other).unwrap_or_default()),
    }
}

/// The first text of an error's value: per-field errors are lists of texts under the fields' names.
fn first_text(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) => Some(text),
        Value::List(list) => list.iter().find_map(first_text),
        Value::Object(object) => object.iter().find_map(|(_, value)| first_text(value)),
        _ => None,
    }
}

fn text<'a>(object: &'a Object, name: &str) -> Option<&'a str> {
    object.get(name).and_then(Value::as_text)
}

/// `access_token` and `expires_in`. The life varies, so only the answer's is used.
pub(crate) fn token(response: &Response) -> Result<Answer, Error> {
    let data = data(response).map_err(without_card)?;
    session(response, data.get("access_token"), data.get("expires_in"))
}
