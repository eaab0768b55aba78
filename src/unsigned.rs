//! A request that lacks its signature.

use crate::body::{Body, Framed};
use crate::http::Request;
use crate::prelude::*;
use crate::text;

/// A request that lacks its signature, and the bytes to sign.
pub struct Unsigned {
    request: Request,
    text: Text,
}

enum Text {
    /// The signed text stands by itself.
    Apart(Vec<u8>),
    /// The signed text stands around the encoded image; the frame of the body follows.
    Around { framed: Framed, body_frame: (Vec<u8>, &'static [u8]) },
}

impl Unsigned {
    /// A request whose signed text is short.
    pub(crate) fn apart(request: Request, text: Vec<u8>) -> Self {
        Self { request, text: Text::Apart(text) }
    }

    /// A request with an image: the encoded text stands in memory once, in two frames by turns.
    pub(crate) fn around(
        request: Request,
        framed: Framed,
        body_frame: (Vec<u8>, &'static [u8]),
    ) -> Self {
        Self { request, text: Text::Around { framed, body_frame } }
    }

    /// The bytes to sign with RSASSA-PKCS1-v1_5 and SHA-256.
    #[must_use]
    pub fn bytes_to_sign(&self) -> &[u8] {
        match &self.text {
            Text::Apart(text) => text,
            Text::Around { framed, .. } => framed.as_bytes(),
        }
    }

    /// The request with its signature.
    #[must_use]
    pub fn signed(self, signature: &[u8]) -> Request {
        let request = self.request.header("signature", text::base64(signature));
        match self.text {
            Text::Apart(_) => request,
            Text::Around { framed, body_frame } => {
                let body: Body = framed.into_body(&body_frame.0, body_frame.1);
                request.body(body)
            }
        }
    }
}
