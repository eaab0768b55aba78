//! What the answers of this API share. JSON comes as `text/plain`.

use crate::answer::{Answer, object, refused, status, told, undocumented};
use crate::error::{Effect, Error};
use crate::http::Response;
use crate::json::{Json, JsonText};
use crate::outcome::{ActionResult, Reply};
use crate::plain::is_safe;

/// Whether `Success` ends an action of this endpoint.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Success {
    /// No: a callback tells the result.
    IsAccepted,
    /// Yes, unless the remarks say that the card is in progress.
    IsDone,
}

/// Reads `taskId`, `status` and `remarks`.
#[inline(never)]
pub(crate) fn action(response: &Response, success: Success) -> Result<Answer, Error> {
    let answer = object(response)?;
    framework_error(response, answer)?;
    let (word, remarks) = (answer.get("status"), answer.get("remarks"));
    let succeeded = word.is_ignoring_case("success");
    let result = if succeeded && success == Success::IsDone && !remarks.is("CardInProgress") {
        ActionResult::Completed
    } else if succeeded || word.is_ignoring_case("submit") {
        ActionResult::Accepted
    } else if word.is_ignoring_case("failed") {
        return Err(told(refused(response, Effect::None), Json::NONE, remarks));
    } else if response.status >= 400 {
        return Err(status(response));
    } else {
        return Err(undocumented(response));
    };
    let mut reply = Reply::new(result, result == ActionResult::Completed);
    reply.task_id = answer.get("taskId").scalar();
    reply.remarks = remarks.scalar();
    reply.extra = JsonText::without(answer, &["taskId", "status", "remarks"]);
    Ok(Answer::Reply(reply))
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

/// The object of what was read.
#[inline(never)]
pub(crate) fn read(response: &Response) -> Result<Json<'_>, Error> {
    let answer = object(response)?;
    framework_error(response, answer)?;
    if response.status >= 400 { Err(status(response)) } else { Ok(answer) }
}

/// What only this issuer has, in its own names. Numbers that a double cannot hold are text.
#[inline(never)]
pub(crate) fn own(response: &Response) -> Result<Answer, Error> {
    read(response).map(|answer| Answer::data(answer.with_fit_numbers(is_safe)))
}

/// Whether a program asks for a signature image, or all programs of a merchant do; nothing where that
/// is not told, or where they differ.
#[must_use]
pub fn needs_photo(read: Json<'_>) -> Option<bool> {
    let programs = read.get_ignoring_case("Programs");
    if !programs.is_there() {
        return read.get_ignoring_case("needPhotoForOperateCard").flag();
    }
    if programs.is_object() {
        return needs_photo(programs);
    }
    let mut answers = programs.parts().map(needs_photo);
    let first = answers.next()??;
    answers.all(|answer| answer == Some(first)).then_some(first)
}
