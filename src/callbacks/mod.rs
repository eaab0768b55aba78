//! What issuers send on their own: is it true, what happened, and what must be answered.
//!
//! An HTTP handler has a method, headers and bytes. It makes an [`Incoming`] of them and asks the
//! [`Receiver`] of that issuer, which needs no `Client` and no credential of the API:
//!
//! ```text
//!  Incoming ── Receiver::check ──> Check ── needed / give ──> Check::event ──> Event
//!                  │ wrong method, no signature,  (SHA-256 or HMAC of the     │ wrong signature,
//!                  v wrong sender                  raw bytes, by the host)    v broken body
//!                Error ──────────────── Receiver::refused ────────────────> Reply
//!                                       Receiver::taken   <──────────────── Event, once kept
//! ```
//!
//! **Is it true?** Each receiver has one [`Proof`]. Yativo and Ibanera sign the raw bytes. Artha
//! and OPEN-API document no signature, so there the caller says what stands for it: the addresses
//! they send from, a secret in the path of the callback's URL, or reading the card afterwards.
//! There is no receiver without a proof. Nothing of a body is read before its proof is complete.
//! The digests are computed by whoever has them: [`Check::needed`] says what to hash, and
//! [`Check::give`] takes the result. With the feature `crypto`, `Receiver::receive` does it all.
//!
//! **What happened?** One [`Event`] for all issuers. Its [`Kind`] is this library's word; the
//! issuer's own words stand beside it. What no document describes is [`Kind::Other`], never an
//! error, and fields without a name here are kept in `extra`. An issuer's file here says where each
//! field comes from. Amounts keep every digit; card numbers and codes are [`Secret`]s.
//!
//! **Was it there before?** Issuers repeat what they think was lost. [`Event::key`] is the issuer's
//! own id where there is one, else made from what the event says; [`Strength`] tells which.
//!
//! **What must be answered?** [`Receiver::taken`] once the event is kept, [`Receiver::refused`]
//! when it was none, [`Receiver::later`] when it could not be kept: then the issuer sends it again.
//!
//! ```
//! # #[cfg(feature = "crypto")] {
//! use cardlatch::callbacks::{Incoming, Kind, Receiver, Trust};
//!
//! let receiver = Receiver::yativo(["whsec_new", "whsec_old"])?;
//! let body = br#"{"event.type":"customer.kyc.approved","payload":{"id":"c_1"}}"#;
//! let signature = "93340039fd392e6beee847892578e41f084fe25de63ca7ae60af233fa990415f";
//! let headers = [("x-yativo-signature", signature)];
//!
//! let reply = match receiver.receive(Incoming::new("POST", &headers, body)) {
//!     Ok(event) => {
//!         assert_eq!((event.kind, event.trust), (Kind::Kyc, Trust::Signed));
//!         receiver.taken()
//!     }
//!     Err(error) => receiver.refused(&error),
//! };
//! assert_eq!(reply.status, 200);
//! # }
//! # Ok::<(), cardlatch::Error>(())
//! ```

mod artha;
mod artha_v1;
mod event;
mod fields;
mod ibanera;
mod layout;
mod open_api;
mod reply;
mod verify;
mod yativo;

pub use event::{Amount, Event, Key, Kind, Progress, Strength, Trust, Unit};
pub use layout::{Field, Layout, Place};
pub use reply::Reply;
pub use verify::{Check, Digest, DigestText, Proof, Signature};

use core::fmt;

use crate::card::IssuerId;
use crate::error::{Error, ErrorCode};
use crate::json::{self, Limits};
use crate::prelude::*;
use crate::secret::Secret;
use crate::settings::{Entries, Settings};
use crate::text::joined;

use fields::{Fields, known, walk};

/// Far more bytes than any documented callback has. Without a signature, anybody may send a body.
const MOST_BYTES: u64 = 1024 * 1024;

/// How deep a body may be; how long it may be is known before it is read.
const LIMITS: Limits = Limits { max_depth: 32, max_bytes: usize::MAX };

/// Whose callbacks a receiver takes.
pub type Sender = IssuerId;

/// What holds for every receiver of this sender's callbacks, as options.
const fn facts(sender: Sender) -> &'static str {
    match sender {
        Sender::Artha => artha::FACTS,
        Sender::Yativo => yativo::FACTS,
        Sender::Ibanera => ibanera::FACTS,
        Sender::ArthaV1 => artha_v1::FACTS,
        Sender::OpenApi => open_api::FACTS,
    }
}

/// A request as it came in. `Debug` shows the method alone: the body may hold card data.
///
/// ```
/// use cardlatch::callbacks::Incoming;
/// let headers = [("Content-Type", "application/json")];
/// let incoming = Incoming::new("POST", &headers, br#"{"pin":"0123"}"#);
/// assert_eq!(format!("{incoming:?}"), r#"Incoming { method: "POST", .. }"#); // never the body
/// ```
#[derive(Clone, Copy)]
pub struct Incoming<'a> {
    /// The method, for example `POST`.
    pub method: &'a str,
    /// Names and values of the headers; names in any case, in any order.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body, byte for byte: a body that was read and written again has another signature.
    pub body: &'a [u8],
    /// The address of the sender, for [`Proof::Addresses`]. Behind a proxy it is what the proxy
    /// says, and only a header that the proxy itself sets may be believed.
    pub address: Option<&'a str>,
    /// What stood in the path where the secret belongs, for [`Proof::PathSecret`].
    pub path_secret: Option<&'a str>,
}

impl<'a> Incoming<'a> {
    /// A request whose sender's address and path play no part.
    ///
    /// ```
    /// use cardlatch::callbacks::Incoming;
    /// let incoming = Incoming::new("POST", &[], b"{}");
    /// assert!(incoming.address.is_none() && incoming.path_secret.is_none());
    /// ```
    #[must_use]
    pub const fn new(method: &'a str, headers: &'a [(&'a str, &'a str)], body: &'a [u8]) -> Self {
        Self { method, headers, body, address: None, path_secret: None }
    }

    /// The same request from this address.
    ///
    /// ```
    /// use cardlatch::callbacks::{Incoming, Proof, Receiver};
    /// let receiver = Receiver::artha(Proof::addresses(["203.0.113.7"]))?;
    /// let incoming = Incoming::new("POST", &[], b"{}");
    /// assert!(receiver.check(incoming.from_address("203.0.113.7")).is_ok());
    /// assert!(receiver.check(incoming.from_address("203.0.113.8")).is_err());
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub const fn from_address(mut self, address: &'a str) -> Self {
        self.address = Some(address);
        self
    }

    /// The same request with this text in its path.
    ///
    /// ```
    /// use cardlatch::callbacks::{Incoming, Proof, Receiver};
    /// let receiver = Receiver::artha(Proof::path_secret("k3J9sPq0Zr5VtYxW"))?;
    /// let incoming = Incoming::new("POST", &[], b"{}").with_path_secret("k3J9sPq0Zr5VtYxW");
    /// assert!(receiver.check(incoming).is_ok());
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub const fn with_path_secret(mut self, text: &'a str) -> Self {
        self.path_secret = Some(text);
        self
    }

    /// The first header of this name.
    fn header(self, name: &str) -> Option<&'a str> {
        let (_, value) = self.headers.iter().find(|own| own.0.eq_ignore_ascii_case(name))?;
        Some(value)
    }
}

impl fmt::Debug for Incoming<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Incoming").field("method", &self.method).finish_non_exhaustive()
    }
}

/// Takes the callbacks of one issuer. `Debug` shows the sender alone.
///
/// One for each issuer, made once. It needs no client.
///
/// ```
/// use cardlatch::callbacks::{Incoming, Proof, Receiver, Reply};
///
/// let receiver = Receiver::artha(Proof::addresses(["203.0.113.7"]))?;
/// let handle = |incoming| -> Reply {
///     match receiver.check(incoming).and_then(|check| check.event()) {
///         Ok(_event) => receiver.taken(), // once it is kept
///         Err(error) => receiver.refused(&error),
///     }
/// };
/// let incoming = Incoming::new("POST", &[], b"{}");
/// assert_eq!(handle(incoming.from_address("203.0.113.7")).status, 200);
/// assert_eq!(handle(incoming.from_address("198.51.100.1")).status, 401);
/// # Ok::<(), cardlatch::Error>(())
/// ```
pub struct Receiver {
    sender: Sender,
    /// The proof and the layout.
    options: Settings,
    pub(crate) taken: Reply,
}

#[allow(clippy::needless_pass_by_value)] // a proof with secrets is given away, not lent
impl Receiver {
    /// A receiver for the callbacks of Artha's Cards API, which signs none of them.
    ///
    /// # Errors
    /// `configuration` when the proof proves nothing: no address, or too short a secret.
    ///
    /// ```
    /// use cardlatch::callbacks::{Proof, Receiver};
    /// let refused = Receiver::artha(Proof::path_secret("short")).unwrap_err();
    /// assert_eq!(refused.path(), Some("pathSecret"));
    /// assert!(Receiver::artha(Proof::ReadBack).is_ok());
    /// ```
    pub fn artha(proof: Proof) -> Result<Self, Error> {
        Self::new(Sender::Artha, &proof, None)
    }

    /// A receiver for the callbacks of Yativo, which are signed with the secret of the webhook. Give
    /// the old secret beside the new one for as long as deliveries signed with it may come.
    ///
    /// # Errors
    /// `configuration` when there is no secret, or an empty one.
    ///
    /// ```
    /// use cardlatch::callbacks::Receiver;
    /// assert!(Receiver::yativo(["whsec_new", "whsec_old"]).is_ok());
    /// assert_eq!(Receiver::yativo([""]).unwrap_err().path(), Some("secrets"));
    /// ```
    pub fn yativo<T: Into<Secret<String>>>(
        secrets: impl IntoIterator<Item = T>,
    ) -> Result<Self, Error> {
        let signature = Signature::hmac(secrets).text(DigestText::Hex);
        Self::new(Sender::Yativo, &Proof::Signature(signature), None)
    }

    /// A receiver for the callbacks of OPEN-API, whose documents show no signature, and do not show
    /// where the event's word `eventTag` is: see what your contract says, or what comes.
    ///
    /// # Errors
    /// `configuration` when the proof proves nothing, or the place has no name.
    ///
    /// ```
    /// use cardlatch::callbacks::{Place, Proof, Receiver};
    /// let proof = Proof::addresses(["203.0.113.7", "2001:db8::7"]);
    /// let receiver = Receiver::open_api(proof, Place::body("eventTag"))?;
    /// assert_eq!(receiver.sender().as_str(), "open-api");
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    pub fn open_api(proof: Proof, word: Place) -> Result<Self, Error> {
        Self::new(Sender::OpenApi, &proof, Some(&Layout::new(word)))
    }

    /// A receiver for the callbacks of Ibanera, which are signed with the hash secret that its
    /// support gives. How the digest is written is not documented; [`DigestText::Either`] takes
    /// both forms.
    ///
    /// # Errors
    /// `configuration` when there is no secret, or an empty one.
    ///
    /// ```
    /// use cardlatch::callbacks::{DigestText, Receiver};
    /// let receiver = Receiver::ibanera(["hash secret"], DigestText::Either)?;
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    pub fn ibanera<T: Into<Secret<String>>>(
        secrets: impl IntoIterator<Item = T>,
        text: DigestText,
    ) -> Result<Self, Error> {
        let signature = Signature::hash(secrets).text(text);
        Self::new(Sender::Ibanera, &Proof::Signature(signature), None)
    }

    /// A receiver for the callbacks of Artha's newer API. Its public documents name the events and
    /// nothing else: the proof and the layout are what your contract says, or what comes.
    ///
    /// # Errors
    /// `configuration` when the proof proves nothing, or a place has no name.
    ///
    /// ```
    /// use cardlatch::callbacks::{Layout, Place, Proof, Receiver, Signature};
    /// let signature = Signature::hmac(["secret"]).header("X-Signature");
    /// let layout = Layout::new(Place::body("event"));
    /// assert!(Receiver::artha_v1(Proof::Signature(signature), layout).is_ok());
    /// ```
    pub fn artha_v1(proof: Proof, layout: Layout) -> Result<Self, Error> {
        Self::new(Sender::ArthaV1, &proof, Some(&layout))
    }

    fn new(sender: Sender, proof: &Proof, layout: Option<&Layout>) -> Result<Self, Error> {
        let (mut options, list) = (Vec::new(), layout.map(Layout::list).unwrap_or_default());
        proof.tell(sender, &mut options)?;
        if let Some(layout) = layout {
            layout.checked()?;
            options.extend([layout.word(), ("fields", &list)]);
        }
        Ok(Self::told(sender, Settings::of(&options)))
    }

    /// A receiver whose options were checked.
    pub(crate) fn told(sender: Sender, options: Settings) -> Self {
        let is_artha = sender == Sender::Artha;
        let taken = if is_artha { Reply::json(artha::TAKEN) } else { Reply::empty(200) };
        Self { sender, options, taken }
    }

    /// The options of names that begin so, in order, what holds for all receivers at last.
    #[inline(never)]
    fn nth(&self, name: &str, mut place: usize) -> Option<&str> {
        for list in [self.options.entries(), Entries::of(facts(self.sender))] {
            for (own, value) in list {
                if own.starts_with(name) && !value.is_empty() {
                    if place == 0 {
                        return Some(value);
                    }
                    place -= 1;
                }
            }
        }
        None
    }

    /// An option; empty where it was left out.
    fn option(&self, name: &str) -> &str {
        self.nth(name, 0).unwrap_or_default()
    }

    /// Whether one of the options of names that begin so is this, but for capitals.
    fn has(&self, name: &str, value: &str) -> bool {
        let mut all = (0..).map_while(|place| self.nth(name, place));
        all.any(|own| own.eq_ignore_ascii_case(value))
    }

    /// Whose callbacks these are.
    ///
    /// ```
    /// use cardlatch::{IssuerId, callbacks::Receiver};
    /// assert_eq!(Receiver::yativo(["whsec_1"])?.sender(), IssuerId::Yativo);
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub const fn sender(&self) -> Sender {
        self.sender
    }

    /// Another reply to what was taken, where your contract says more than the public documents.
    ///
    /// ```
    /// use cardlatch::callbacks::{Proof, Receiver, Reply};
    /// let receiver = Receiver::artha(Proof::ReadBack)?.with_taken(Reply::json(r#"{"ok":true}"#));
    /// assert_eq!(receiver.taken().body, r#"{"ok":true}"#);
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn with_taken(mut self, reply: Reply) -> Self {
        self.taken = reply;
        self
    }

    /// Begins with a request: its method, and who sent it as far as that shows without a digest.
    ///
    /// # Errors
    /// `invalid_input` for a method that carries no callback or too long a body; `unauthorized` for a request without
    /// a signature, from another address or with another secret.
    ///
    /// ```
    /// use cardlatch::callbacks::{Incoming, Receiver};
    /// let receiver = Receiver::yativo(["whsec_1"])?;
    /// let error = receiver.check(Incoming::new("POST", &[], b"{}")).unwrap_err();
    /// assert_eq!(error.message(), "The callback has no signature.");
    /// let error = receiver.check(Incoming::new("GET", &[], b"")).unwrap_err();
    /// assert_eq!(error.path(), Some("method"));
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    pub fn check<'a>(&'a self, incoming: Incoming<'a>) -> Result<Check<'a>, Error> {
        self.started(incoming).map_err(|error| self.named(error))
    }

    fn started<'a>(&'a self, incoming: Incoming<'a>) -> Result<Check<'a>, Error> {
        if !takes(self.sender, incoming.method) {
            let fault = "The method is none that a callback comes with.";
            return Err(Error::new(ErrorCode::InvalidInput, fault).at("method"));
        }
        if incoming.body.len() as u64 > self.options.count("maxBytes").unwrap_or(MOST_BYTES) {
            let fault = "The callback's body is too long.";
            return Err(Error::new(ErrorCode::InvalidInput, fault).at("body"));
        }
        Check::begin(self, incoming)
    }

    fn named(&self, error: Error) -> Error {
        error.during(self.sender, None, None)
    }

    /// The whole way from a request to its event.
    ///
    /// # Errors
    /// As [`Receiver::check`] and [`Check::event`].
    ///
    /// ```
    /// use cardlatch::ErrorCode;
    /// use cardlatch::callbacks::{Incoming, Receiver};
    /// let receiver = Receiver::yativo(["whsec_1"])?;
    /// let headers = [("X-Yativo-Signature", &*"00".repeat(32))];
    /// let error = receiver.receive(Incoming::new("POST", &headers, b"{}")).unwrap_err();
    /// assert_eq!(error.code(), ErrorCode::Unauthorized); // the signature is another's
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[cfg(feature = "crypto")]
    pub fn receive(&self, incoming: Incoming<'_>) -> Result<Event, Error> {
        let mut check = self.check(incoming)?;
        while let Some(digest) = check.needed() {
            let computed = digest.compute();
            check.give(&computed);
        }
        check.event()
    }

    /// What is read of a request whose proof is complete, as JSON.
    fn read(&self, incoming: Incoming<'_>, trust: Trust) -> Result<Secret<String>, Error> {
        let checked = json::check(incoming.body, LIMITS);
        let body = match checked {
            Ok(body) if body.is_object() => body,
            other => {
                let fault = "The callback's body is not a whole and valid JSON object.";
                let path = other.err().map(|fault| fault.path).unwrap_or_default();
                return Err(Error::new(ErrorCode::UnexpectedAnswer, fault).at(&path));
            }
        };
        let root = walk(body, self.option("root"));
        let data = match self.sender {
            Sender::OpenApi => open_api::payload(body),
            _ if root.is_object() => root,
            _ => body,
        };
        let mut fields = Fields::default();
        if let Some(word) = incoming.header(self.option("word.header")) {
            fields.set_word(word);
        }
        fields.find("word", "t", body, self.option("word.body"));
        fields.fill(data, self.option("fields"));
        fields.set("cardState", known(fields.text("status"), self.option("states")));
        if self.sender != Sender::OpenApi {
            fields.judge();
        }
        fields.mean(data, known(fields.text("word"), self.option("words")));
        fields.fill(data, self.option(&joined("of ", fields.text("kind"))));
        match self.sender {
            Sender::Artha => artha::read(&mut fields, body),
            Sender::Yativo => yativo::read(&mut fields, data),
            Sender::Ibanera => ibanera::read(&mut fields, body, data),
            Sender::ArthaV1 | Sender::OpenApi => (),
        }
        Ok(fields.told(body, self.sender, trust))
    }

    /// The reply to a callback that was taken. Give it once the event is kept: after it the issuer
    /// does not send the callback again.
    ///
    /// Artha wants a JSON of its own, the others a plain 200:
    ///
    /// ```
    /// use cardlatch::callbacks::{Proof, Receiver};
    /// assert_eq!(Receiver::artha(Proof::ReadBack)?.taken().media_type, "application/json");
    /// assert_eq!(Receiver::yativo(["whsec_1"])?.taken().body, "");
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn taken(&self) -> Reply {
        self.taken.clone()
    }

    /// The reply to a callback that was refused. No issuer documents one, so it is the plain status
    /// of HTTP: 401 for a proof that fails, 405 for a wrong method, 413 for a body over 1 MiB, 400 for
    /// a broken one.
    ///
    /// ```
    /// use cardlatch::callbacks::{Incoming, Receiver};
    /// let receiver = Receiver::yativo(["whsec_1"])?;
    /// let error = receiver.check(Incoming::new("POST", &[], b"{}")).unwrap_err();
    /// assert_eq!(receiver.refused(&error).status, 401);
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn refused(&self, error: &Error) -> Reply {
        Reply::empty(match error.code() {
            ErrorCode::Unauthorized => 401,
            ErrorCode::InvalidInput if error.path() == Some("method") => 405,
            ErrorCode::InvalidInput => 413,
            ErrorCode::UnexpectedAnswer => 400,
            _ => 500,
        })
    }

    /// The reply to a callback that is true but could not be kept: the issuer may send it again.
    ///
    /// ```
    /// assert_eq!(cardlatch::callbacks::Receiver::yativo(["whsec_1"])?.later().status, 503);
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn later(&self) -> Reply {
        Reply::empty(503)
    }
}

impl fmt::Debug for Receiver {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Receiver").field("sender", &self.sender).finish_non_exhaustive()
    }
}

/// Where the documents name no method, any that carries a body may come.
fn takes(sender: Sender, method: &str) -> bool {
    let is = |known: &str| method.eq_ignore_ascii_case(known);
    is("POST") || sender != Sender::ArthaV1 && (is("PUT") || is("PATCH"))
}

fn secrets<T: Into<Secret<String>>>(list: impl IntoIterator<Item = T>) -> Vec<Secret<String>> {
    list.into_iter().map(Into::into).collect()
}
