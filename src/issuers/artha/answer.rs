//! What the answers of this API share. JSON comes as `text/plain`.

use crate::answer::{Answer, object, refused, scalar, status, undocumented, without_card};
use crate::error::{Effect, Error};
use crate::http::Response;
use crate::json::{Json, JsonText};
use crate::outcome::{ActionResult, Reply};

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
    let remarks = scalar(answer, "remarks");
    let word = answer.get("status").and_then(Json::text).unwrap_or_default();
    let is = |wanted: &str| word.eq_ignore_ascii_case(wanted);
    let in_progress = remarks.as_deref() == Some("CardInProgress");
    let result = if is("success") && success == Success::IsDone && !in_progress {
        ActionResult::Completed
    } else if is("success") || is("submit") {
        ActionResult::Accepted
    } else if is("failed") {
        return Err(refused(response, Effect::None).issuer_message(remarks.as_deref()));
    } else if response.status >= 400 {
        return Err(status(response));
    } else {
        return Err(undocumented(response));
    };
    let mut reply = Reply::new(result, result == ActionResult::Completed);
    reply.task_id = scalar(answer, "taskId");
    reply.remarks = remarks;
    reply.extra = JsonText::without(answer, &["taskId", "status", "remarks"]);
    Ok(Answer::Reply(reply))
}

/// The wrapper of the web framework that the API seems to be built with. It is not documented for
/// this API, so under a good status it proves nothing.
fn framework_error(response: &Response, answer: Json<'_>) -> Result<(), Error> {
    let Some(wrapped) = answer.get("error").filter(|error| error.is_object()) else {
        return Ok(());
    };
    let text = |name: &str| wrapped.get(name).and_then(Json::text);
    let error =
        if response.status >= 400 { status(response) } else { refused(response, Effect::Unknown) };
    Err(error.issuer_code(text("code").as_deref()).issuer_message(text("message").as_deref()))
}

/// The object of a merchant's or a program's answer.
#[inline(never)]
pub(crate) fn read(response: &Response) -> Result<Json<'_>, Error> {
    read_any(response).map_err(without_card)
}

fn read_any(response: &Response) -> Result<Json<'_>, Error> {
    let answer = object(response)?;
    framework_error(response, answer)?;
    if response.status >= 400 { Err(status(response)) } else { Ok(answer) }
}

pub(crate) fn needs_photo(program: Json<'_>) -> Option<bool> {
    program.get_ignoring_case("needPhotoForOperateCard").and_then(Json::flag)
}
