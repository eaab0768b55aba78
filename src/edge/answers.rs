//! What a page is answered.

use crate::edge::entry::{LedgerEntry, LedgerState};
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

/// An operation as the page sees it.
#[must_use]
pub fn operation(entry: &LedgerEntry) -> String {
    let mut out = Writer::new();
    out.text("id", &entry.operation);
    out.text("issuer", &entry.issuer);
    out.some("cardId", entry.card_id.as_deref());
    out.text("action", &entry.action);
    out.text("state", entry.state.as_str());
    if let Some(outcome) = &entry.outcome {
        out.raw("outcome", outcome);
    }
    if let Some(error) = entry.error.as_ref().filter(|_| entry.state != LedgerState::Done) {
        out.raw("error", error);
    }
    out.whole("createdMs", entry.created_ms);
    out.whole("updatedMs", entry.updated_ms);
    out.end()
}

/// An operation as a server-sent event.
#[must_use]
pub fn operation_event(entry: &LedgerEntry) -> String {
    let mut out = Vec::from(*b"event: operation\nid: ");
    write_u64(entry.updated_ms, &mut out);
    out.extend_from_slice(b"\ndata: ");
    out.extend_from_slice(operation(entry).as_bytes());
    out.extend_from_slice(b"\n\n");
    text::string(out)
}
