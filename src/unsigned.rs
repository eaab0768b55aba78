//! Requests that lack their signature, or the hash of their body too.

use crate::base64;
use crate::body::Body;
use crate::http::Request;
use crate::issuers::artha_v1;
use crate::prelude::*;

/// A request that lacks its signature, and the bytes to sign.
///
/// ```
/// use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// use cardlatch::issuers::artha::CancelCard;
/// use cardlatch::settings::Settings;
///
/// # let none = &Settings::default();
/// # let about = About { settings: none, fields: none, card: "81e38cea", sign_image: None };
/// let Draft::Unsigned(unsigned) = CancelCard::build(&about, &Attempt::default()) else { panic!() };
/// assert!(unsigned.bytes_to_sign().starts_with(b"cardId=81e38cea&"));
/// let request = unsigned.signed(b"\x01\x02\x03");
/// assert_eq!(request.headers().last(), Some(("signature", "AQID"))); // in base64
/// ```
pub struct Unsigned {
    /// Its last header has no value yet.
    pub(crate) request: Request,
    /// The signed text.
    pub(crate) signed: Body,
    /// Where in the buffer of the signed text the image stands that the request's body lacks.
    pub(crate) image: Option<(usize, usize)>,
}

impl Unsigned {
    /// The bytes to sign, as the issuer wants it.
    ///
    /// ```
    /// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
    /// # use cardlatch::{issuers::artha::CancelCard, settings::Settings};
    /// # let none = &Settings::default();
    /// # let about = About { settings: none, fields: none, card: "81e38cea", sign_image: None };
    /// # let Draft::Unsigned(unsigned) = CancelCard::build(&about, &Attempt::default()) else { panic!() };
    /// assert!(unsigned.bytes_to_sign().ends_with(b"&timestamp=0"));
    /// ```
    #[must_use]
    pub fn bytes_to_sign(&self) -> &[u8] {
        self.signed.as_bytes()
    }

    /// The request with its signature.
    ///
    /// ```
    /// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
    /// # use cardlatch::{issuers::artha::CancelCard, settings::Settings};
    /// # let none = &Settings::default();
    /// # let about = About { settings: none, fields: none, card: "81e38cea", sign_image: None };
    /// # let Draft::Unsigned(unsigned) = CancelCard::build(&about, &Attempt::default()) else { panic!() };
    /// let request = unsigned.signed(&[0; 256]);
    /// assert_eq!(request.body.as_bytes(), br#"{"cardId":"81e38cea"}"#);
    /// ```
    #[must_use]
    pub fn signed(mut self, signature: &[u8]) -> Request {
        base64::encode_into(signature, &mut self.request.head);
        if let Some(image) = self.image {
            self.signed.enclose(image, self.request.body.as_bytes());
            core::mem::swap(&mut self.signed, &mut self.request.body);
        }
        self.request
    }
}

/// A request that lacks the hash of its body and its signature.
///
/// ```
/// use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// use cardlatch::issuers::artha_v1::FreezeCard;
/// use cardlatch::settings::Settings;
///
/// # let none = &Settings::default();
/// # let about = About { settings: none, fields: none, card: "c1", sign_image: None };
/// let Draft::Unhashed(unhashed) = FreezeCard::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(unhashed.bytes_to_hash(), b""); // a freeze has no body
/// let unsigned = unhashed.hashed(&[0xe3; 32]); // the SHA-256
/// assert!(unsigned.bytes_to_sign().starts_with(b"POST"));
/// ```
pub struct Unhashed {
    /// Its last two headers, the hash and the signature, have no value yet.
    pub(crate) request: Request,
    /// The path that is signed, with the query.
    pub(crate) path: Vec<u8>,
}

impl Unhashed {
    /// The bytes to hash with SHA-256: the body, or none.
    ///
    /// ```
    /// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
    /// # use cardlatch::{issuers::artha_v1::ActivateCard, settings::Settings};
    /// # let none = &Settings::default();
    /// # let about = About { settings: none, fields: none, card: "c1", sign_image: None };
    /// # let Draft::Unhashed(draft) = ActivateCard::build(&about, &Attempt::default()) else { panic!() };
    /// assert_eq!(draft.bytes_to_hash(), b"{}"); // examples of the page send it
    /// ```
    #[must_use]
    pub fn bytes_to_hash(&self) -> &[u8] {
        self.request.body.as_bytes()
    }

    /// The request with the hash.
    ///
    /// ```
    /// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
    /// # use cardlatch::{issuers::artha_v1::ActivateCard, settings::Settings};
    /// # let none = &Settings::default();
    /// # let about = About { settings: none, fields: none, card: "c1", sign_image: None };
    /// # let Draft::Unhashed(draft) = ActivateCard::build(&about, &Attempt::default()) else { panic!() };
    /// let unsigned = draft.hashed(&[0; 32]);
    /// let base64 = format!("\n{}=", "A".repeat(43)); // the hash ends what is signed
    /// assert!(unsigned.bytes_to_sign().ends_with(base64.as_bytes()));
    /// ```
    #[must_use]
    pub fn hashed(self, hash: &[u8]) -> Unsigned {
        artha_v1::hashed(self, hash)
    }
}
