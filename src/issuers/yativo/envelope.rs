//! The envelope `{status, status_code, message, data}`.
//!
//! A good HTTP status and `status: "success"` can still carry `data.error`; that is a failure.
//! Source: docs.yativo.com/payments/virtual-cards/freeze-and-unfreeze-card and the error pages.

use crate::answer::{Answer, object, refused, session, status, told, undocumented};
use crate::error::{Effect, Error};
use crate::http::Response;
use crate::json::Json;

/// The `data` of a successful answer, or the failure that the answer holds.
#[inline(never)]
pub(crate) fn data(response: &Response) -> Result<Json<'_>, Error> {
    let answer = object(response)?;
    let (data, word) = (answer.get("data"), answer.get("status"));
    let (says_success, words) = (word.is("success"), error_words(answer, data));
    if says_success && !words.is_there() {
        return Ok(if data.is_list() { only_item(data) } else { data });
    }
    let error = if response.status >= 400 {
        status(response)
    } else if says_success {
        refused(response, Effect::Unknown)
    } else if words.is_there() || word.is("failed") || word.is("error") {
        refused(response, Effect::None)
    } else {
        undocumented(response)
    };
    let words = if words.is_there() { words } else { answer.get("message") };
    Err(told(error, Json::NONE, words))
}

fn only_item(list: Json<'_>) -> Json<'_> {
    let mut items = list.parts();
    let only = items.next().unwrap_or(Json::NONE);
    if items.next().is_some() { Json::NONE } else { only }
}

/// Where the documents put an error's text.
fn error_words<'a>(answer: Json<'a>, data: Json<'a>) -> Json<'a> {
    let mut message = data.get("message");
    if data.get("status").flag() != Some(false) || !message.is_text() {
        message = Json::NONE;
    }
    let places = [data.get("error"), message, answer.get("error"), answer.get("errors")];
    places.into_iter().map(words).find(|words| words.is_there()).unwrap_or(Json::NONE)
}

/// The text of an error field; a field that is there but is no text still counts.
fn words(value: Json<'_>) -> Json<'_> {
    if value.is_null() || value.flag() == Some(false) {
        return Json::NONE;
    }
    first_text(value).unwrap_or(Json::EMPTY_TEXT)
}

/// The first text of an error's value: per-field errors are lists of texts under the fields' names.
fn first_text(value: Json<'_>) -> Option<Json<'_>> {
    if value.is_text() {
        return Some(value);
    }
    let mut parts = value.parts();
    loop {
        if value.is_object() {
            parts.next()?;
        }
        let found = first_text(parts.next()?);
        if found.is_some() {
            return found;
        }
    }
}

/// `access_token` and `expires_in`. The life varies, so only the answer's is used.
pub(crate) fn token(response: &Response) -> Result<Answer, Error> {
    let data = data(response)?;
    session(response, data.get("access_token"), data.get("expires_in"))
}
