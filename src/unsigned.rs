//! A request that lacks its signature.

use crate::base64;
use crate::body::Body;
use crate::http::Request;

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
    /// The bytes to sign with RSASSA-PKCS1-v1_5 and SHA-256.
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
