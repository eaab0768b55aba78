//! Requests and answers as plain data.

use crate::prelude::*;
use core::fmt;

use crate::body::Body;
use crate::text::{after, cut, parts, utf8};

#[cfg(feature = "http")]
mod convert;

#[cfg(feature = "http")]
pub use convert::{Limits, Received};

/// A request that is ready to be sent. `Debug` shows neither header values nor the body.
pub struct Request {
    /// The first line and the headers as text: `POST https://…`, then `Name: value` in each line.
    /// Values hold credentials; none holds a line end.
    pub(crate) head: Vec<u8>,
    /// The body, empty for none.
    pub body: Body,
    /// How long the whole exchange may take, body included, in milliseconds.
    pub limit_ms: u64,
    /// How many bytes of an answer's body are wanted at most. A transport may stop reading there:
    /// give it one byte more, and the call fails as it should.
    pub most_bytes: usize,
}

impl Request {
    /// A request with an empty body, or another.
    pub(crate) fn new(head: Vec<u8>, body: Vec<u8>) -> Self {
        Self { head, body: body.into(), limit_ms: u64::MAX, most_bytes: usize::MAX }
    }

    /// The first line, and the headers.
    fn line_and_headers(&self) -> (&str, &str) {
        cut(utf8(&self.head).unwrap_or_default(), b'\n')
    }

    /// The method, for example `GET`.
    #[must_use]
    pub fn method(&self) -> &str {
        cut(self.line_and_headers().0, b' ').0
    }

    /// The whole URL.
    #[must_use]
    pub fn url(&self) -> &str {
        cut(self.line_and_headers().0, b' ').1
    }

    /// Header names and values, in order. Values hold credentials.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        parts(self.line_and_headers().1, b'\n').map(|line| {
            let (name, value) = cut(line, b':');
            (name, after(value, b" ").unwrap_or(value))
        })
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.method())?;
        formatter.write_str(" ")?;
        formatter.write_str(self.url())
    }
}

/// An answer, read to its end.
#[derive(Clone, Default)]
pub struct Response {
    /// The HTTP status; 0 for a redirect that the host hid.
    pub status: u16,
    /// The value of the `Retry-After` header.
    pub retry_after: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

impl Response {
    /// An answer without headers.
    #[must_use]
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self { status, retry_after: None, body: body.into() }
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Response").field("status", &self.status).finish_non_exhaustive()
    }
}
