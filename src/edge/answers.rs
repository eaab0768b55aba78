//! What a page is answered.

use crate::edge::ledger::LedgerEntry;
use crate::json::{Writer, write_u64};
use crate::prelude::*;
use crate::text;

/// An answer.
#[derive(Clone, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Names and values of the headers.
    pub headers: Vec<(String, String)>,
    /// The body. It may hold what only the card's owner may see.
    pub body: String,
    /// What the body goes on with.
    pub stream: Option<Stream>,
}

/// The body goes on with each change of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    /// The operation.
    pub operation: String,
    /// Its shard.
    pub shard: String,
    /// When it last changed.
    pub since_ms: u64,
}

/// The status alone: the body may hold card data.
impl core::fmt::Debug for Answer {
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        out.debug_struct("Answer").field("status", &self.status).finish_non_exhaustive()
    }
}

impl Answer {
    /// An answer without headers.
    pub(crate) const fn new(status: u16, body: String) -> Self {
        Self { status, headers: Vec::new(), body, stream: None }
    }

    /// Adds a header.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The value of a header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

