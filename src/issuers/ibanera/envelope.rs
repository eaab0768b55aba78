//! The envelope `{id, details, status, errors}`: `status` is text, `"1"` for success.
//!
//! Names are matched regardless of case, since the pages' examples differ. An error may come under
//! 200, 400 or 500. Source: customer-api-docs.ibanera.com/getting-started/common-response-format.

use crate::answer::{failure, object, refused, status, told, unexpected};
use crate::card::CardState;
use crate::endpoint::About;
use crate::error::{Effect, Error, ErrorCode};
use crate::http::Response;
use crate::json::Json;

/// What an answer says.
pub(crate) enum Said<'a> {
    /// Done; these are the details.
    Yes(Json<'a>),
    /// Refused, with these codes.
    No(Codes<'a>),
}

/// The codes of a refusal.
pub(crate) struct Codes<'a> {
    /// The first one.
    pub first: Json<'a>,
    /// Whether it is the only one.
    pub is_only: bool,
    /// Whether one of them is the processor's.
    of_processor: bool,
}

/// The details of a success, or the codes of a refusal.
#[inline(never)]
pub(crate) fn read(response: &Response) -> Result<Said<'_>, Error> {
    let answer = object(response)?;
    let (word, errors) = (answer.get_ignoring_case("status"), answer.get_ignoring_case("errors"));
    let (text, path) = if word.is("1") {
        if !errors.is_null() && !is_empty_list(errors) {
            ("The answer says success and holds errors.", "errors")
        } else {
            return Ok(Said::Yes(answer.get_ignoring_case("details")));
        }
    } else if word.is("0") {
        return Ok(Said::No(codes(errors)));
    } else if response.status >= 400 {
        return Err(status(response));
    } else {
        ("The answer's status is neither \"1\" nor \"0\".", "status")
    };
    Err(unexpected(response, text, path))
}

/// The details of a success.
#[inline(never)]
pub(crate) fn details(response: &Response) -> Result<Json<'_>, Error> {
    match read(response)? {
        Said::Yes(details) => Ok(details),
        Said::No(codes) => Err(refusal(response, &codes)),
    }
}

/// The number of the next page, where there is one.
#[inline(never)]
pub(crate) fn next(about: &About<'_>, response: &Response) -> Option<u64> {
    let pages = object(response).ok()?.get_loosely("numberOfPages").whole()?;
    let page = about.fields.count("page").unwrap_or(1);
    if page < pages { Some(page + 1) } else { None }
}

fn is_empty_list(errors: Json<'_>) -> bool {
    errors.is_list() && errors.parts().next().is_none()
}

fn codes(errors: Json<'_>) -> Codes<'_> {
    let mut codes = Codes { first: Json::NONE, is_only: true, of_processor: false };
    for error in errors.parts() {
        let code = error.get_ignoring_case("messageCode");
        if code.is_text() {
            codes.is_only = !codes.first.is_there();
            if codes.is_only {
                codes.first = code;
            }
            codes.of_processor |= code.is("Card_Provider_Error");
        }
    }
    codes
}

/// The error of a refusal.
#[inline(never)]
pub(crate) fn refusal(response: &Response, codes: &Codes<'_>) -> Error {
    let error = if codes.of_processor {
        let text = "The issuer's processor failed.";
        failure(response, ErrorCode::IssuerUnavailable, Effect::Unknown, text)
    } else if matches!(response.status, 401 | 403 | 404 | 429 | 500..) {
        status(response)
    } else {
        refused(response, Effect::None)
    };
    told(error, codes.first, Json::NONE)
}

/// The state that `bSuppressed` tells, or another.
pub(crate) const fn state(off: Option<bool>, other: CardState) -> CardState {
    match off {
        Some(true) => CardState::Inactive,
        Some(false) => CardState::Active,
        None => other,
    }
}
