//! What the answers of this API share. JSON comes as `text/plain`.

use crate::answer::{
    Answer, object, object_or_list, refused, status, told, undocumented, unexpected,
};
use crate::error::{Effect, Error};
use crate::http::Response;
use crate::json::{Json, JsonText, Writer};
use crate::outcome::{ActionResult, Reply};
use crate::plain::is_safe;
use crate::reading::{self, has_errors};

/// Whether `Success` ends an action of this endpoint.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Success {
    /// No: a callback tells the result.
    IsAccepted,
    /// Yes, unless the remarks say that the card is in progress.
    IsDone,
}

/// Reads `taskId`, `status` and `remarks`.
pub(crate) fn action(response: &Response, success: Success) -> Result<Answer, Error> {
    reply(response, success, "")
}

/// The same where the answer tells about a card: only what the list names is kept, unless the list
/// says otherwise.
pub(crate) fn card(response: &Response, list: &str) -> Result<Answer, Error> {
    reply(response, Success::IsAccepted, list)
}

#[inline(never)]
fn reply(response: &Response, success: Success, list: &str) -> Result<Answer, Error> {
    let answer = object(response)?;
    framework_error(response, answer)?;
    let (word, remarks) = (answer.get("status"), answer.get("remarks"));
    let succeeded = word.is_ignoring_case("success");
    let result = if succeeded || word.is_ignoring_case("submit") {
        if response.status >= 400 || has_errors(answer) {
            return Err(unexpected(response, "The answer is a success and an error.", ""));
        }
        if succeeded && success == Success::IsDone && !remarks.is_ignoring_case("CardInProgress") {
            ActionResult::Completed
        } else {
            ActionResult::Accepted
        }
    } else if word.is_ignoring_case("failed") {
        return Err(told(refused(response, Effect::None), Json::NONE, remarks));
    } else if response.status >= 400 {
        return Err(status(response));
    } else {
        return Err(undocumented(response));
    };
    let rest = JsonText::without(answer, &["taskId", "status", "remarks"]);
    let (data, extra) = if list.is_empty() {
        (JsonText::default(), rest)
    } else {
        (JsonText::trusted(reading::read(rest.json(), list, "")), JsonText::default())
    };
    Ok(Answer::Reply(Reply {
        result,
        confirmed: result == ActionResult::Completed,
        task_id: answer.get("taskId").scalar(),
        remarks: remarks.scalar(),
        card: None,
        data,
        extra,
    }))
}

/// The wrapper of the web framework that the API seems to be built with. It is not documented for
/// this API, so under a good status it proves nothing.
fn framework_error(response: &Response, answer: Json<'_>) -> Result<(), Error> {
    let wrapped = answer.get("error");
    if !wrapped.is_object() {
        return Ok(());
    }
    let error =
        if response.status >= 400 { status(response) } else { refused(response, Effect::Unknown) };
    Err(told(error, wrapped.get("code"), wrapped.get("message")))
}

/// A good answer: an object, or a list where that is fine too.
#[inline(never)]
pub(crate) fn good(response: &Response, may_be_list: bool) -> Result<Json<'_>, Error> {
    let answer = object_or_list(response, may_be_list)?;
    framework_error(response, answer)?;
    if response.status >= 400 { Err(status(response)) } else { Ok(answer) }
}

/// What was read: an object, or a list where that is fine too. Actions say `Failed` with a good
/// status; should a read do so, it is no empty answer.
#[inline(never)]
pub(crate) fn read(response: &Response, may_be_list: bool) -> Result<Json<'_>, Error> {
    let answer = good(response, may_be_list)?;
    if answer.get("status").is_ignoring_case("failed") {
        return Err(told(refused(response, Effect::None), Json::NONE, answer.get("remarks")));
    }
    Ok(answer)
}

/// What a list of entries names of what was read.
pub(crate) fn named(response: &Response, list: &str) -> Result<Answer, Error> {
    read(response, false).map(|answer| Answer::data(reading::read(answer, list, "")))
}

/// An answer and the list that it is or holds, if there is one.
pub(crate) fn list(response: &Response) -> Result<(Json<'_>, Json<'_>), Error> {
    let answer = read(response, true)?;
    let mut held = answer.fields().map(|(_, value)| value);
    let list = if answer.is_list() { Some(answer) } else { held.find(|value| value.is_list()) };
    Ok((answer, list.unwrap_or(Json::NONE)))
}

/// A list that only this issuer has, its items in their own names. One object alone is one item.
pub(crate) fn own_list(response: &Response) -> Result<Answer, Error> {
    let (answer, list) = list(response)?;
    let (mut out, mut items) = (Writer::new(), list.with_fit_numbers(is_safe));
    if items.is_empty() {
        items.push('[');
        items.push_str(&answer.with_fit_numbers(is_safe));
        items.push(']');
    }
    out.raw("items", &items);
    Ok(Answer::data(out.end()))
}

/// What only this issuer has, in its own names. Numbers that a double cannot hold are text.
#[inline(never)]
pub(crate) fn own(response: &Response) -> Result<Answer, Error> {
    read(response, false).map(|answer| Answer::data(answer.with_fit_numbers(is_safe)))
}

/// Whether a program asks for a signature image, or all programs of a merchant do; nothing where that
/// is not told, or where they differ.
///
/// ```
/// use cardlatch::issuers::artha::needs_photo;
/// use cardlatch::json::{self, Limits};
/// let program = json::check(br#"{"needPhotoForOperateCard":true}"#, Limits::default())?;
/// assert_eq!(needs_photo(program), Some(true));
/// let merchant = br#"{"Programs":[{"needPhotoForOperateCard":false},{}]}"#;
/// assert_eq!(needs_photo(json::check(merchant, Limits::default())?), None); // they differ
/// # Ok::<(), json::JsonError>(())
/// ```
#[must_use]
pub fn needs_photo(read: Json<'_>) -> Option<bool> {
    said(read, "needPhotoForOperateCard").flag()
}

/// What a program says under a name, or all programs of a merchant say alike.
pub(crate) fn said<'a>(read: Json<'a>, name: &str) -> Json<'a> {
    let programs = read.get_ignoring_case("Programs");
    if !programs.is_there() {
        return read.get_ignoring_case(name);
    }
    if programs.is_object() {
        return said(programs, name);
    }
    let mut answers = programs.parts().map(|program| said(program, name));
    let first = answers.next().unwrap_or(Json::NONE);
    if answers.all(|answer| answer.as_str() == first.as_str()) { first } else { Json::NONE }
}
