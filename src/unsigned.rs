//! Requests that lack their signature, or the hash of their body too.

use crate::base64;
use crate::body::Body;
use crate::http::Request;
use crate::issuers::artha_v1;
use crate::prelude::*;

/// A request that lacks its signature, and the bytes to sign.
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
    #[must_use]
    pub fn bytes_to_sign(&self) -> &[u8] {
        self.signed.as_bytes()
    }

    /// The request with its signature.
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
pub struct Unhashed {
    /// Its last two headers, the hash and the signature, have no value yet.
    pub(crate) request: Request,
    /// The path that is signed, with the query.
    pub(crate) path: Vec<u8>,
}

impl Unhashed {
    /// The bytes to hash with SHA-256: the body, or none.
    #[must_use]
    pub fn bytes_to_hash(&self) -> &[u8] {
        self.request.body.as_bytes()
    }

    /// The request with the hash.
    #[must_use]
    pub fn hashed(self, hash: &[u8]) -> Unsigned {
        artha_v1::hashed(self, hash)
    }
}
