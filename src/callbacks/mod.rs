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

use fields::Fields;

/// Far more than any documented callback. Without a signature, anybody may send a body.
const LIMITS: Limits = Limits { max_depth: 32, max_bytes: 1024 * 1024 };

/// Whose callbacks a receiver takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sender {
    /// The Cards API of Artha.
    Artha,
    /// The newer API of Artha.
    ArthaV1,
    /// Yativo's fiat API.
    Yativo,
    /// The unbranded OPEN-API.
    OpenApi,
    /// Ibanera's customer API.
    Ibanera,
}

impl Sender {
    /// The sender's stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Artha => "artha",
            Self::ArthaV1 => "artha-v1",
            Self::Yativo => "yativo",
            Self::OpenApi => "open-api",
            Self::Ibanera => "ibanera",
        }
    }

    /// The issuer, where this crate has a client for it.
    #[must_use]
    pub const fn issuer(self) -> Option<IssuerId> {
        match self {
            Self::Artha => Some(IssuerId::Artha),
            Self::ArthaV1 => None,
            Self::Yativo => Some(IssuerId::Yativo),
            Self::OpenApi => Some(IssuerId::OpenApi),
            Self::Ibanera => Some(IssuerId::Ibanera),
        }
    }
}

/// A request as it came in. `Debug` shows the method alone: the body may hold card data.
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
    #[must_use]
    pub const fn new(method: &'a str, headers: &'a [(&'a str, &'a str)], body: &'a [u8]) -> Self {
        Self { method, headers, body, address: None, path_secret: None }
    }

    /// The same request from this address.
    #[must_use]
    pub const fn from_address(mut self, address: &'a str) -> Self {
        self.address = Some(address);
        self
    }

    /// The same request with this text in its path.
    #[must_use]
    pub const fn with_path_secret(mut self, text: &'a str) -> Self {
        self.path_secret = Some(text);
        self
    }

    /// The values of a header, which may be there more than once.
    fn header(self, name: &str) -> impl Iterator<Item = &'a str> {
        let is_it = move |own: &&(&str, &str)| own.0.eq_ignore_ascii_case(name);
        self.headers.iter().filter(is_it).map(|(_, value)| *value)
    }
}

impl fmt::Debug for Incoming<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Incoming").field("method", &self.method).finish_non_exhaustive()
    }
}

/// Takes the callbacks of one issuer. `Debug` shows the sender alone.
pub struct Receiver {
    sender: Sender,
    proof: Proof,
    layout: Option<Layout>,
    taken: Reply,
}

impl Receiver {
    /// A receiver for the callbacks of Artha's Cards API, which signs none of them.
    ///
    /// # Errors
    /// `configuration` when the proof proves nothing: no address, or too short a secret.
    pub fn artha(proof: Proof) -> Result<Self, Error> {
        Self::new(Sender::Artha, proof, artha::taken())
    }

    /// A receiver for the callbacks of Yativo, which are signed with the secret of the webhook. Give
    /// the old secret beside the new one for as long as deliveries signed with it may come.
    ///
    /// # Errors
    /// `configuration` when there is no secret, or an empty one.
    pub fn yativo<T: Into<Secret<String>>>(
        secrets: impl IntoIterator<Item = T>,
    ) -> Result<Self, Error> {
        let signature = yativo::signed(Signature::hmac(secrets));
        Self::new(Sender::Yativo, Proof::Signature(signature), yativo::taken())
    }

    /// A receiver for the callbacks of OPEN-API, whose documents show no signature, and do not show
    /// where the event's word `eventTag` is: see what your contract says, or what comes.
    ///
    /// # Errors
    /// `configuration` when the proof proves nothing, or the place has no name.
    pub fn open_api(proof: Proof, word: Place) -> Result<Self, Error> {
        Self::new(Sender::OpenApi, proof, open_api::taken())?.laid_out(Layout::new(word))
    }

    /// A receiver for the callbacks of Ibanera, which are signed with the hash secret that its
    /// support gives. How the digest is written is not documented; [`DigestText::Either`] takes
    /// both forms.
    ///
    /// # Errors
    /// `configuration` when there is no secret, or an empty one.
    pub fn ibanera<T: Into<Secret<String>>>(
        secrets: impl IntoIterator<Item = T>,
        text: DigestText,
    ) -> Result<Self, Error> {
        let signature = ibanera::signed(Signature::hash(secrets), text);
        Self::new(Sender::Ibanera, Proof::Signature(signature), ibanera::taken())
    }

    /// A receiver for the callbacks of Artha's newer API. Its public documents name the events and
    /// nothing else: the proof and the layout are what your contract says, or what comes.
    ///
    /// # Errors
    /// `configuration` when the proof proves nothing, or a place has no name.
    pub fn artha_v1(proof: Proof, layout: Layout) -> Result<Self, Error> {
        Self::new(Sender::ArthaV1, proof, artha_v1::taken())?.laid_out(layout)
    }

    fn new(sender: Sender, proof: Proof, taken: Reply) -> Result<Self, Error> {
        proof.checked()?;
        Ok(Self { sender, proof, layout: None, taken })
    }

    fn laid_out(mut self, layout: Layout) -> Result<Self, Error> {
        layout.checked()?;
        self.layout = Some(layout);
        Ok(self)
    }

    /// Whose callbacks these are.
    #[must_use]
    pub const fn sender(&self) -> Sender {
        self.sender
    }

    /// Another reply to what was taken, where your contract says more than the public documents.
    #[must_use]
    pub fn with_taken(mut self, reply: Reply) -> Self {
        self.taken = reply;
        self
    }

    /// Begins with a request: its method, and who sent it as far as that shows without a digest.
    ///
    /// # Errors
    /// `invalid_input` for a method that carries no callback; `unauthorized` for a request without
    /// a signature, from another address or with another secret.
    pub fn check<'a>(&'a self, incoming: Incoming<'a>) -> Result<Check<'a>, Error> {
        self.started(incoming).map_err(|error| self.named(error))
    }

    fn started<'a>(&'a self, incoming: Incoming<'a>) -> Result<Check<'a>, Error> {
        if !takes(self.sender, incoming.method) {
            let fault = "The method is none that a callback comes with.";
            return Err(Error::new(ErrorCode::InvalidInput, fault).at("method"));
        }
        Check::begin(self, incoming)
    }

    fn named(&self, error: Error) -> Error {
        match self.sender.issuer() {
            Some(issuer) => error.during(issuer, None, None),
            None => error,
        }
    }

    /// The whole way from a request to its event.
    ///
    /// # Errors
    /// As [`Receiver::check`] and [`Check::event`].
    #[cfg(feature = "crypto")]
    pub fn receive(&self, incoming: Incoming<'_>) -> Result<Event, Error> {
        let mut check = self.check(incoming)?;
        while let Some(digest) = check.needed() {
            let computed = digest.compute();
            check.give(&computed);
        }
        check.event()
    }

    /// What is read of a request whose proof is complete.
    fn read(&self, incoming: Incoming<'_>, trust: Trust) -> Result<Event, Error> {
        let broken = |path: &str| {
            let fault = "The callback's body is not a whole and valid JSON object.";
            self.named(Error::new(ErrorCode::UnexpectedAnswer, fault).at(path))
        };
        let body = json::check(incoming.body, LIMITS).map_err(|own| broken(&own.path))?;
        if !body.is_object() {
            return Err(broken(""));
        }
        let mut fields = Fields::new(body);
        let mut event = Event::new(self.sender, trust);
        if let Some(layout) = &self.layout {
            event.word = layout.word(incoming, &mut fields);
        }
        match (self.sender, &self.layout) {
            (Sender::Artha, _) => artha::read(&mut fields, &mut event),
            (Sender::ArthaV1, Some(layout)) => artha_v1::read(layout, &mut fields, &mut event),
            (Sender::ArthaV1, None) => {}
            (Sender::Yativo, _) => yativo::read(&mut fields, &mut event),
            (Sender::OpenApi, _) => open_api::read(&mut fields, &mut event),
            (Sender::Ibanera, _) => ibanera::read(&mut fields, &mut event),
        }
        fields.finish(&mut event);
        Ok(event)
    }

    /// The reply to a callback that was taken. Give it once the event is kept: after it the issuer
    /// does not send the callback again.
    #[must_use]
    pub fn taken(&self) -> Reply {
        self.taken.clone()
    }

    /// The reply to a callback that was refused. No issuer documents one, so it is the plain status
    /// of HTTP: 401 for a proof that fails, 405 for a wrong method, 400 for a broken body.
    #[must_use]
    pub fn refused(&self, error: &Error) -> Reply {
        Reply::empty(match error.code() {
            ErrorCode::Unauthorized => 401,
            ErrorCode::InvalidInput if error.path() == Some("method") => 405,
            ErrorCode::InvalidInput | ErrorCode::UnexpectedAnswer => 400,
            _ => 500,
        })
    }

    /// The reply to a callback that is true but could not be kept: the issuer may send it again.
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
    let list: &[&str] =
        if sender == Sender::ArthaV1 { &["POST"] } else { &["POST", "PUT", "PATCH"] };
    list.iter().any(|known| method.eq_ignore_ascii_case(known))
}

fn secrets<T: Into<Secret<String>>>(list: impl IntoIterator<Item = T>) -> Vec<Secret<String>> {
    list.into_iter().map(Into::into).collect()
}
