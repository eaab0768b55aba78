//! What the answers of this API share: three generations of names, with the wrapper `data` or
//! without.

use crate::answer::{Answer, object, refused, status, told, undocumented, unexpected};
use crate::card::{Action, CardState, CardStatus};
use crate::endpoint::About;
use crate::error::{Effect, Error};
use crate::http::Response;
use crate::json::{self, Json, JsonText, Limits, Writer};
use crate::outcome::{ActionResult, Reply};
use crate::plain::is_safe;
use crate::prelude::*;
use crate::reading::{find, has_errors, in_unit, page, read, state};

/// The documented words for a card's state.
const WORDS: &str = "inactive=inactive active=active frozen=frozen cancelled=closed";

/// What the answer holds, an object or a list.
fn content(response: &Response) -> Result<Json<'_>, Error> {
    if response.status < 400
        && let Ok(list) = json::check(&response.body, Limits::default())
        && list.is_list()
    {
        return Ok(list);
    }
    let answer = object(response)?;
    let words = answer.get_loosely("message");
    if response.status >= 400 {
        // What such a body holds is not documented, so the status decides.
        return Err(told(status(response), Json::NONE, words));
    }
    if has_errors(answer) {
        return Err(told(refused(response, Effect::Unknown), Json::NONE, words));
    }
    let data = answer.get_loosely("data");
    Ok(if data.is_object() || data.is_list() { data } else { answer })
}

/// The object that the answer holds.
#[inline(never)]
pub(crate) fn held(response: &Response) -> Result<Json<'_>, Error> {
    let held = content(response)?;
    if held.is_object() { Ok(held) } else { Err(unexpected(response, "The answer is a list.", "")) }
}

/// Reads one thing by a list of entries.
#[inline(never)]
pub(crate) fn one(about: &About<'_>, response: &Response, list: &str) -> Result<Answer, Error> {
    let held = of_card(about, response, held(response)?, "cardId")?;
    Ok(Answer::data(named(about, held, list)))
}

/// What is held, unless one of these places names another card.
#[inline(never)]
pub(crate) fn of_card<'a>(
    about: &About<'_>,
    response: &Response,
    held: Json<'a>,
    places: &'a str,
) -> Result<Json<'a>, Error> {
    let card = find(held, places).scalar();
    if card.is_none_or(|card| about.card.is_empty() || card.eq_ignore_ascii_case(about.card)) {
        return Ok(held);
    }
    Err(unexpected(response, "The answer is about another card.", "cardId"))
}

/// The same of what is held already.
pub(crate) fn named(about: &About<'_>, held: Json<'_>, list: &str) -> String {
    read(held, &in_unit(list, about.settings.text("amountUnit")), WORDS)
}

/// One thing in the issuer's own names. Numbers that a double cannot hold are text.
#[inline(never)]
pub(crate) fn own(response: &Response) -> Result<Answer, Error> {
    held(response).map(|held| Answer::data(held.with_fit_numbers(is_safe)))
}

/// The items of a list. What wraps them is not documented, so it is whatever list the answer holds.
fn items(response: &Response) -> Result<Json<'_>, Error> {
    let held = content(response)?;
    if held.is_list() {
        return Ok(held);
    }
    let mut lists = held.fields().map(|(_, value)| value).filter(|value| value.is_list());
    match (lists.next(), lists.next()) {
        (Some(list), None) => Ok(list),
        _ => Err(unexpected(response, "The answer holds no list, or several.", "")),
    }
}

/// Reads a page of a list by a list of entries.
#[inline(never)]
pub(crate) fn many(about: &About<'_>, response: &Response, list: &str) -> Result<Answer, Error> {
    let items = items(response)?;
    let count = items.parts().count() as u64;
    // How many items a page has at most is not documented, so only an empty or a short one is known
    // to be the last.
    let is_last = count == 0 || about.fields.count("size").is_some_and(|size| count < size);
    let next = about.fields.count("page").unwrap_or_default().saturating_add(count);
    let list = in_unit(list, about.settings.text("amountUnit"));
    Ok(Answer::data(page(items.parts(), &list, WORDS, (!is_last).then_some(next))))
}

/// A list in the issuer's own names.
#[inline(never)]
pub(crate) fn own_many(response: &Response) -> Result<Answer, Error> {
    let items = items(response)?;
    let mut out = Writer::new();
    out.raw("items", &items.with_fit_numbers(is_safe));
    Ok(Answer::data(out.end()))
}

/// The object that the answer to a write holds, unless it says that it failed.
#[inline(never)]
pub(crate) fn not_failed(response: &Response, if_failed: Effect) -> Result<Json<'_>, Error> {
    let held = held(response)?;
    if held.get_loosely("status").is_ignoring_case("failed") {
        return Err(told(refused(response, if_failed), Json::NONE, held.get_loosely("message")));
    }
    Ok(held)
}

/// What says that the issuer took it: an empty object, as some pages show, or one with a name that
/// the pages have. Anything else proves nothing.
#[inline(never)]
pub(crate) fn taken(response: &Response, if_failed: Effect) -> Result<Json<'_>, Error> {
    let held = not_failed(response, if_failed)?;
    let known = find(held, "status|action|cardId|id|taskId");
    if held.fields().next().is_some() && known.is_null() {
        return Err(unexpected(response, "The answer has no documented field.", ""));
    }
    Ok(held)
}

fn accepted(held: Json<'_>) -> Reply {
    let mut reply = Reply::new(ActionResult::Accepted, false);
    reply.task_id = held.get_loosely("taskId").scalar();
    reply.remarks = held.get_loosely("message").text();
    reply
}

/// The reply of a write whose answer is read by a list of entries.
#[inline(never)]
pub(crate) fn reply(
    about: &About<'_>,
    response: &Response,
    held: Json<'_>,
    list: &str,
) -> Result<Reply, Error> {
    of_card(about, response, held, "cardId")?;
    let mut reply = accepted(held);
    reply.data = beside(named(about, held, list));
    Ok(reply)
}

/// The reply of a write whose answer is in the issuer's own names.
#[inline(never)]
pub(crate) fn own_reply(held: Json<'_>) -> Answer {
    let mut reply = Reply::new(ActionResult::Accepted, false);
    reply.data = beside(held.with_fit_numbers(is_safe));
    Answer::Reply(reply)
}

fn beside(data: String) -> JsonText {
    if data == "{}" { JsonText::default() } else { JsonText::trusted(data) }
}

/// Reads the result of an action.
#[inline(never)]
pub(crate) fn action(
    about: &About<'_>,
    response: &Response,
    action: Action,
) -> Result<Answer, Error> {
    let held = of_card(about, response, taken(response, Effect::Unknown)?, "cardId")?;
    result(response, held, action.target())
}

/// Reads a result object. Its `status` is the card's state in one form of the answer and the word
/// `success` in the others; whether that is final is not documented, so only the state that the
/// action leads to ends it.
#[inline(never)]
pub(crate) fn result(
    response: &Response,
    held: Json<'_>,
    target: Option<CardState>,
) -> Result<Answer, Error> {
    let status = held.get_loosely("status");
    let mut reply = accepted(held);
    reply.extra = JsonText::without(held, &["action", "status", "message", "taskId", "task_id"]);
    if !status.is_null() && !status.is_ignoring_case("success") {
        let issuer_word = status.text();
        let state = state(issuer_word.as_deref().unwrap_or_default(), WORDS);
        if state == CardState::Unknown {
            return Err(undocumented(response));
        }
        if Some(state) == target {
            (reply.result, reply.confirmed) = (ActionResult::Completed, true);
        }
        reply.card = Some(CardStatus { state, issuer_word });
    }
    Ok(Answer::Reply(reply))
}

/// A write whose only answer may be its status: nothing is known but that it was taken.
pub(crate) fn is_empty_202(response: &Response) -> bool {
    response.status == 202 && response.body.is_empty()
}
