//! What the answers of this API share. JSON comes as `text/plain`.

use crate::answer::{Answer, object, refused, status, told, undocumented, without_card};
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
    program.get_ignoring_case("needPhotoForOperateCard").flag()
}
