//! The envelope `{id, details, status, errors}`: `status` is text, `"1"` for success.
//!
//! Names are matched regardless of case, since the pages' examples differ. An error may come under
//! 200, 400 or 500. Source: customer-api-docs.ibanera.com/getting-started/common-response-format.

use crate::answer::{failure, object, refused, status, unexpected};
use crate::error::{Effect, Error, ErrorCode};
use crate::http::Response;
use crate::json::Json;
use crate::prelude::*;

/// What an answer says.
pub(crate) enum Said<'a> {
    /// Done; these are the details.
    Yes(Json<'a>),
    /// Refused; these are the errors.
    No(Json<'a>),
}

/// The details of a success, or the errors of a refusal.
#[inline(never)]
pub(crate) fn read(response: &Response) -> Result<Said<'_>, Error> {
    let answer = object(response)?;
    let errors = answer.get_ignoring_case("errors").unwrap_or(Json::EMPTY_LIST);
    let clean = errors.is_null() || (errors.is_list() && errors.parts().next().is_none());
    let word = answer.get_ignoring_case("status").and_then(Json::text).unwrap_or_default();
    match word.as_str() {
        "1" if !clean => {
            Err(unexpected(response, "The answer says success and holds errors.", "errors"))
        }
        "1" => Ok(Said::Yes(answer.get_ignoring_case("details").unwrap_or(Json::EMPTY))),
        "0" => Ok(Said::No(errors)),
        _ if response.status >= 400 => Err(status(response)),
        _ => Err(unexpected(response, "The answer's status is neither \"1\" nor \"0\".", "status")),
    }
}

/// The codes of a refusal.
fn codes(errors: Json<'_>) -> impl Iterator<Item = String> {
    errors.parts().filter_map(|error| error.get_ignoring_case("messageCode")?.text())
}

/// The first code of a refusal.
pub(crate) fn first_code(errors: Json<'_>) -> Option<String> {
    codes(errors).next()
}

/// Whether this is the only code.
pub(crate) fn is_only_code(errors: Json<'_>, code: &str) -> bool {
    let mut own = codes(errors);
    own.next().is_some_and(|first| first == code) && own.next().is_none()
}

/// The error of a refusal.
#[inline(never)]
pub(crate) fn refusal(response: &Response, errors: Json<'_>) -> Error {
    let error = if codes(errors).any(|code| code == "Card_Provider_Error") {
        let text = "The processor behind the issuer failed.";
        failure(response, ErrorCode::IssuerUnavailable, Effect::Unknown, text)
    } else if matches!(response.status, 401 | 403 | 404 | 429 | 500..) {
        status(response)
    } else {
        refused(response, Effect::None)
    };
    error.issuer_code(first_code(errors).as_deref())
}
