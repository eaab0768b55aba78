//! The envelope `{status, status_code, message, data}`.
//!
//! A good HTTP status and `status: "success"` can still carry `data.error`; that is a failure.
//! Source: docs.yativo.com/payments/virtual-cards/freeze-and-unfreeze-card and the error pages.

use crate::answer::{Answer, object, refused, session, status, undocumented, without_card};
use crate::error::{Effect, Error};
use crate::http::Response;
use crate::json::Json;
use crate::prelude::*;

/// The `data` of a successful answer, or the failure that the answer holds.
#[inline(never)]
pub(crate) fn data(response: &Response) -> Result<Json<'_>, Error> {
    let answer = object(response)?;
    let data = answer.get("data").unwrap_or(Json::EMPTY);
    let (says_success, words) = (is(answer, "success"), error_words(answer, data));
    if says_success && words.is_none() {
        return Ok(if data.is_list() { only_item(data) } else { data });
    }
    let error = if response.status >= 400 {
        status(response)
    } else if says_success {
        refused(response, Effect::Unknown)
    } else if words.is_some() || is(answer, "failed") || is(answer, "error") {
        refused(response, Effect::None)
    } else {
        undocumented(response)
    };
    Err(error.issuer_message(words.or_else(|| text(answer, "message")).as_deref()))
}

fn is(answer: Json<'_>, word: &str) -> bool {
    answer.get("status").is_some_and(|status| status.is(word))
}

fn only_item(list: Json<'_>) -> Json<'_> {
    let mut items = list.parts();
    let only = items.next().unwrap_or(Json::EMPTY);
    if items.next().is_some() { Json::EMPTY } else { only }
}

/// Where the documents put an error's text.
fn error_words(answer: Json<'_>, data: Json<'_>) -> Option<String> {
    let failed = data.get("status").and_then(Json::flag) == Some(false);
    field_words(data, "error")
        .or_else(|| if failed { text(data, "message") } else { None })
        .or_else(|| field_words(answer, "error"))
        .or_else(|| field_words(answer, "errors"))
}

/// The text of an error field; a field that is there but is no text still counts.
fn field_words(object: Json<'_>, name: &str) -> Option<String> {
    let value = object.get(name)?;
    if value.is_null() || value.flag() == Some(false) {
        return None;
    }
    Some(first_text(value).unwrap_or_default())
}

/// The first text of an error's value: per-field errors are lists of texts under the fields' names.
fn first_text(value: Json<'_>) -> Option<String> {
    if value.is_object() {
        return value.fields().find_map(|(_, value)| first_text(value));
    }
    value.text().or_else(|| value.parts().find_map(first_text))
}

fn text(object: Json<'_>, name: &str) -> Option<String> {
    object.get(name).and_then(Json::text)
}

/// `access_token` and `expires_in`. The life varies, so only the answer's is used.
pub(crate) fn token(response: &Response) -> Result<Answer, Error> {
    let data = data(response).map_err(without_card)?;
    session(response, data.get("access_token"), data.get("expires_in"))
}
