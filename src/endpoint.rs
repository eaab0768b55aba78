//! What an endpoint is: what goes on the wire, and how the answer is read.

use crate::answer::Answer;
use crate::base_url;
use crate::body::Image;
use crate::error::{Error, ErrorCode};
use crate::http::{Request, Response};
use crate::image::SignImage;
use crate::issuers::artha;
use crate::json;
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

/// What a request is about.
#[derive(Clone, Copy)]
pub struct About<'a> {
    /// The issuer's options.
    pub settings: &'a Settings,
    /// The checked id of the card.
    pub card: &'a str,
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

    /// The request as it goes on the wire, but for the base URL: the first line, the headers, an
    /// empty line, the body. Names in angle brackets are filled in: `card`, the values of the
    /// [`Attempt`] (`timestamp`, `nonce`, `token`, `otp`, `idempotencyKey`), or else an option of
    /// the issuer.
    ///
    /// * `<signature>` ends the head of a request that is signed as Artha wants it.
    /// * `<image>` is the signature image of such a request. It must be the last member of the
    ///   body, which is left out where there is no image.
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
        text::contains(self.request.as_bytes(), part)
    }

    /// Builds the request of one attempt.
    #[must_use]
    pub fn build(&self, about: &About<'_>, attempt: &Attempt<'_>) -> Draft {
        let mut filled = Filling::new(about, attempt, Place::Line, Vec::new());
        filled.push(self.request, b'<');
        let (head, body) = (filled.head, filled.text);
        if self.has(b"<signature>") {
            return Draft::Unsigned(artha::unsigned(self, head, body, about));
        }
        Draft::Ready(Request::new(head, body))
    }
}

/// Where in a request a text goes, which decides how it is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// The first line: values are percent-encoded. The base URL follows the method.
    Line,
    /// A header: values stand as they are.
    Header,
    /// The body: values are escaped as in a JSON text. Numbers are digits and need no escape.
    Body,
    /// What is signed: the members of the body in lines like headers.
    Signed,
}

/// A request whose names are being filled in.
pub(crate) struct Filling<'a> {
    about: &'a About<'a>,
    attempt: &'a Attempt<'a>,
    place: Place,
    head: Vec<u8>,
    pub(crate) text: Vec<u8>,
}

impl<'a> Filling<'a> {
    pub(crate) const fn new(
        about: &'a About<'a>,
        attempt: &'a Attempt<'a>,
        place: Place,
        text: Vec<u8>,
    ) -> Self {
        Self { about, attempt, place, head: Vec::new(), text }
    }

    /// Appends a text with its names filled in, which stand between marks.
    pub(crate) fn push(&mut self, mut text: &str, mark: u8) {
        while !text.is_empty() {
            let (literal, rest) = text::cut(text, mark);
            // The closing marks are two places after the opening ones.
            let (name, rest) = text::cut(rest, mark + 2);
            text = rest;
            for byte in literal.bytes() {
                self.push_byte(byte);
            }
            if !name.is_empty() {
                self.push_named(name);
            }
        }
    }

    fn push_byte(&mut self, byte: u8) {
        match (self.place, byte) {
            (Place::Line, b' ') => {
                let base = self.about.settings.text("baseUrl");
                self.text.push(b' ');
                self.text.extend_from_slice(base.as_bytes());
                return;
            }
            (Place::Line, b'\n') => self.place = Place::Header,
            (Place::Header, b'\n') if self.text.ends_with(b"\n") => {
                self.text.pop();
                self.place = Place::Body;
                self.head = core::mem::take(&mut self.text);
                return;
            }
            (Place::Signed, b'"' | b'}') => return,
            (Place::Signed, b'{' | b',') => return self.text.push(b'\n'),
            (Place::Signed, b':') => return self.text.extend_from_slice(b": "),
            _ => (),
        }
        self.text.push(byte);
    }

    fn push_named(&mut self, name: &str) {
        let (about, out) = (self.about, &mut self.text);
        let value = match name {
            "image" => match (self.place, about.sign_image) {
                (Place::Signed, Some(_)) => artha::IMAGE,
                (Place::Signed, None) | (_, Some(_)) => "",
                (_, None) => {
                    // The text before takes over the quote that follows.
                    while out.pop().is_some_and(|byte| byte != b',') {}
                    out.pop();
                    ""
                }
            },
            "timestamp" => return json::write_u64(self.attempt.now_seconds, out),
            "card" => about.card,
            "token" => self.attempt.token,
            "otp" => self.attempt.one_time_code,
            "nonce" => self.attempt.nonce,
            "idempotencyKey" => self.attempt.idempotency_key,
            "signing.tokenValue" => {
                if about.settings.text(name) == "name_and_token" {
                    self.push("<signing.tokenName>=", b'<');
                }
                return self.push("<customerToken>", b'<');
            }
            name => about.settings.text(name),
        };
        if name.starts_with("paths.") {
            return self.push(value, b'{');
        }
        match self.place {
            Place::Line => base_url::push_percent_encoded(value.as_bytes(), out),
            Place::Body => json::write_escaped(value, out),
            // What a login gave might hold a line end: it must not begin another header.
            Place::Header | Place::Signed => {
                for byte in value.bytes() {
                    if byte != b'\n' && byte != b'\r' {
                        out.push(byte);
                    }
                }
            }
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::IssuerId;
    use crate::issuers::{artha::CardFreeze, issuer, yativo::GetCard};

    fn built<E: Endpoint>(options: &[(&str, &str)], card: &str, token: &str) -> Request {
        let mut settings = Settings::default();
        for (name, value) in options {
            settings.push(name, value);
        }
        let about = About { settings: &settings, card, sign_image: None };
        match E::build(&about, &Attempt { token, ..Attempt::default() }) {
            Draft::Ready(request) => request,
            Draft::Unsigned(unsigned) => unsigned.signed(b"s"),
        }
    }

    #[test]
    fn a_value_stays_where_it_was_put() {
        let options = [("baseUrl", "https://a.example")];
        let request = built::<GetCard>(&options, "<token>", "t\r\nX-Other: 1\n\n{<card>}: 2");
        assert_eq!(request.method(), "GET");
        assert_eq!(request.url(), "https://a.example/customer/virtual/cards/get/%3Ctoken%3E");
        let headers: Vec<_> = request.headers().collect();
        let token = "Bearer tX-Other: 1{<card>}: 2";
        assert_eq!(headers, [("Accept", "application/json"), ("Authorization", token)]);
        assert_eq!(request.body.as_bytes(), b"");
    }

    #[test]
    fn a_value_that_reads_like_a_word_of_an_option_is_none() {
        let options = [
            ("baseUrl", "https://a.example"),
            ("customerToken", "name_and_token"),
            ("signing.tokenName", "customerToken"),
            ("signing.tokenValue", "token"),
        ];
        let request = built::<CardFreeze>(&options, "name_and_token", "");
        assert!(request.headers().any(|header| header == ("customerToken", "name_and_token")));
        assert_eq!(request.body.as_bytes(), br#"{"cardId":"name_and_token"}"#);
    }

    #[test]
    fn images_are_the_last_member_of_signed_requests() {
        for (_, exchange) in IssuerId::ALL.iter().flat_map(|id| issuer(*id).endpoints) {
            let (head, body) =
                exchange.request.split_once("\n\n").unwrap_or((exchange.request, ""));
            assert!(body.is_empty() || (body.starts_with('{') && body.ends_with('}')), "{body}");
            if exchange.takes_image() {
                assert!(
                    head.ends_with("\nsignature: <signature>") && body.ends_with(":\"<image>\"}"),
                    "{body}"
                );
            }
        }
    }
}
