//! What a page is answered.

use crate::edge::command::RateLimit;
use crate::edge::problem::Problem;
use crate::json::write_u64;
use crate::prelude::*;
use crate::text;

/// What every answer says: nobody keeps it, nobody guesses at its type, no page shows it.
const ALWAYS: [(&str, &str); 6] = [
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
    ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-resource-policy", "same-origin"),
    ("vary", "Origin"),
];
/// What a page of another origin may read beside the body.
const EXPOSED: &str = "location, retry-after, idempotency-replayed";

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

    /// The answer that a problem is.
    pub(crate) fn of(problem: &Problem) -> Self {
        let mut answer = Self::new(problem.status, problem.json())
            .with("content-type", "application/problem+json");
        if let Some(methods) = &problem.allow {
            answer = answer.with("allow", methods);
        }
        if let Some(wait) = problem.retry_after_ms {
            answer = answer.with("retry-after", &digits(wait.div_ceil(1_000)));
        }
        answer
    }

    /// Adds what every answer has.
    pub(crate) fn finish(&mut self, named_origin: Option<&str>, limit: Option<RateLimit>) {
        if self.header("content-type").is_none() && !self.body.is_empty() {
            self.put("content-type", "application/json");
        }
        for (name, value) in ALWAYS {
            self.put(name, value);
        }
        if let Some(origin) = named_origin {
            self.put("access-control-allow-origin", origin);
            self.put("access-control-allow-credentials", "true");
            self.put("access-control-expose-headers", EXPOSED);
        }
        let limit = limit.unwrap_or_default();
        let numbers = [
            ("ratelimit-limit", limit.limit),
            ("ratelimit-remaining", limit.remaining),
            ("ratelimit-reset", limit.reset_seconds),
        ];
        for (name, number) in numbers {
            if let Some(number) = number {
                self.put(name, &digits(number));
            }
        }
    }

    fn put(&mut self, name: &str, value: &str) {
        self.headers.push((name.to_owned(), value.to_owned()));
    }

    /// The value of a header.
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
