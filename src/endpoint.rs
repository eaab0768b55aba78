//! What an endpoint is: what goes on the wire, and how the answer is read.

use crate::amount;
use crate::answer::{Answer, without_card};
use crate::base_url;
use crate::body::Image;
use crate::error::{Error, ErrorCode};
use crate::http::{Request, Response};
use crate::image::SignImage;
use crate::issuers::{artha, artha_v1, needs};
use crate::json;
use crate::prelude::*;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;
use crate::settings::Settings;
use crate::text;
use crate::unsigned::{Unhashed, Unsigned};
use zeroize::Zeroize;

/// What may be done with a request that failed.
///
/// ```
/// use cardlatch::{IssuerId, Operation, endpoint::Kind, issuers};
/// let kind = |operation| issuers::endpoint(IssuerId::Ibanera, operation).map(|found| found.kind);
/// assert_eq!(kind(Operation::CARD), Some(Kind::Read));
/// assert_eq!(kind(Operation::TOP_UP), Some(Kind::Write));
/// assert_eq!(kind(Operation::LOGIN), Some(Kind::Login));
/// ```
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
///
/// With it an endpoint builds and reads without a client's session, retries and time limits:
///
/// ```
/// use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// use cardlatch::issuers::open_api::{Freeze, OpenApiConfig};
/// use cardlatch::{Client, IssuerConfig, settings::Settings};
///
/// # let config = OpenApiConfig::new("https://issuer.example", "v1", "1011", "1001", "key");
/// # let client = Client::new(IssuerConfig::OpenApi(config))?;
/// let (settings, fields) = (client.settings(), &Settings::default());
/// let about = About { settings, fields, card: "cid_1", sign_image: None };
/// let Draft::Ready(request) = Freeze::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(request.url(), "https://issuer.example/v1/openApi/card/freeze");
/// # Ok::<(), cardlatch::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct About<'a> {
    /// The issuer's options.
    pub settings: &'a Settings,
    /// The checked id of the card.
    pub card: &'a str,
    /// What the caller gave for this operation, checked by its [`Endpoint::FIELDS`].
    pub fields: &'a Settings,
    /// The cardholder's signature image.
    pub sign_image: Option<&'a SignImage>,
}

/// The values of one attempt. All of them come from outside: nothing here reads a clock.
///
/// ```
/// use cardlatch::endpoint::Attempt;
/// let attempt = Attempt { now_seconds: 1_700_000_000, nonce: "a1b2c3d4e5", ..Attempt::default() };
/// assert_eq!(attempt.token, ""); // Artha has no sessions
/// ```
#[derive(Clone, Copy, Default)]
pub struct Attempt<'a> {
    /// Unix time in seconds.
    pub now_seconds: u64,
    /// Ten random letters and digits, or a random UUID.
    pub nonce: &'a str,
    /// The session token.
    pub token: &'a str,
    /// The one-time code.
    pub one_time_code: &'a str,
    /// The key under which the issuer knows the operation. The same for every attempt.
    pub idempotency_key: &'a str,
}

/// A request, perhaps still without its signature.
///
/// ```
/// use cardlatch::endpoint::{Attempt, Draft, Endpoint};
/// use cardlatch::http::Request;
/// # use cardlatch::endpoint::About;
/// # use cardlatch::issuers::artha::{ArthaConfig, CancelCard};
/// # use cardlatch::{Client, IssuerConfig, settings::Settings};
/// # let sign = |_: &[u8]| [0; 256];
/// # let hash = |_: &[u8]| [0; 32];
/// # let config = ArthaConfig::new("https://a.example", "token");
/// # let client = Client::new(IssuerConfig::Artha(config))?;
/// # let (settings, fields) = (client.settings(), &Settings::default());
/// # let about = About { settings, fields, card: "81e38cea", sign_image: None };
///
/// let request: Request = match CancelCard::build(&about, &Attempt::default()) {
///     Draft::Ready(request) => request,
///     Draft::Unsigned(unsigned) => {
///         let signature = sign(unsigned.bytes_to_sign());
///         unsigned.signed(&signature)
///     }
///     Draft::Unhashed(unhashed) => {
///         let hash = hash(unhashed.bytes_to_hash());
///         let unsigned = unhashed.hashed(&hash);
///         let signature = sign(unsigned.bytes_to_sign());
///         unsigned.signed(&signature)
///     }
/// };
/// assert_eq!(request.headers().last().unwrap().0, "signature");
/// # Ok::<(), cardlatch::Error>(())
/// ```
pub enum Draft {
    /// Ready to be sent.
    Ready(Request),
    /// Its body is to be hashed, and then it is to be signed.
    Unhashed(Unhashed),
    /// To be signed first.
    Unsigned(Unsigned),
}

/// One operation of one issuer. Building and parsing are pure.
///
/// A call of a contract of yours, read by rules of yours:
///
/// ```
/// use cardlatch::answer::Answer;
/// use cardlatch::endpoint::{About, Endpoint, Exchange, Kind};
/// use cardlatch::{ActionResult, Error, Reply, http::Response};
///
/// struct Recharge;
///
/// impl Endpoint for Recharge {
///     const KIND: Kind = Kind::Write;
///     const REQUEST: &'static str = "POST /recharge/<card>\nAccept: */*\n\n{\"sum\":<amount>}";
///     const FIELDS: &'static str = "amount number";
///
///     fn parse(_: &About<'_>, _: &Response) -> Result<Answer, Error> {
///         Ok(Answer::Reply(Reply::new(ActionResult::Accepted, false)))
///     }
/// }
/// assert!(Exchange::of::<Recharge>().needs_card());
/// ```
pub trait Endpoint {
    /// What may be done when it fails.
    const KIND: Kind;

    /// The request as it goes on the wire, but for the base URL: the first line, the headers, an
    /// empty line, the body. Names in angle brackets are filled in: `card`, the values of the
    /// [`Attempt`] (`timestamp`, `nonce`, `token`, `otp`, `idempotencyKey`), or else a field of the
    /// operation or an option of the issuer.
    ///
    /// * `<name?>` may be missing: then the member of the body, or the part of the query, that it is
    ///   the value of is left out, and an object that has no members left.
    /// * `<{name}>` are the members of a JSON object that the caller gave.
    /// * `<path>` and `<paths.…>` are paths of a contract, in which `{version}` is filled in.
    /// * A form feed begins another form of the request: an option and its word, a line end, and what
    ///   is sent where the option is that word.
    /// * `<$name>` is an amount in the unit that the option `amountUnit` says.
    /// * `<pathPrefix>` and what begins so are steps of a path and stand as they are.
    /// * `<signature>` ends the head of a request that is signed as Artha wants it, or, with `<hash>`
    ///   before it, as Artha's newer API does.
    /// * `<units.name>` is the field `amount` in the unit that the option of this name says.
    /// * `<image>` is the signature image of such a request. It must be the last member of the
    ///   body, which is left out where there is no image.
    const REQUEST: &'static str;

    /// What the caller may give beside the card: the rules of the operation's fields.
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "";

    /// The page of the issuer's documents that says so, or who else does.
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "";

    /// Whether no document says so, only others' programs: such an operation is refused unless the
    /// options ask for it.
    const OBSERVED: bool = false;

    /// Reads an answer. The body decides, whatever the media type or the status says.
    ///
    /// # Errors
    /// One of the documented errors of the issuer, or `unexpected_answer`.
    ///
    /// ```
    /// use cardlatch::endpoint::{About, Endpoint};
    /// use cardlatch::issuers::open_api::Freeze;
    /// use cardlatch::{http::Response, settings::Settings};
    ///
    /// let none = &Settings::default();
    /// let about = About { settings: none, fields: none, card: "cid_1", sign_image: None };
    /// let refused = Freeze::parse(&about, &Response::new(200, r#"{"code":40001,"message":"no"}"#));
    /// assert_eq!(refused.err().unwrap().issuer_error_code(), Some("40001")); // whatever HTTP says
    /// ```
    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error>;

    /// Builds the request of one attempt.
    ///
    /// Pure: the same arguments give the same bytes.
    ///
    /// ```
    /// use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
    /// use cardlatch::issuers::open_api::Freeze;
    /// use cardlatch::settings::Settings;
    ///
    /// let none = &Settings::default(); // unchecked: a client's settings have a base URL
    /// let about = About { settings: none, fields: none, card: "cid_1", sign_image: None };
    /// assert!(matches!(Freeze::build(&about, &Attempt::default()), Draft::Ready(_)));
    /// ```
    #[must_use]
    fn build(about: &About<'_>, attempt: &Attempt<'_>) -> Draft
    where
        Self: Sized,
    {
        Exchange::of::<Self>().build(about, attempt)
    }
}

/// An endpoint as a value, for lists.
///
/// ```
/// use cardlatch::{IssuerId, endpoint::Kind, issuers::issuer};
/// let writes = issuer(IssuerId::Artha).endpoints.iter().filter(|(_, of)| of.kind == Kind::Write);
/// let names: Vec<_> = writes.map(|(operation, _)| operation.as_str()).collect();
/// assert_eq!(names, ["freeze", "unfreeze", "cancel", "setPin", "topUp", "issue", "bind"]);
/// ```
pub struct Exchange {
    /// What may be done when it fails.
    pub kind: Kind,
    /// The request, as in [`Endpoint::REQUEST`].
    pub request: &'static str,
    /// As [`Endpoint::OBSERVED`].
    pub observed: bool,
    /// Reads an answer, as [`Endpoint::parse`].
    pub parse: fn(&About<'_>, &Response) -> Result<Answer, Error>,
    /// As [`Endpoint::FIELDS`].
    #[cfg(not(feature = "ship"))]
    pub fields: Rules,
    /// As [`Endpoint::SOURCE`].
    #[cfg(not(feature = "ship"))]
    pub source: &'static str,
}

impl Exchange {
    /// The value of an endpoint.
    ///
    /// ```
    /// use cardlatch::endpoint::Exchange;
    /// use cardlatch::issuers::artha::CardTopUp;
    /// assert_eq!(Exchange::of::<CardTopUp>().fields, "amount number");
    /// ```
    #[must_use]
    pub const fn of<E: Endpoint>() -> Self {
        Self {
            kind: E::KIND,
            request: E::REQUEST,
            observed: E::OBSERVED,
            parse: E::parse,
            #[cfg(not(feature = "ship"))]
            fields: E::FIELDS,
            #[cfg(not(feature = "ship"))]
            source: E::SOURCE,
        }
    }

    /// Whether it takes a session token.
    ///
    /// ```
    /// use cardlatch::{endpoint::Exchange, issuers::{artha, yativo}};
    /// assert!(Exchange::of::<yativo::GetCard>().needs_token());
    /// assert!(!Exchange::of::<artha::CardDetails>().needs_token()); // signed instead
    /// ```
    #[must_use]
    pub fn needs_token(&self) -> bool {
        needs::SESSIONS && self.has(b"<token>")
    }

    /// Whether it takes a one-time code.
    ///
    /// ```
    /// use cardlatch::{endpoint::Exchange, issuers::{ibanera, yativo}};
    /// assert!(Exchange::of::<ibanera::CardDetails>().needs_one_time_code());
    /// assert!(!Exchange::of::<yativo::GetCard>().needs_one_time_code());
    /// ```
    #[must_use]
    pub fn needs_one_time_code(&self) -> bool {
        needs::CODES && self.has(b"<otp>")
    }

    /// Whether the hash of its body is signed.
    ///
    /// ```
    /// use cardlatch::{endpoint::Exchange, issuers::{artha, artha_v1}};
    /// assert!(Exchange::of::<artha_v1::FreezeCard>().is_hashed());
    /// assert!(!Exchange::of::<artha::CardFreeze>().is_hashed());
    /// ```
    #[must_use]
    pub fn is_hashed(&self) -> bool {
        needs::HASHES && self.has(b"<hash>")
    }

    /// Whether it takes a signature image.
    ///
    /// ```
    /// use cardlatch::{endpoint::Exchange, issuers::artha::{CancelCard, CardFreeze}};
    /// assert!(Exchange::of::<CardFreeze>().takes_image());
    /// assert!(!Exchange::of::<CancelCard>().takes_image());
    /// ```
    #[must_use]
    pub fn takes_image(&self) -> bool {
        needs::PROGRAMS && self.has(b"<image>")
    }

    /// Whether it is about one card, or may be.
    ///
    /// ```
    /// use cardlatch::{endpoint::Exchange, issuers::artha::{CardBalance, Merchant}};
    /// assert!(Exchange::of::<CardBalance>().needs_card());
    /// assert!(!Exchange::of::<Merchant>().needs_card());
    /// ```
    #[must_use]
    pub fn needs_card(&self) -> bool {
        self.has(b"<card")
    }

    /// The option that holds its path, where no public document does.
    ///
    /// ```
    /// use cardlatch::{endpoint::Exchange, issuers::open_api::{Cancel, Freeze}};
    /// assert_eq!(Exchange::of::<Cancel>().path_of_contract(), Some("paths.cancel"));
    /// assert_eq!(Exchange::of::<Freeze>().path_of_contract(), None); // its page is public
    /// ```
    #[must_use]
    pub fn path_of_contract(&self) -> Option<&'static str> {
        let path = text::cut(text::cut(self.request, b'<').1, b'>').0;
        if path.starts_with("paths.") { Some(path) } else { None }
    }

    /// The form of the request that these options ask for, and the other one.
    fn forms(&self, about: &About<'_>) -> (&'static str, &'static str) {
        if !needs::FORMS {
            return (self.request, "");
        }
        let (first, other) = text::cut(self.request, FORM);
        let (option, second) = text::cut(other, b'\n');
        let (name, word) = text::cut(option, b'=');
        let is_second = !name.is_empty() && about.value(name) == word;
        if is_second { (second, first) } else { (first, second) }
    }

    /// The field that does not fit the form in use: whether it is missing, or has no place.
    pub(crate) fn misfit(&self, about: &About<'_>) -> Option<(&'static str, bool)> {
        if !needs::FORMS {
            return None;
        }
        let (form, other) = self.forms(about);
        let is_missing = |name: &&str| !other.is_empty() && about.fields.is_left_out(name);
        let has_no_place = |name: &&str| {
            let opened = text::joined("<", name);
            let is_given = !about.fields.text(name).is_empty();
            is_given && !text::contains(form.as_bytes(), opened.as_bytes())
        };
        let missing = names(form).find(is_missing).map(|name| (name, true));
        missing.or_else(|| {
            let mut names = names(other).map(|name| name.strip_suffix('?').unwrap_or(name));
            names.find(has_no_place).map(|name| (name, false))
        })
    }

    /// The option that says in which unit the amount goes.
    ///
    /// ```
    /// use cardlatch::{endpoint::Exchange, issuers::{artha, yativo}};
    /// assert_eq!(Exchange::of::<yativo::TopUpCard>().unit(), Some("units.topUp"));
    /// assert_eq!(Exchange::of::<artha::CardTopUp>().unit(), None); // whole units, as documented
    /// ```
    #[must_use]
    pub fn unit(&self) -> Option<&'static str> {
        let mut rest = self.request;
        while needs::UNITS && !rest.is_empty() {
            let name;
            (name, rest) = text::cut(text::cut(rest, b'<').1, b'>');
            if name.starts_with("units.") {
                return Some(name);
            }
        }
        None
    }

    pub(crate) fn has(&self, part: &[u8]) -> bool {
        text::contains(self.request.as_bytes(), part)
    }

    /// Reads an answer. What is about no card knows of no missing card.
    ///
    /// # Errors
    /// As [`Endpoint::parse`].
    ///
    /// ```
    /// use cardlatch::endpoint::{About, Endpoint, Exchange};
    /// use cardlatch::issuers::artha::Merchant;
    /// use cardlatch::{http::Response, settings::Settings};
    ///
    /// let none = &Settings::default();
    /// let about = About { settings: none, fields: none, card: "", sign_image: None };
    /// let answer = Response::new(404, "");
    /// let code = |read: Result<_, cardlatch::Error>| read.map(|_| ()).unwrap_err().code().as_str();
    /// assert_eq!(code(Merchant::parse(&about, &answer)), "card_not_found");
    /// assert_eq!(code(Exchange::of::<Merchant>().read(&about, &answer)), "issuer_rejected");
    /// ```
    pub fn read(&self, about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let read = (self.parse)(about, response);
        if self.needs_card() { read } else { read.map_err(without_card) }
    }

    /// Builds the request of one attempt.
    ///
    /// ```
    /// use cardlatch::endpoint::{About, Attempt, Draft};
    /// use cardlatch::{Action, Client, IssuerConfig, Operation, issuers, settings::Settings};
    /// # use cardlatch::issuers::yativo::YativoConfig;
    /// # let config = YativoConfig::new("https://issuer.example/api/v1", "account", "secret");
    /// # let client = Client::new(IssuerConfig::Yativo(config))?;
    /// let (settings, fields) = (client.settings(), &Settings::default());
    /// let about = About { settings, fields, card: "5d2c0b1e", sign_image: None };
    /// let freeze = issuers::endpoint(client.issuer(), Operation::of(Action::Freeze)).unwrap();
    /// let attempt = Attempt { token: "j.w.t", idempotency_key: "order-17", ..Attempt::default() };
    /// let Draft::Ready(request) = freeze.build(&about, &attempt) else { panic!() };
    /// assert_eq!(request.body.as_bytes(), br#"{"action":"freeze"}"#);
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn build(&self, about: &About<'_>, attempt: &Attempt<'_>) -> Draft {
        let mut filled =
            Filling { about, attempt, place: Place::Line, head: Vec::new(), text: Vec::new() };
        filled.push(self.forms(about).0, b'<');
        let (head, body) = (pruned(filled.head), pruned(filled.text));
        if self.is_hashed() {
            return Draft::Unhashed(artha_v1::unhashed(self, head, body, about));
        }
        if needs::PROGRAMS && self.has(b"<signature>") {
            return Draft::Unsigned(artha::unsigned(self, head, body, about));
        }
        Draft::Ready(Request::new(head, body))
    }
}

/// Where in a request a text goes, which decides how it is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// The first line: values are percent-encoded. The base URL follows the method.
    Line,
    /// A header: values stand as they are.
    Header,
    /// The body: values are escaped as in a JSON text. Numbers are digits and need no escape.
    Body,
}

/// The names in a request, in order.
fn names(mut rest: &'static str) -> impl Iterator<Item = &'static str> {
    core::iter::from_fn(move || {
        let name;
        (name, rest) = text::cut(text::cut(rest, b'<').1, b'>');
        if name.is_empty() { None } else { Some(name) }
    })
}

/// Begins another form of a request.
const FORM: u8 = b'\x0c';

/// Stands for a value that is missing until what it is the value of is taken out. No value holds it.
const MISSING: u8 = 1;

/// A request whose names are being filled in.
struct Filling<'a> {
    about: &'a About<'a>,
    attempt: &'a Attempt<'a>,
    place: Place,
    head: Vec<u8>,
    text: Vec<u8>,
}

impl Filling<'_> {
    /// Appends a text with its names filled in, which stand between marks.
    fn push(&mut self, mut text: &str, mark: u8) {
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
                // Pictures in fields are large: their text is not to be moved while it grows.
                self.text.reserve(self.about.fields.room());
                return;
            }
            _ => (),
        }
        self.text.push(byte);
    }

    fn push_named(&mut self, name: &str) {
        let about = self.about;
        let (name, may_miss) = match name.strip_suffix('?') {
            Some(name) => (name, true),
            None => (name, needs::PROGRAMS && name == "image" || is_beside(name)),
        };
        let (name, is_amount) = match text::after(name, b"$") {
            Some(name) if needs::ONE_UNIT => (name, true),
            _ => (name, false),
        };
        let value = match name {
            _ if needs::PROGRAMS && name == "image" && about.sign_image.is_some() => return,
            "timestamp" => return json::write_u64(self.attempt.now_seconds, &mut self.text),
            "card" => about.card,
            _ if needs::SESSIONS && name == "token" => self.attempt.token,
            _ if needs::CODES && name == "otp" => self.attempt.one_time_code,
            _ if needs::SIGNATURES && name == "nonce" => self.attempt.nonce,
            _ if needs::KEYS && name == "idempotencyKey" => self.attempt.idempotency_key,
            _ if needs::PROGRAMS && name == "signing.tokenValue" => {
                if about.settings.text(name) == "name_and_token" {
                    self.push("<signing.tokenName>=", b'<');
                }
                return self.push("<customerToken>", b'<');
            }
            name => about.value(name),
        };
        if needs::PATHS && name.starts_with("path") {
            return self.push(value, b'{');
        }
        let minor;
        let value = if needs::ONE_UNIT && is_amount && about.settings.text("amountUnit") == "minor"
        {
            minor = amount::to_minor(value);
            // What is no amount was checked to be null.
            minor.as_deref().unwrap_or(value)
        } else {
            value
        };
        let out = &mut self.text;
        if needs::UNITS && name.starts_with("units.") {
            let amount = about.fields.text("amount");
            let amount = match value {
                "major" => Some(amount.to_owned()),
                "minor" => amount::to_minor(amount),
                _ => None,
            };
            return out.extend_from_slice(amount.unwrap_or_default().as_bytes());
        }
        match self.place {
            _ if may_miss && matches!(value, "" | "{}") => out.push(MISSING),
            Place::Line => base_url::push_percent_encoded(value.as_bytes(), out),
            Place::Body if is_beside(name) => {
                let members = text::after(value, b"{").and_then(|value| value.strip_suffix('}'));
                out.extend_from_slice(members.unwrap_or_default().as_bytes());
            }
            Place::Body => json::write_escaped(value, out),
            // What a login gave might hold a line end: it must not begin another header.
            Place::Header => {
                for byte in value.bytes() {
                    if byte != b'\n' && byte != b'\r' {
                        out.push(byte);
                    }
                }
            }
        }
    }
}

/// The text without what is missing: the member of an object or the part of a query that it is the
/// value of, and objects that have no members left.
fn pruned(mut text: Vec<u8>) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let (mut is_quoted, mut rest) = (false, text.as_slice());
    // Where something was taken out last: an object that was given without members stays.
    let mut taken_at = 0;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        let is_left_empty = byte == b'}' && out.len() == taken_at && out.ends_with(b":{");
        if byte != MISSING && !is_left_empty {
            // What is quoted here ends with an even number of backslashes before its quote.
            let escapes = out.iter().rev().take_while(|byte| **byte == b'\\').count();
            is_quoted ^= byte == b'"' && escapes % 2 == 0;
            out.push(byte);
            continue;
        }
        if is_left_empty {
            out.pop();
        } else if is_quoted {
            rest = rest.get(1..).unwrap_or_default();
            is_quoted = false;
        }
        while !matches!(out.last(), None | Some(b',' | b'{' | b'?' | b'&')) {
            out.pop();
        }
        let goes_on = matches!(rest.first(), Some(b',' | b'&'));
        match out.last() {
            Some(b'{' | b'?') if goes_on => rest = rest.get(1..).unwrap_or_default(),
            Some(b'{') => (),
            _ => _ = out.pop(),
        }
        taken_at = out.len();
    }
    text.zeroize();
    out
}

impl<'a> About<'a> {
    /// A field of the operation, or else an option of the issuer. Braces around the name only say
    /// how it is written.
    pub(crate) fn value(&self, name: &str) -> &'a str {
        let name = match text::after(name, b"{") {
            Some(braced) if is_beside(name) => text::cut(braced, b'}').0,
            _ => name,
        };
        let own = self.fields.text(name);
        if own.is_empty() { self.settings.text(name) } else { own }
    }

    /// The image, and how it is written.
    pub(crate) fn image(&self) -> Option<Image<'a>> {
        Some((self.sign_image?, artha::encoding(self.settings)))
    }
}

/// Whether a field's members are to stand beside those of the request.
fn is_beside(name: &str) -> bool {
    needs::MEMBERS && name.starts_with('{')
}

/// An operation that an issuer does not have.
pub(crate) fn unsupported(reason: &'static str) -> Error {
    Error::new(ErrorCode::UnsupportedAction, reason)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::IssuerId;
    use crate::issuers::{
        artha::CardFreeze,
        issuer,
        yativo::{GetCard, Withdraw},
    };

    fn built<E: Endpoint>(options: &[(&str, &str)], card: &str, token: &str) -> Request {
        let mut settings = Settings::default();
        for (name, value) in options {
            settings.push(name, value);
        }
        let fields = Settings::default();
        let about = About { settings: &settings, card, fields: &fields, sign_image: None };
        match E::build(&about, &Attempt { token, ..Attempt::default() }) {
            Draft::Ready(request) => request,
            Draft::Unhashed(unhashed) => unhashed.hashed(b"h").signed(b"s"),
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
    fn an_amount_goes_in_the_unit_that_is_told_or_not_at_all() {
        for (unit, amount, due) in [
            ("major", "5.50", "5.50"),
            ("minor", "5.50", "550"),
            ("minor", "5.501", ""),
            ("", "5.50", ""),
        ] {
            let mut settings = Settings::default();
            settings.push("units.withdraw", unit);
            let mut fields = Settings::default();
            fields.push("amount", amount);
            let about = About { settings: &settings, card: "c", fields: &fields, sign_image: None };
            let Draft::Ready(request) = Withdraw::build(&about, &Attempt::default()) else {
                panic!("a signature");
            };
            let due = format!("{{\"cardId\":\"c\",\"amount\":{due}}}");
            assert_eq!(request.body.as_bytes(), due.as_bytes());
        }
        assert_eq!(Exchange::of::<Withdraw>().unit(), Some("units.withdraw"));
        assert_eq!(Exchange::of::<GetCard>().unit(), None);
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
    fn only_what_is_missing_is_taken_out() {
        for (text, due) in [
            (r#"{"a":"\u{1}","b":1}"#, r#"{"b":1}"#),
            (r#"{"a":1,"b":{"c":\u{1},"d":{"e":"\u{1}"}}}"#, r#"{"a":1}"#),
            (r#"{"k":"v",\u{1}}"#, r#"{"k":"v"}"#),
            (r#"{"b":{\u{1}},"c":2}"#, r#"{"c":2}"#),
            (r#"{"a":\u{1},"given":{},"text":":{}"}"#, r#"{"given":{},"text":":{}"}"#),
            ("/x?a=\u{1}&b=2", "/x?b=2"),
            ("/x?a=\u{1}&b=\u{1}", "/x"),
        ] {
            let text = text.replace("\\u{1}", "\u{1}");
            let out = pruned(text.clone().into_bytes());
            assert_eq!(String::from_utf8(out).unwrap(), due, "{text}");
        }
    }

    /// In two forms, as Ibanera's transfers are.
    struct Two;

    impl Endpoint for Two {
        const KIND: Kind = Kind::Write;
        const REQUEST: &'static str = "\
POST /new
A: b

{\"x\":<x>,\"y\":<y?>,\"z\":<z?>}\x0cform=old
POST /old
A: b

{\"x\":<x>,\"Y\":<y>}";

        fn parse(_: &About<'_>, _: &Response) -> Result<Answer, Error> {
            Err(unsupported(""))
        }
    }

    #[test]
    fn an_option_chooses_the_form_and_the_form_its_fields() {
        let base = ("baseUrl", "https://a.example");
        let fields = [base, ("x", "1"), ("y", "2"), ("z", "3")];
        let request = built::<Two>(&fields, "", "");
        assert_eq!(request.url(), "https://a.example/new");
        assert_eq!(request.body.as_bytes(), br#"{"x":1,"y":2,"z":3}"#);
        let old = ("form", "old");
        let request = built::<Two>(&[base, old, ("x", "1"), ("y", "2")], "", "");
        assert_eq!(request.url(), "https://a.example/old");
        assert_eq!(request.body.as_bytes(), br#"{"x":1,"Y":2}"#);

        let misfit = |form: &str, given: [&str; 3]| {
            let (mut settings, mut fields) = (Settings::default(), Settings::default());
            settings.push("form", form);
            for (name, value) in ["x", "y", "z"].iter().zip(given) {
                fields.push(name, value);
            }
            let about = About { settings: &settings, card: "", fields: &fields, sign_image: None };
            Exchange::of::<Two>().misfit(&about)
        };
        assert_eq!(misfit("", ["1", "", ""]), None);
        assert_eq!(misfit("", ["1", "2", "3"]), None);
        assert_eq!(misfit("", ["", "2", "3"]), Some(("x", true)));
        assert_eq!(misfit("old", ["1", "2", ""]), None);
        assert_eq!(misfit("old", ["1", "", ""]), Some(("y", true)));
        assert_eq!(misfit("old", ["1", "2", "3"]), Some(("z", false)));
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
