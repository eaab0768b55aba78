//! One delivery of a callback: what came in, and how far its check is.

use crate::callbacks::{Incoming, Receiver};
use crate::error::{Error, ErrorCode};
use crate::http::Response;
use crate::json::Writer;
use crate::plain;
use crate::prelude::*;
use crate::text::cut;

/// How long a digest may take. It takes no time: a host that gives none must not be waited for.
const DIGEST_MS: u64 = 30_000;

/// A request as it came in.
pub(crate) struct Delivery {
    /// The method, the sender's address, the secret of the path, then names and values of headers,
    /// parted by zeros.
    words: String,
    body: Vec<u8>,
    /// How many digests were wrong.
    given: usize,
}

impl Delivery {
    /// What was told, before anything of it is looked at.
    pub(crate) fn new(told: Response) -> Self {
        Self { words: told.retry_after.unwrap_or_default(), body: told.body, given: 0 }
    }

    /// Takes the digest that was asked for, if one was. Writes which digest of the body is next, or
    /// the event; and what the issuer is to be answered if it stays at that.
    ///
    /// # Errors
    /// The failure, when there is no event.
    pub(crate) fn told(
        &mut self,
        receiver: &Receiver,
        is_done: bool,
        digest: Option<&[u8]>,
        out: &mut Writer,
    ) -> Result<(), Error> {
        let mut rest = self.words.as_str();
        let mut next = || {
            let part;
            (part, rest) = cut(rest, 0);
            part
        };
        let (method, address, path_secret) = (next(), Some(next()), Some(next()));
        let mut headers = Vec::new();
        loop {
            let header = (next(), next());
            if header.0.is_empty() {
                break;
            }
            headers.push(header);
        }
        let incoming =
            Incoming { method, headers: &headers, body: &self.body, address, path_secret };
        let result = receiver.check(incoming).and_then(|check| {
            let mut check = check.after(self.given);
            if let Some(digest) = digest {
                check.give(digest);
                self.given += 1;
            }
            match check.secret() {
                _ if !is_done => return Err(no_digest()),
                Some(secret) => {
                    out.text("do", if check.is_keyed() { "mac" } else { "hash" });
                    out.text("secret", secret);
                    out.whole("limitMs", DIGEST_MS);
                }
                None => out.raw("done", &plain::event(&check.told()?)),
            }
            Ok(())
        });
        let refused = result.as_ref().err().map(|error| receiver.refused(error));
        out.raw("reply", &plain::reply(refused.as_ref().unwrap_or(&receiver.taken)));
        result
    }

    /// The body, for the digest.
    pub(crate) fn body(&self) -> &[u8] {
        &self.body
    }
}

/// The host did not compute a digest.
fn no_digest() -> Error {
    Error::new(ErrorCode::Configuration, "The host computes no SHA-256.")
}
