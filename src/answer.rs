//! What a good answer holds, and what a bad one means: the body first, the status only where the
//! body says nothing.

use crate::error::{Effect, Error, ErrorCode};
use crate::http::Response;
use crate::json::{self, Json, Limits};
use crate::outcome::Reply;
use crate::prelude::*;
use crate::secret::Secret;

/// What a good answer holds.
///
/// ```
/// use cardlatch::answer::Answer;
/// use cardlatch::issuers::yativo::YativoConfig;
/// use cardlatch::{Client, IssuerConfig, Operation, endpoint::About, http::Response, issuers};
///
/// # let config = YativoConfig::new("https://issuer.example/api/v1", "account", "secret");
/// # let client = Client::new(IssuerConfig::Yativo(config))?;
/// # let (settings, fields) = (client.settings(), &cardlatch::settings::Settings::default());
/// let about = About { settings, card: "", fields, sign_image: None };
/// let login = issuers::endpoint(client.issuer(), Operation::LOGIN).unwrap();
/// let body = r#"{"status":"success","data":{"access_token":"j.w.t","expires_in":600}}"#;
/// match login.read(&about, &Response::new(200, body))? {
///     Answer::Session(session) => assert_eq!(session.expires_in, 600),
///     Answer::Reply(_) | Answer::Data(_) => unreachable!(),
/// }
/// # Ok::<(), cardlatch::Error>(())
/// ```
pub enum Answer {
    /// The reply to an action.
    Reply(Reply),
    /// A new session.
    Session(NewToken),
    /// What was read, in this library's names, as JSON: see `reading.rs`.
    Data(Secret<String>),
}

/// A token and how long it lives.
///
/// A login that was prepared with [`Task::prepare`](crate::Task::prepare) ends with one:
///
/// ```
/// use cardlatch::issuers::yativo::YativoConfig;
/// use cardlatch::{Client, Done, IssuerConfig, Operation, http::Response};
///
/// let config = YativoConfig::new("https://issuer.example/api/v1", "account", "secret");
/// let client = Client::new(IssuerConfig::Yativo(config))?;
/// let body = r#"{"status":"success","data":{"access_token":"j.w.t","expires_in":600}}"#;
/// let done = client.interpret(Operation::LOGIN, "", &Response::new(200, body))?;
/// let Done::Session(new) = done else { panic!() };
/// assert_eq!((new.token.expose().as_str(), new.expires_in), ("j.w.t", 600));
/// # Ok::<(), cardlatch::Error>(())
/// ```
pub struct NewToken {
    /// The bearer token.
    pub token: Secret<String>,
    /// Its life in seconds, as the issuer told.
    pub expires_in: u64,
}

impl Answer {
    /// What was read.
    pub(crate) const fn data(text: String) -> Self {
        Self::Data(Secret::new(text))
    }
}

/// An error that keeps what the issuer sent.
#[inline(never)]
pub(crate) fn failure(
    response: &Response,
    code: ErrorCode,
    effect: Effect,
    message: &'static str,
) -> Error {
    Error::new(code, message).with_effect(effect).answered(response.status, &response.body)
}

/// The answer is not one that the issuer documents. Whether the card changed is not known.
#[inline(never)]
pub(crate) fn unexpected(response: &Response, message: &'static str, path: &str) -> Error {
    failure(response, ErrorCode::UnexpectedAnswer, Effect::Unknown, message).at(path)
}

/// The JSON object of an answer.
pub(crate) fn object(response: &Response) -> Result<Json<'_>, Error> {
    object_or_list(response, false)
}

/// The JSON object of an answer, or the list where that is fine too.
#[inline(never)]
pub(crate) fn object_or_list(response: &Response, may_be_list: bool) -> Result<Json<'_>, Error> {
    // How long an answer may be is the call's own limit.
    let limits = Limits { max_bytes: usize::MAX, ..Limits::default() };
    match json::check(&response.body, limits) {
        Ok(answer) if answer.is_object() || may_be_list && answer.is_list() => Ok(answer),
        Ok(_) => Err(by_status(response, "The answer is JSON but not an object.", "")),
        Err(fault) => Err(by_status(response, fault_text(response), &fault.path)),
    }
}

fn fault_text(response: &Response) -> &'static str {
    if response.body.is_empty() {
        "The answer is empty."
    } else if json::looks_like_html(&response.body) {
        "The answer is HTML, not JSON."
    } else {
        "The answer is not whole and valid JSON."
    }
}

/// What an unreadable answer means. Only a status that is plain without a body decides.
fn by_status(response: &Response, message: &'static str, path: &str) -> Error {
    let plain =
        response.body.is_empty() || matches!(response.status, 401 | 403 | 408 | 429 | 500..);
    if plain && response.status >= 400 {
        return status(response);
    }
    if response.status == 0 || (300..400).contains(&response.status) {
        return unexpected(response, "The issuer redirects, which is not followed.", "");
    }
    unexpected(response, message, path)
}

/// What a status from 400 means where the body says nothing.
#[inline(never)]
pub(crate) fn status(response: &Response) -> Error {
    let (code, effect, message) = match response.status {
        401 => {
            (ErrorCode::Unauthorized, Effect::None, "The issuer does not accept the credentials.")
        }
        403 => (ErrorCode::Forbidden, Effect::None, "The credentials may not do this."),
        404 => (ErrorCode::CardNotFound, Effect::None, "The issuer knows no such card."),
        429 => (ErrorCode::RateLimited, Effect::None, "The issuer asks for fewer requests."),
        408 | 500.. => (ErrorCode::IssuerUnavailable, Effect::Unknown, "The issuer failed."),
        _ => (ErrorCode::IssuerRejected, Effect::None, REFUSED),
    };
    failure(response, code, effect, message)
}

const REFUSED: &str = "The issuer refused the request.";

/// The answer's `status` is a word that nobody documents.
#[inline(never)]
pub(crate) fn undocumented(response: &Response) -> Error {
    unexpected(response, "The answer's status is not a documented word.", "status")
}

/// The issuer understood and said no.
#[inline(never)]
pub(crate) fn refused(response: &Response, effect: Effect) -> Error {
    failure(response, ErrorCode::IssuerRejected, effect, REFUSED)
}

/// What is not about a card knows none: a 404 there is another record's, or a wrong address.
pub(crate) fn without_card(error: Error) -> Error {
    if error.code() == ErrorCode::CardNotFound {
        let text = "There is no such record or address: check what you gave and the base URL.";
        return error.recoded(ErrorCode::IssuerRejected, text);
    }
    error
}

/// The session of a login's answer. The token goes into a header, so it must be fit for one.
#[inline(never)]
pub(crate) fn session(
    response: &Response,
    token: Json<'_>,
    life: Json<'_>,
) -> Result<Answer, Error> {
    let token = token.text().filter(|text| is_token(text));
    match (token, life.whole()) {
        (Some(token), Some(expires_in)) => {
            Ok(Answer::Session(NewToken { token: Secret::new(token), expires_in }))
        }
        _ => Err(unexpected(response, "The answer has no token, or no life of it.", "")),
    }
}

fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// An error that keeps the issuer's own code and words.
#[inline(never)]
pub(crate) fn told(error: Error, code: Json<'_>, words: Json<'_>) -> Error {
    error.issuer_code(code.scalar().as_deref()).issuer_message(words.scalar().as_deref())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(status: u16, body: &str) -> (ErrorCode, Effect) {
        let error = object(&Response::new(status, body)).unwrap_err();
        (error.code(), error.effect())
    }

    #[test]
    fn an_unreadable_answer_leaves_the_effect_unknown() {
        let unknown = (ErrorCode::UnexpectedAnswer, Effect::Unknown);
        for body in ["", "<html>", "{\"a\":", "[]", "\"x\"", "1", "null", "{} x"] {
            assert_eq!(told(200, body), unknown, "{body}");
        }
        for status in [400, 404, 422] {
            assert_eq!(told(status, "<html>"), unknown, "{status}");
        }
    }

    #[test]
    fn a_plain_status_decides_without_a_body() {
        assert_eq!(told(400, ""), (ErrorCode::IssuerRejected, Effect::None));
        assert_eq!(told(401, "<html>"), (ErrorCode::Unauthorized, Effect::None));
        assert_eq!(told(403, ""), (ErrorCode::Forbidden, Effect::None));
        assert_eq!(told(404, ""), (ErrorCode::CardNotFound, Effect::None));
        assert_eq!(told(429, "slow"), (ErrorCode::RateLimited, Effect::None));
        for status in [408, 500, 501, 502, 503, 504] {
            for body in ["", "<html>"] {
                let unavailable = (ErrorCode::IssuerUnavailable, Effect::Unknown);
                assert_eq!(told(status, body), unavailable, "{status} {body}");
            }
        }
    }

    #[test]
    fn a_redirect_is_not_followed() {
        for status in [0, 301, 302, 307, 308] {
            assert_eq!(told(status, ""), (ErrorCode::UnexpectedAnswer, Effect::Unknown));
        }
    }
}
