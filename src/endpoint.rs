//! What an endpoint is: what goes on the wire, and how the answer is read.

use crate::answer::Answer;
use crate::base_url;
use crate::body::{Frame, Image};
use crate::card::CardId;
use crate::error::{Error, ErrorCode};
use crate::http::{Request, Response};
use crate::image::SignImage;
use crate::issuers::artha;
use crate::json;
use crate::prelude::*;
use crate::settings::Settings;
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
pub trait Endpoint {
    /// What may be done when it fails.
    const KIND: Kind;

    /// The request as it goes on the wire, but for the base URL. Names in angle brackets are
    /// filled in: `card`, the values of the [`Attempt`], or else an option of the issuer.
    ///
    /// * `<image>` is the signature image. It must be the last member of the body, which is left
    ///   out where there is no image.
    /// * A last header `signature: ` without a value says that the request is signed as Artha
    ///   wants it.
    const REQUEST: &'static str;

    /// Reads an answer. The body decides, whatever the media type or the status says.
    ///
    /// # Errors
    /// One of the documented errors of the issuer, or `unexpected_answer`.
    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error>;

    /// Builds the request of one attempt.
    #[must_use]
    fn build(about: &About<'_>, attempt: &Attempt<'_>) -> Draft
    where
        Self: Sized,
    {
        Exchange::of::<Self>().build(about, attempt)
    }
}

/// An endpoint as a value, for lists.
pub struct Exchange {
    /// What may be done when it fails.
    pub kind: Kind,
    /// The request, as in [`Endpoint::REQUEST`].
    pub request: &'static str,
    /// Reads an answer, as [`Endpoint::parse`].
    pub parse: fn(&About<'_>, &Response) -> Result<Answer, Error>,
}

impl Exchange {
    /// The value of an endpoint.
    #[must_use]
    pub const fn of<E: Endpoint>() -> Self {
        Self { kind: E::KIND, request: E::REQUEST, parse: E::parse }
    }

    /// Whether it takes a session token.
    #[must_use]
    pub fn needs_token(&self) -> bool {
        self.has(b"<token>")
    }

    /// Whether it takes a one-time code.
    #[must_use]
    pub fn needs_one_time_code(&self) -> bool {
        self.has(b"<otp>")
    }

    /// Whether it takes a signature image.
    #[must_use]
    pub fn takes_image(&self) -> bool {
        self.has(b"<image>")
    }

    pub(crate) fn has(&self, part: &[u8]) -> bool {
        self.request.as_bytes().windows(part.len()).any(|window| window == part)
    }

    /// Builds the request of one attempt.
    #[must_use]
    pub fn build(&self, about: &About<'_>, attempt: &Attempt<'_>) -> Draft {
        let (mut head, mut body) = (Vec::new(), Vec::new());
        let mut place = Place::Line;
        for line in self.request.as_bytes().split(|byte| *byte == b'\n') {
            if line.is_empty() {
                place = Place::Body;
                continue;
            }
            let out = if place == Place::Body { &mut body } else { &mut head };
            if place == Place::Header {
                out.push(b'\n');
            }
            fill(line, *b"<>", place, about, attempt, out);
            if place == Place::Line {
                place = Place::Header;
            }
        }
        let is_signed = head.ends_with(b"\nsignature: ");
        let request = Request::new(String::from_utf8(head).unwrap_or_default());
        let body = Frame::of_json(body, about.sign_image.is_some());
        if is_signed {
            return Draft::Unsigned(artha::unsigned(self, request, body, about));
        }
        Draft::Ready(request.body(body.around(about.image())))
    }
}

/// Where in a request a value goes, which decides how it is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// The first line: percent-encoded.
    Line,
    /// A header: as it is.
    Header,
    /// The body: escaped as in a JSON text. Numbers are digits and need no escape.
    Body,
}

/// Writes a text, with the names between the two marks filled in.
fn fill(
    text: &[u8],
    marks: [u8; 2],
    place: Place,
    about: &About<'_>,
    attempt: &Attempt<'_>,
    out: &mut Vec<u8>,
) {
    for (position, piece) in text.split(|byte| marks.contains(byte)).enumerate() {
        if position % 2 == 0 {
            for byte in piece {
                out.push(*byte);
                if *byte == b' ' && place == Place::Line {
                    let base = base_url::without_slash(about.settings.text("baseUrl"));
                    out.extend_from_slice(base.as_bytes());
                }
            }
            continue;
        }
        let value = value(piece, about, attempt);
        match (piece, place) {
            (b"image", _) if about.sign_image.is_some() => (),
            (b"image", _) => {
                while out.pop().is_some_and(|byte| byte != b',') {}
                out.push(b'}');
                return;
            }
            (b"timestamp", _) => json::write_u64(attempt.now_seconds, out),
            (b"signing.tokenValue", _) if value == "name_and_token" => {
                fill(b"<signing.tokenName>=<customerToken>", marks, place, about, attempt, out);
            }
            (b"signing.tokenValue", _) => {
                out.extend_from_slice(about.settings.text("customerToken").as_bytes());
            }
            _ if piece.starts_with(b"paths.") => {
                fill(value.as_bytes(), *b"{}", place, about, attempt, out);
            }
            (_, Place::Line) => base_url::push_percent_encoded(value.as_bytes(), out),
            // What a login gave might hold a line end: it must not begin another header.
            (_, Place::Header) => out.extend(value.bytes().filter(|byte| *byte >= b' ')),
            (_, Place::Body) => json::write_escaped(value, out),
        }
    }
}

/// The value of a name.
pub(crate) fn value<'a>(name: &[u8], about: &About<'a>, attempt: &Attempt<'a>) -> &'a str {
    let settings = about.settings;
    match name {
        b"card" => about.card.as_str(),
        b"token" => attempt.token,
        b"otp" => attempt.one_time_code,
        b"nonce" => attempt.nonce,
        b"idempotencyKey" => attempt.idempotency_key,
        _ => option(settings, core::str::from_utf8(name).unwrap_or_default()),
    }
}

/// The text of an option. `group.name` is an option within a group.
fn option<'a>(settings: &'a Settings, name: &str) -> &'a str {
    let text = match name.bytes().position(|byte| byte == b'.') {
        Some(at) => {
            let (group, rest) = name.split_at_checked(at).unwrap_or_default();
            settings.text_within(group, rest.get(1..).unwrap_or_default())
        }
        None => settings.text(name),
    };
    match (text, name) {
        ("", "updateMethod") => "POST",
        ("", "signing.tokenName") => "customerToken",
        _ => text,
    }
}

impl<'a> About<'a> {
    /// The image, and how it is written.
    pub(crate) fn image(&self) -> Option<Image<'a>> {
        Some((self.sign_image?, artha::encoding(self.settings)))
    }
}

/// An operation that an issuer does not have.
pub(crate) fn unsupported(reason: &'static str) -> Error {
    Error::new(ErrorCode::UnsupportedAction, reason)
}
