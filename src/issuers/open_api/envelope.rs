//! The envelope `{code, message, data}`: success is the integer 0 in `code`, whatever the HTTP
//! status. No failing answer is documented, so one without a whole-number code proves nothing. Source: ckg2erttlk.apifox.cn/430346216e0.

use crate::answer::{Answer, object, refused, status, told, unexpected};
use crate::error::{Effect, Error};
use crate::http::Response;
use crate::json::{Json, JsonText};
use crate::outcome::{ActionResult, Reply};
use crate::text;

/// The answer, if it is a success. `effect` is that of a refusal with a code.
#[inline(never)]
pub(crate) fn read(response: &Response, effect: Effect) -> Result<Json<'_>, Error> {
    let answer = object(response).map_err(Error::in_doubt)?;
    let (code, message) = (answer.get("code"), answer.get("message"));
    let error = if code.whole() == Some(0) {
        return Ok(answer);
    } else if matches!(response.status, 401 | 403 | 408 | 429 | 500..) {
        status(response)
    } else if is_whole(code) {
        refused(response, effect)
    } else if response.status >= 400 {
        status(response).with_effect(Effect::Unknown)
    } else {
        unexpected(response, "The answer has no whole-number code.", "code")
    };
    Err(told(error, code, message))
}

/// The reply to a write. Whether success is final is not documented.
#[inline(never)]
pub(crate) fn reply(response: &Response, effect: Effect) -> Result<Answer, Error> {
    let answer = read(response, effect)?;
    let mut reply = Reply::new(ActionResult::Accepted, false);
    reply.remarks = answer.get("message").scalar();
    reply.extra = JsonText::without(answer, &["code", "message"]);
    Ok(Answer::Reply(reply))
}

fn is_whole(code: Json<'_>) -> bool {
    let digits = code.as_str().as_bytes();
    text::whole_number(digits.strip_prefix(b"-").unwrap_or(digits)).is_some()
}
