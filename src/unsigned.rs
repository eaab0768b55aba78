//! A request that lacks its signature.

use crate::body::Frame;
use crate::http::Request;
use crate::prelude::*;
use crate::text;

/// A request that lacks its signature, and the bytes to sign.
pub struct Unsigned {
    /// Its last header has no value yet.
    pub(crate) request: Request,
    /// The signed text, where it does not stand in the body around the encoded image.
    pub(crate) apart: Option<Vec<u8>>,
    /// What stands around the image once the request is signed.
    pub(crate) json: Frame,
}

impl Unsigned {
    /// The bytes to sign with RSASSA-PKCS1-v1_5 and SHA-256.
    #[must_use]
    pub fn bytes_to_sign(&self) -> &[u8] {
        match &self.apart {
            Some(text) => text,
            None => self.request.body.as_bytes(),
        }
    }

    /// The request with its signature.
    #[must_use]
    pub fn signed(mut self, signature: &[u8]) -> Request {
        self.request.head.push_str(&text::base64(signature));
        self.request.body.frame(&self.json);
        self.request
    }
}
