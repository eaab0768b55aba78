//! What a page is answered.

use crate::edge::command::RateLimit;
use crate::edge::problem::Problem;
use crate::json::write_u64;
use crate::prelude::*;
use crate::text;

/// What every answer says: nobody keeps it, nobody guesses at its type, no page shows it.
const ALWAYS: &str = "\
cache-control no-store
x-content-type-options nosniff
content-security-policy default-src 'none'; frame-ancestors 'none'
referrer-policy no-referrer
cross-origin-resource-policy same-origin
vary Origin";
/// What a page of another origin is told beside that.
const NAMED: &str = "\
access-control-allow-credentials true
access-control-expose-headers location, retry-after, idempotency-replayed";

/// An answer.
///
/// ```
/// # use std::sync::Arc;
/// # use cardlatch::edge::{Event, Handling, Proxy};
/// # let settings = r#"{"issuers":[{"name":"main","id":"yativo","can":["card"]}],"allow":["card"]}"#;
/// # let proxy = Arc::new(Proxy::new(settings)?);
/// let mut handling = Handling::new(proxy);
/// let url = "https://app.example/cards/c-1";
/// handling.tell(1_000, Event::Request { method: "GET", url, headers: &[] });
/// handling.tell(1_000, Event::Principal(None)); // nobody is signed in
/// let answer = handling.answer().unwrap();
/// assert_eq!((answer.status, answer.header("cache-control")), (401, Some("no-store")));
/// assert_eq!(format!("{answer:?}"), "Answer { status: 401, .. }"); // never the body
/// # Ok::<(), cardlatch::Error>(())
/// ```
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
///
/// Where an answer has one, keep the connection open and send
/// [`Handling::event_of`](super::Handling::event_of) whenever the ledger's entry changes.
///
/// ```
/// use cardlatch::edge::Stream;
/// use cardlatch::edge::ledger::{Ledger, LedgerEntry};
///
/// fn next(stream: &Stream, ledger: &dyn Ledger, now_ms: u64) -> Option<LedgerEntry> {
///     let entry = ledger.find(&stream.operation, &stream.shard, now_ms).ok()??;
///     (entry.updated_ms > stream.since_ms).then_some(entry)
/// }
/// # let ledger = cardlatch::edge::ledger::MemoryLedger::new();
/// let stream = Stream { operation: "op-1".into(), shard: "c-1".into(), since_ms: 1_000 };
/// assert!(next(&stream, &ledger, 2_000).is_none());
/// ```
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
        self.put(name, value);
        self
    }

    /// The answer that a problem is.
    pub(crate) fn of(problem: &Problem) -> Self {
        let mut answer = Self::new(problem.status, problem.json());
        answer.put("content-type", "application/problem+json");
        if let Some(methods) = &problem.allow {
            answer.put("allow", methods);
        }
        answer.put_number("retry-after", problem.retry_after_ms.map(|wait| wait.div_ceil(1_000)));
        answer
    }

    /// Adds what every answer has.
    pub(crate) fn finish(&mut self, named_origin: Option<&str>, limit: Option<RateLimit>) {
        if self.header("content-type").is_none() && !self.body.is_empty() {
            self.put("content-type", "application/json");
        }
        self.put_all(ALWAYS);
        if let Some(origin) = named_origin {
            self.put("access-control-allow-origin", origin);
            self.put_all(NAMED);
        }
        if let Some(limit) = limit {
            self.put_number("ratelimit-limit", limit.limit);
            self.put_number("ratelimit-remaining", limit.remaining);
            self.put_number("ratelimit-reset", limit.reset_seconds);
        }
    }

    /// Adds headers: each line is a name, a blank and the value.
    #[inline(never)]
    pub(crate) fn put_all(&mut self, lines: &str) {
        for line in text::parts(lines, b'\n') {
            let (name, value) = text::cut(line, b' ');
            self.put(name, value);
        }
    }

    #[inline(never)]
    fn put_number(&mut self, name: &str, number: Option<u64>) {
        if let Some(number) = number {
            self.put(name, &digits(number));
        }
    }

    #[inline(never)]
    pub(crate) fn put(&mut self, name: &str, value: &str) {
        self.headers.push((name.to_owned(), value.to_owned()));
    }

    /// The value of a header.
    ///
    /// ```
    /// use cardlatch::edge::Answer;
    /// let headers = vec![("retry-after".to_owned(), "7".to_owned())];
    /// let answer = Answer { status: 429, headers, body: String::new(), stream: None };
    /// assert_eq!(answer.header("retry-after"), Some("7")); // names are in small letters
    /// ```
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

fn digits(number: u64) -> String {
    let mut out = Vec::new();
    write_u64(number, &mut out);
    text::string(out)
}
