//! What an endpoint is: what goes on the wire, and how the answer is read.

use crate::answer::Answer;
use crate::base_url::{self, BaseUrl};
use crate::body::{FieldValue, json_body};
use crate::card::CardId;
use crate::error::{Error, ErrorCode};
use crate::http::{Method, Request, Response};
use crate::image::SignImage;
use crate::issuers::artha;
use crate::prelude::*;
use crate::settings::Settings;
use crate::text;
use crate::unsigned::Unsigned;

/// What may be done with a request that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Changes nothing: may be repeated.
    Read,
    /// Changes a card: repeated only where the answer proves that nothing happened.
    Write,
    /// Starts a session: never repeated in a loop.
    Login,
}

/// What an endpoint puts on the wire.
pub struct Plan {
    /// What may be done when it fails.
    pub kind: Kind,
    /// The method.
    pub method: Method,
    /// The route below the base URL. A name in braces is filled in: an option of the issuer, or
    /// else the card's id.
    pub route: &'static str,
    /// The headers, in order.
    pub headers: &'static [Head],
    /// The fields of the JSON body, in order. None at all for no body.
    pub fields: &'static [(&'static str, Slot)],
}

/// A header.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Head {
    /// `Content-Type: application/json`.
    Json,
    /// `Content-Type: application/json-patch+json`.
    JsonPatch,
    /// `Accept: application/json`.
    AcceptJson,
    /// `Accept: */*`.
    AcceptAny,
    /// `Authorization: Bearer` with the session token.
    Bearer,
    /// `otp` with a one-time code.
    OneTimeCode,
    /// `Idempotency-Key`.
    IdempotencyKey,
    /// Artha's `timestamp`, `nonce`, token and `signature`.
    Signed,
}

/// The value of a body field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// The card's id as text.
    Card,
    /// The card's id as a number.
    CardNumber,
    /// An option of the issuer as text.
    Setting(&'static str),
    /// An option of the issuer as a number.
    NumberSetting(&'static str),
    /// Always this text.
    Word(&'static str),
    /// A one-time code.
    OneTimeCode,
    /// The signature image; the field is left out where there is none. It must be the last.
    Image,
}

/// What a request is about.
#[derive(Clone, Copy)]
pub struct About<'a> {
    /// The issuer's options.
    pub settings: &'a Settings,
    /// The card.
    pub card: &'a CardId,
    /// The cardholder's signature image.
    pub sign_image: Option<&'a SignImage>,
}

/// The values of one attempt. All of them come from outside: nothing here reads a clock.
#[derive(Clone, Copy, Default)]
pub struct Attempt<'a> {
    /// Unix time in seconds.
    pub now_seconds: u64,
    /// Ten random letters and digits.
    pub nonce: &'a str,
    /// The session token.
    pub token: &'a str,
    /// The one-time code.
    pub one_time_code: &'a str,
    /// The key under which the issuer knows the operation. The same for every attempt.
    pub idempotency_key: &'a str,
}

/// A request, perhaps still without its signature.
pub enum Draft {
    /// Ready to be sent.
    Ready(Request),
    /// To be signed first.
    Unsigned(Unsigned),
}

/// One operation of one issuer. Building and parsing are pure.
pub trait Endpoint: Sync {
    /// What goes on the wire.
    fn plan(&self) -> &'static Plan;

    /// The route, where an option decides it.
    fn route<'a>(&self, _settings: &'a Settings) -> &'a str {
        self.plan().route
    }

    /// The method, where an option decides it.
    fn method(&self, _settings: &Settings) -> Method {
        self.plan().method
    }

    /// Builds the request of one attempt.
    ///
    /// # Errors
    /// `configuration` or `insecure_url` when the base URL is not usable.
    fn build(&self, about: &About<'_>, attempt: &Attempt<'_>) -> Result<Draft, Error> {
        let (route, method) = (self.route(about.settings), self.method(about.settings));
        draft(self.plan(), method, route, about, attempt)
    }

    /// Reads an answer. The body decides, whatever the media type or the status says.
    ///
    /// # Errors
    /// One of the documented errors of the issuer, or `unexpected_answer`.
    fn parse(&self, about: &About<'_>, response: &Response) -> Result<Answer, Error>;
}

impl Plan {
    /// Whether it takes a session token.
    #[must_use]
    pub fn needs_token(&self) -> bool {
        self.headers.contains(&Head::Bearer)
    }

    /// Whether it takes a one-time code.
    #[must_use]
    pub fn needs_one_time_code(&self) -> bool {
        self.headers.contains(&Head::OneTimeCode)
            || self.fields.iter().any(|(_, slot)| *slot == Slot::OneTimeCode)
    }

    /// Whether it takes a signature image.
    #[must_use]
    pub fn takes_image(&self) -> bool {
        self.fields.iter().any(|(_, slot)| *slot == Slot::Image)
    }
}

fn draft(
    plan: &Plan,
    method: Method,
    route: &str,
    about: &About<'_>,
    attempt: &Attempt<'_>,
) -> Result<Draft, Error> {
    let base = BaseUrl::parse(about.settings.text("baseUrl"))?;
    let mut request = Request::new(method, filled(base.as_str(), route, about));
    for head in plan.headers {
        match header(*head, attempt) {
            Some(header) => request.headers.push(header),
            None => artha::push_headers(&mut request.headers, about.settings, attempt),
        }
    }
    let mut fields = Vec::with_capacity(plan.fields.len());
    for (name, slot) in plan.fields {
        if let Some(value) = value(*slot, about, attempt) {
            fields.push((*name, value));
        }
    }
    if plan.headers.contains(&Head::Signed) {
        return Ok(Draft::Unsigned(artha::unsigned(request, route, about, &fields)));
    }
    Ok(Draft::Ready(if fields.is_empty() { request } else { request.body(json_body(&fields)) }))
}

/// The base URL and the route, with the names in braces filled in and percent-encoded.
fn filled(base: &str, route: &str, about: &About<'_>) -> String {
    let mut url = base.to_owned();
    let mut name = None;
    for byte in route.bytes() {
        match (byte, &mut name) {
            (b'{', _) => name = Some(Vec::new()),
            (b'}', Some(whole)) => {
                base_url::push_percent_encoded(path_value(whole, about), &mut url);
                name = None;
            }
            (_, Some(part)) => part.push(byte),
            (_, None) => url.push(char::from(byte)),
        }
    }
    url
}

/// The value of a name in a route.
pub(crate) fn path_value<'a>(name: &[u8], about: &About<'a>) -> &'a str {
    match name {
        b"version" => about.settings.text("version"),
        b"programid" => about.settings.text("programId"),
        _ => about.card.as_str(),
    }
}

/// One header, or nothing where it stands for several.
fn header(head: Head, attempt: &Attempt<'_>) -> Option<(&'static str, String)> {
    let (name, value) = match head {
        Head::Json => ("Content-Type", "application/json"),
        Head::JsonPatch => ("Content-Type", "application/json-patch+json"),
        Head::AcceptJson => ("Accept", "application/json"),
        Head::AcceptAny => ("Accept", "*/*"),
        Head::OneTimeCode => ("otp", attempt.one_time_code),
        Head::IdempotencyKey => ("Idempotency-Key", attempt.idempotency_key),
        Head::Bearer => return Some(("Authorization", text::joined("Bearer ", attempt.token))),
        Head::Signed => return None,
    };
    Some((name, value.to_owned()))
}

fn value<'a>(slot: Slot, about: &About<'a>, attempt: &Attempt<'a>) -> Option<FieldValue<'a>> {
    Some(match slot {
        Slot::Card => FieldValue::Text(about.card.as_str()),
        Slot::CardNumber => FieldValue::Number(about.card.as_str()),
        Slot::Setting(name) => FieldValue::Text(about.settings.text(name)),
        Slot::NumberSetting(name) => FieldValue::Number(about.settings.text(name)),
        Slot::Word(word) => FieldValue::Text(word),
        Slot::OneTimeCode => FieldValue::Text(attempt.one_time_code),
        Slot::Image => FieldValue::Image(about.sign_image?, artha::encoding(about.settings)),
    })
}

/// An operation that an issuer does not have.
pub(crate) fn unsupported(reason: &'static str) -> Error {
    Error::new(ErrorCode::UnsupportedAction, reason)
}
