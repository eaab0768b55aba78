//! The envelope `{id, details, status, errors}`: `status` is text, `"1"` for success.
//!
//! Names are matched regardless of case, since the pages' examples differ. An error may come under
//! 200, 400 or 500; only a documented code proves that nothing happened.
//! Source: customer-api-docs.ibanera.com/getting-started/common-response-format.

use crate::answer::{Answer, failure, object, refused, status, told, unexpected};
use crate::card::CardState;
use crate::endpoint::About;
use crate::error::{Effect, Error, ErrorCode};
use crate::http::Response;
use crate::json::{Json, JsonText};
use crate::outcome::{ActionResult, Reply};
use crate::prelude::*;
use crate::text::parts;

/// What an answer says.
pub(crate) enum Said<'a> {
    /// Done; these are the details.
    Yes(Json<'a>),
    /// Refused, with these codes.
    No(Codes<'a>),
}

/// The codes of a refusal.
pub(crate) struct Codes<'a> {
    /// The first one, or that of a locked account.
    pub first: Json<'a>,
    /// Whether it is the only one.
    pub is_only: bool,
    /// Whether one of them is the processor's, or an internal one while money moved.
    of_processor: bool,
    /// Whether all of them say what was wrong with the request.
    refuse: bool,
}

/// The details of a success, or the codes of a refusal.
#[inline(never)]
pub(crate) fn read(response: &Response) -> Result<Said<'_>, Error> {
    let answer = object(response).map_err(Error::in_doubt)?;
    let (word, errors) = (answer.get_ignoring_case("status"), answer.get_ignoring_case("errors"));
    let (text, path) = if word.is("1") {
        if !errors.is_null() && !errors.is_empty_list() {
            ("The answer says success and holds errors.", "errors")
        } else {
            return Ok(Said::Yes(answer.get_ignoring_case("details")));
        }
    } else if word.is("0") {
        return Ok(Said::No(codes(errors)));
    } else if response.status >= 400 {
        return Err(status(response).in_doubt());
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

/// The list that a read gives. A success without it does not say that there is nothing.
pub(crate) fn list(response: &Response) -> Result<Json<'_>, Error> {
    content(response, "[")
}

/// The object that a read gives.
pub(crate) fn item(response: &Response) -> Result<Json<'_>, Error> {
    content(response, "{")
}

#[inline(never)]
fn content<'a>(response: &'a Response, start: &str) -> Result<Json<'a>, Error> {
    let details = details(response)?;
    if details.as_str().starts_with(start) {
        return Ok(details);
    }
    Err(unexpected(response, "The answer has no details.", "details"))
}

/// How many items a page has where nobody says.
const PAGE: u64 = 10;

/// The number of the next page, where there may be one: the answer says how many there are, or a
/// full page came. Samples of some lists say that there are none at all.
#[inline(never)]
pub(crate) fn next(about: &About<'_>, response: &Response) -> Option<u64> {
    let answer = object(response).ok()?;
    let told = |name: &str| answer.get_loosely(name).whole().filter(|number| *number > 0);
    // What was asked for comes first: a list whose answers all have one number would have no end.
    let page = about.fields.count("page").or_else(|| told("pageNumber")).unwrap_or(1);
    let has_next = if let Some(pages) = told("numberOfPages") {
        page < pages
    } else {
        let size = told("pageSize").or_else(|| about.fields.count("size")).unwrap_or(PAGE);
        answer.get_loosely("details").parts().count() as u64 >= size
    };
    has_next.then_some(page + 1)
}

/// The reply to what the issuer took and is not final: the id of what was changed, and what else the
/// details tell.
#[inline(never)]
pub(crate) fn taken(response: &Response, told: fn(Json<'_>) -> String) -> Result<Answer, Error> {
    let details = details(response)?;
    let mut reply = Reply::new(ActionResult::Accepted, false);
    let id = details.get_loosely("cancellationRequestsCode").scalar();
    let id = id.or_else(|| object(response).ok()?.get_loosely("id").scalar());
    reply.task_id = id.filter(|id| id != "0");
    reply.remarks = details.get_loosely("description").scalar();
    reply.data = JsonText::trusted(told(details));
    Ok(Answer::Reply(reply))
}

/// Refuses an answer about another card: it proves nothing.
pub(crate) fn about_another(
    about: &About<'_>,
    response: &Response,
    card: Json<'_>,
    path: &str,
) -> Result<(), Error> {
    if card.scalar().is_some_and(|id| id != about.card) {
        return Err(unexpected(response, "The answer is about another card.", path));
    }
    Ok(())
}

fn codes(errors: Json<'_>) -> Codes<'_> {
    let none = Json::NONE;
    let mut codes = Codes { first: none, is_only: true, of_processor: false, refuse: true };
    for error in errors.parts() {
        let code = error.get_ignoring_case("messageCode");
        if code.is_text() {
            codes.is_only = !codes.first.is_there();
            if codes.is_only || code.is("Account_Locked") {
                codes.first = code;
            }
        }
        codes.of_processor |= is_listed(code, OF_PROCESSOR);
        codes.refuse &= is_listed(code, REFUSALS);
    }
    codes.refuse &= codes.first.is_there();
    codes
}

const OF_PROCESSOR: &str = "Card_Provider_Error ShareFunds_Failed InternalServerError";

/// What is documented to be wrong with a request.
const REFUSALS: &str =
    "Required Invalid Card_Active Card_Inactive Amout_Less_Than_Fee Insufficient_Funds";

#[inline(never)]
fn is_listed(code: Json<'_>, list: &str) -> bool {
    parts(list, b' ').any(|own| code.is(own))
}

/// The error of a refusal.
#[inline(never)]
pub(crate) fn refusal(response: &Response, codes: &Codes<'_>) -> Error {
    let error = if codes.of_processor {
        let text = "The issuer's processor failed.";
        failure(response, ErrorCode::IssuerUnavailable, Effect::Unknown, text)
    } else if matches!(response.status, 401 | 403 | 404 | 408 | 429 | 500..) {
        status(response)
    } else {
        refused(response, if codes.refuse { Effect::None } else { Effect::Unknown })
    };
    told(error, codes.first, Json::NONE)
}

/// The state that `bSuppressed` tells.
pub(crate) const fn state(off: Option<bool>) -> CardState {
    match off {
        Some(true) => CardState::Inactive,
        Some(false) => CardState::Active,
        None => CardState::Unknown,
    }
}
