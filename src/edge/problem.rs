//! What went wrong, as a problem document (RFC 9457).

use core::ops::{Deref, DerefMut};

use crate::edge::words::{is_safe_text, is_safe_word, safe};
use crate::json::{Json, JsonText, Writer};
use crate::prelude::*;
use crate::text::{cut, joined, parts, whole_number};

/// Every code with its status, whether the same request may be sent again, and its title.
const KINDS: &str = "\
bad_request 400 n The request is wrong.
not_signed_in 401 n Nobody is signed in.
not_allowed 403 n This is not allowed.
confirmation_required 403 n This must be confirmed first.
wrong_origin 403 n Pages of this origin may not ask this.
not_found 404 n There is nothing here.
method_not_allowed 405 n The method is not allowed here.
still_running 409 y The operation still runs.
card_busy 409 y Other operations keep the card busy.
too_large 413 n The body is too large.
unsupported_media 415 n The body has a type that is not taken.
key_reused 422 n The idempotency key was used for something else.
key_required 428 n An idempotency key is required.
rate_limited 429 y There were too many requests.
failed 500 n The proxy failed.
ledger_unavailable 503 y The ledger cannot be reached.
invalid_input 400 n An argument is wrong.
sign_image_required 400 n The card's program asks for a signature image.
image_format 400 n The image is neither PNG nor JPEG.
image_too_large 400 n The image is too large.
image_truncated 400 n The image is cut off.
unsupported_action 422 n The issuer does not offer this.
card_not_found 404 n The issuer knows no such card.
issuer_rejected 422 n The issuer said no.
unauthorized 502 n The issuer does not accept the proxy's credentials.
forbidden 502 n The proxy's credentials may not do this.
unexpected_answer 502 n The issuer's answer is not one that it documents.
not_confirmed 502 n The card does not read as the action would leave it.
network 502 n The issuer could not be reached.
issuer_unavailable 503 n The issuer is not available.
timeout 504 n The time for the call ran out.
aborted 503 n The call was aborted.
insecure_url 500 n The issuer's URL is not secure.
configuration 500 n The proxy's options are wrong.";

/// The code of failures that have none of the known ones.
const OTHER: &str = "unexpected_answer";

/// A known code.
struct Kind {
    code: &'static str,
    status: u16,
    is_retryable: bool,
    title: &'static str,
}

impl Kind {
    fn all() -> impl Iterator<Item = Self> {
        parts(KINDS, b'\n').map(|line| {
            let (code, rest) = cut(line, b' ');
            let (status, rest) = cut(rest, b' ');
            let (retryable, title) = cut(rest, b' ');
            let status = whole_number(status.as_bytes()).and_then(|status| status.try_into().ok());
            Self { code, status: status.unwrap_or(500), is_retryable: retryable == "y", title }
        })
    }

    fn of(code: &str) -> Option<Self> {
        Self::all().find(|kind| kind.code == code)
    }
}

/// What went wrong. It holds nothing secret.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Problem(Box<Details>);

/// What is known of it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Details {
    pub(crate) code: &'static str,
    pub(crate) status: u16,
    title: &'static str,
    pub(crate) is_unknown: bool,
    pub(crate) is_retryable: bool,
    detail: Option<String>,
    pub(crate) issuer: Option<String>,
    pub(crate) action: Option<String>,
    pub(crate) card_id: Option<String>,
    path: Option<String>,
    issuer_code: Option<String>,
    issuer_status: Option<u64>,
    pub(crate) retry_after_ms: Option<u64>,
    request_id: Option<String>,
    pub(crate) operation: Option<String>,
    data: JsonText,
    /// The methods of the header `Allow`.
    pub(crate) allow: Option<String>,
}

impl Deref for Problem {
    type Target = Details;

    fn deref(&self) -> &Details {
        &self.0
    }
}

impl DerefMut for Problem {
    fn deref_mut(&mut self) -> &mut Details {
        &mut self.0
    }
}

impl Problem {
    /// A problem that left the card as it was.
    pub(crate) fn new(code: &str) -> Self {
        let kind = Kind::of(code).or_else(|| Kind::of(OTHER)).unwrap_or(Kind {
            code: OTHER,
            status: 500,
            is_retryable: false,
            title: "",
        });
        Self(Box::new(Details {
            code: kind.code,
            status: kind.status,
            title: kind.title,
            is_unknown: false,
            is_retryable: kind.is_retryable,
            detail: None,
            issuer: None,
            action: None,
            card_id: None,
            path: None,
            issuer_code: None,
            issuer_status: None,
            retry_after_ms: None,
            request_id: None,
            operation: None,
            data: JsonText::default(),
            allow: None,
        }))
    }

    /// The same problem with an effect that is not known.
    pub(crate) fn unknown(mut self) -> Self {
        self.is_unknown = true;
        self
    }

    /// Says more, in words of this library.
    pub(crate) fn because(mut self, detail: &str) -> Self {
        self.detail = Some(detail.to_owned());
        self
    }

    /// Names what is at fault.
    pub(crate) fn at(mut self, path: &str) -> Self {
        self.path = Some(path.to_owned());
        self
    }

    /// Says when the same request may be sent again.
    pub(crate) fn after(mut self, milliseconds: u64) -> Self {
        self.retry_after_ms = Some(milliseconds);
        self
    }

    /// Says which methods there are.
    pub(crate) fn allowing(mut self, methods: String) -> Self {
        self.allow = Some(methods);
        self
    }

    /// The problem of a client's error, as its JSON tells it. What does not say that the card is as it
    /// was left it in a state that is not known.
    pub(crate) fn of_error(error: Json<'_>) -> Self {
        Self::read(error, "status", "message")
    }

    /// A problem that was kept.
    pub(crate) fn of_stored(stored: Json<'_>) -> Self {
        Self::read(stored, "issuerStatus", "detail")
    }

    fn read(told: Json<'_>, status: &str, detail: &str) -> Self {
        let text = |name: &str, is_good: fn(&str) -> bool| {
            told.get(name).text().filter(|text| is_good(text))
        };
        let mut problem = Self::new(&text("code", is_safe_word).unwrap_or_default());
        problem.is_unknown = !told.get("effect").is("none");
        problem.is_retryable = told.get("retryable").flag() == Some(true);
        problem.detail = text(detail, is_safe_text);
        problem.path = text("path", is_safe_text);
        problem.issuer_code = text("issuerCode", is_safe_word);
        problem.issuer_status = told.get(status).whole();
        problem.retry_after_ms = told.get("retryAfterMs").whole();
        problem.request_id = text("requestId", is_safe_word);
        let data = told.get("data");
        if problem.code == "not_confirmed" && data.is_object() {
            problem.data = JsonText::trusted(safe(data));
        }
        problem
    }

    /// The document.
    pub(crate) fn json(&self) -> String {
        let mut out = Writer::new();
        out.text("type", &joined("urn:cardlatch:error:", self.code));
        out.text("title", self.title);
        out.whole("status", u64::from(self.status));
        out.text("code", self.code);
        out.text("effect", self.effect());
        out.raw("retryable", if self.is_retryable { "true" } else { "false" });
        out.some("detail", self.detail.as_deref());
        out.some("issuer", self.issuer.as_deref());
        out.some("action", self.action.as_deref());
        out.some("cardId", self.card_id.as_deref());
        out.some("path", self.path.as_deref());
        out.some("issuerCode", self.issuer_code.as_deref());
        if let Some(status) = self.issuer_status {
            out.whole("issuerStatus", status);
        }
        if let Some(wait) = self.retry_after_ms {
            out.whole("retryAfterMs", wait);
        }
        out.some("requestId", self.request_id.as_deref());
        out.some("operation", self.operation.as_deref());
        if !self.data.is_empty() {
            out.raw("data", self.data.json().as_str());
        }
        out.end()
    }

    /// What the failure did to the card.
    pub(crate) fn effect(&self) -> &'static str {
        if self.is_unknown { "unknown" } else { "none" }
    }

    /// Whether the issuer answered about this very order, so that its key is spent.
    pub(crate) fn is_answer(&self) -> bool {
        matches!(self.code, "issuer_rejected" | "card_not_found" | "not_confirmed")
    }
}
