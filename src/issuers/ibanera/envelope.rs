//! The envelope `{id, details, status, errors}`: `status` is text, `"1"` for success.
//!
//! Names are matched regardless of case, since the pages' examples differ. An error may come under
//! 200, 400 or 500. Source: customer-api-docs.ibanera.com/getting-started/common-response-format.

use crate::answer::{failure, object, refused, status, unexpected};
use crate::error::{Effect, Error, ErrorCode};
use crate::http::Response;
use crate::json::{Object, Value};
use crate::prelude::*;

/// The details of a success, or the codes of a refusal.
#[inline(never)]
pub(crate) fn read(response: &Response) -> Result<Result<Object, Vec<String>>, Error> {
    let mut answer = object(response)?;
    let clean = match answer.get_ignoring_case("errors") {
        None | Some(Value::Null) => true,
        Some(Value::List(errors)) => errors.is_empty(),
        Some(_) => false,
    };
    match answer.get_ignoring_case("status").and_then(Value::as_text) {
        Some("1") if !clean => {
            Err(unexpected(response, "The answer says success and holds errors.", "errors"))
        }
        Some("1") => Ok(Ok(match answer.take_ignoring_case("details") {
            Some(Value::Object(details)) => details,
            _ => Object::new(),
        })),
        Some("0") => Ok(Err(codes(&answer))),
        _ if response.status >= 400 => Err(status(response)),
        _ => Err(unexpected(response, "The answer's status is neither \"1\" nor \"0\".", "status")),
    }
}

fn codes(answer: &Object) -> Vec<String> {
    let errors = answer.get_ignoring_case("errors").and_then(Value::as_list).unwrap_or_default();
    let mut codes = Vec::new();
    for error in errors.iter().filter_map(Value::as_object) {
        if let Some(code) = error.get_ignoring_case("messageCode").and_then(Value::as_text) {
            codes.push(code.to_owned());
        }
    }
    codes
}

/// The error of a refusal.
#[inline(never)]
pub(crate) fn refusal(response: &Response, codes: &[String]) -> Error {
    let error = if codes.iter().any(|code| code == "Card_Provider_Error") {
        let text = "The processor behind the issuer failed.";
        failure(response, ErrorCode::IssuerUnavailable, Effect::Unknown, text)
    } else if matches!(response.status, 401 | 403 | 404 | 429 | 500..) {
        status(response)
    } else {
        refused(response, Effect::None)
    };
    error.issuer_code(codes.first().map(String::as_str))
}
