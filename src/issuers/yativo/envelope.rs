//! The envelope `{status, status_code, message, data}`.
//!
//! A good HTTP status and `status: "success"` can still carry `data.error`; that is a failure.
//! Source: docs.yativo.com/payments/virtual-cards/freeze-and-unfreeze-card and the error pages.

use crate::answer::{Answer, object, refused, session, status, told, undocumented, unexpected};
use crate::error::{Effect, Error};
use crate::http::Response;
use crate::json::{Json, JsonText};
use crate::outcome::{ActionResult, Reply};
use crate::reading::{find, read};

/// The `data` of a successful answer, out of its list if it is the only one there, or the failure
/// that the answer holds.
#[inline(never)]
pub(crate) fn data(response: &Response) -> Result<Json<'_>, Error> {
    let data = whole_data(response)?;
    Ok(if data.is_list() { only_item(data) } else { data })
}

/// The list of a successful answer, or the failure.
#[inline(never)]
pub(crate) fn list(response: &Response) -> Result<Json<'_>, Error> {
    let data = whole_data(response)?;
    if data.is_list() {
        Ok(data)
    } else {
        Err(unexpected(response, "The answer has no list.", "data"))
    }
}

/// The `data` of a successful answer, whatever it is, or the failure.
#[inline(never)]
pub(crate) fn whole_data(response: &Response) -> Result<Json<'_>, Error> {
    let answer = object(response)?;
    let (data, word) = (answer.get("data"), answer.get("status"));
    let (says_success, words) = (word.is("success"), error_words(answer, data));
    if says_success && !words.is_there() {
        return Ok(data);
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

/// What the issuer took; none of its answers is final. `bare` are the fields of which one must be
/// there where the answer may come without the envelope. What no document or observer shows of the
/// others may hold a card number, so nothing of it is kept.
#[inline(never)]
pub(crate) fn taken(response: &Response, bare: &'static str) -> Result<Answer, Error> {
    let answer = object(response)?;
    let is_bare = (200..300).contains(&response.status)
        && !answer.get("status").is_there()
        && !find(answer, bare).is_null()
        && !error_words(answer, answer.get("data")).is_there();
    let mut from = if is_bare { answer } else { data(response)? };
    if from.is_null() {
        from = answer;
    }
    let mut reply = Reply::new(ActionResult::Accepted, false);
    reply.remarks = from.get("message").scalar();
    reply.data = JsonText::trusted(read(from, "reference=reference", ""));
    if !bare.is_empty() {
        reply.extra = JsonText::without(from, &["status", "status_code", "message", "reference"]);
    }
    Ok(Answer::Reply(reply))
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
    let mut errors = answer.get("errors");
    if errors.is_empty_list() {
        errors = Json::NONE;
    }
    let places = [data.get("error"), message, answer.get("error"), errors];
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
