//! What the head of a request must be before anybody is asked about it.

use crate::edge::problem::Problem;
use crate::edge::proxy::Proxy;
use crate::prelude::*;
use crate::text::{after_scheme, cut, parts, whole_number};

/// Headers by which a body or a proxy asks for another method than the one that was checked.
const OVERRIDES: [&str; 3] = ["x-http-method-override", "x-http-method", "x-method-override"];
/// How long an idempotency key is.
const KEY_LENGTHS: core::ops::RangeInclusive<usize> = 16..=128;

/// The head of a request.
#[derive(Clone, Copy)]
pub(crate) struct Head<'a> {
    pub(crate) method: &'a str,
    pub(crate) url: &'a str,
    pub(crate) headers: &'a [(&'a str, &'a str)],
}

/// How a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Media {
    /// There is none, or it is empty.
    None,
    /// JSON.
    Json,
    /// A form with a picture.
    Form,
}

/// What an origin may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// No page asks, or one of the proxy's own origin.
    Own,
    /// A page of an origin that was named.
    Named(String),
    /// A page that may not ask.
    Wrong,
}

impl<'a> Head<'a> {
    /// The value of a header that comes once.
    pub(crate) fn once(&self, name: &str) -> Result<Option<&'a str>, Problem> {
        let mut all = self.headers.iter().filter(|(own, _)| own.eq_ignore_ascii_case(name));
        let first = all.next().map(|(_, value)| trimmed(value));
        match all.next() {
            Some(_) => Err(Problem::new("bad_request").because("A header came twice.").at(name)),
            None => Ok(first),
        }
    }

    fn has(&self, name: &str) -> bool {
        self.headers.iter().any(|(own, _)| own.eq_ignore_ascii_case(name))
    }

    /// Refuses headers that change the method behind the checks.
    pub(crate) fn refuse_overrides(&self) -> Result<(), Problem> {
        match OVERRIDES.iter().find(|name| self.has(name)) {
            Some(name) => Err(Problem::new("bad_request")
                .because("The method cannot be overridden.")
                .at(name)),
            None => Ok(()),
        }
    }

    /// Whether the page may ask, by where it comes from.
    pub(crate) fn origin(&self, proxy: &Proxy) -> Result<Origin, Problem> {
        let own = own_origin(self.url);
        let is_read = matches!(self.method, "GET" | "HEAD" | "OPTIONS");
        let Some(origin) = self.once("origin")? else {
            return Ok(if self.is_alike_site(is_read)? { Origin::Own } else { Origin::Wrong });
        };
        Ok(match &proxy.origins {
            Some(named) if named.iter().any(|named| named == origin) => {
                Origin::Named(origin.to_owned())
            }
            None if own.as_deref() == Some(origin) => Origin::Own,
            _ => Origin::Wrong,
        })
    }

    /// Whether a request without an origin is none that another site had a browser send.
    fn is_alike_site(&self, is_read: bool) -> Result<bool, Problem> {
        let is_sent_by_page = match self.once("sec-fetch-site")? {
            None => false,
            Some("none") if is_read => false,
            Some("same-origin") => true,
            Some(_) => return Ok(false),
        };
        // A browser tells the origin of each write. Where none is told, nobody knows whose page sends
        // the cookie along.
        Ok(is_read || !is_sent_by_page && !self.has("cookie"))
    }

    /// How the body is written, where it is taken.
    pub(crate) fn media(&self) -> Result<Media, Problem> {
        let odd = Problem::new("unsupported_media");
        if self
            .once("content-encoding")?
            .is_some_and(|coding| !coding.eq_ignore_ascii_case("identity"))
        {
            return Err(odd.because("The body must not be packed."));
        }
        let Some(content_type) = self.once("content-type")? else { return Ok(Media::None) };
        let (kind, parameters) = cut(content_type, b';');
        let kind = trimmed(kind);
        if kind.eq_ignore_ascii_case("multipart/form-data") {
            return Ok(Media::Form);
        }
        let parameters = trimmed(parameters);
        let is_utf8 = parameters.is_empty()
            || ["charset=utf-8", "charset=\"utf-8\""]
                .iter()
                .any(|known| parameters.eq_ignore_ascii_case(known));
        if kind.eq_ignore_ascii_case("application/json") && is_utf8 {
            return Ok(Media::Json);
        }
        Err(odd.because("The body must be JSON in UTF-8, or a form with a picture."))
    }

    /// Refuses a body that says that it is too long.
    pub(crate) fn check_length(&self, most: u64) -> Result<(), Problem> {
        let Some(length) = self.once("content-length")? else { return Ok(()) };
        match whole_number(length.as_bytes()) {
            Some(length) if length > most => Err(Problem::new("too_large")),
            Some(_) => Ok(()),
            None => {
                let problem = Problem::new("bad_request").at("content-length");
                Err(problem.because("The length of the body is no number."))
            }
        }
    }

    /// The idempotency key, which may stand in quotes.
    pub(crate) fn key(&self) -> Result<&'a str, Problem> {
        let Some(key) = self.once("idempotency-key")? else {
            return Err(Problem::new("key_required"));
        };
        let key = match key.as_bytes() {
            [b'"', .., b'"'] => key.get(1..key.len() - 1).unwrap_or_default(),
            _ => key,
        };
        let is_good = |byte: u8| (b'!'..=b'~').contains(&byte) && byte != b'"' && byte != b'\\';
        if KEY_LENGTHS.contains(&key.len()) && key.bytes().all(is_good) {
            return Ok(key);
        }
        let problem = Problem::new("bad_request").at("idempotency-key");
        Err(problem.because("The key must have 16 to 128 visible ASCII characters."))
    }

    /// Whether server-sent events are wanted.
    pub(crate) fn wants_events(&self) -> bool {
        let accept = self.once("accept").ok().flatten().unwrap_or_default();
        parts(accept, b',')
            .any(|kind| trimmed(cut(kind, b';').0).eq_ignore_ascii_case("text/event-stream"))
    }
}

/// A part of a header without the blanks around it.
#[inline(never)]
fn trimmed(text: &str) -> &str {
    let is_letter = |byte: &u8| !matches!(byte, b' ' | b'\t');
    let start = text.as_bytes().iter().position(is_letter).unwrap_or(text.len());
    let end = text.as_bytes().iter().rposition(is_letter).map_or(start, |last| last + 1);
    text.get(start..end).unwrap_or_default()
}

/// The origin of a URL as a browser writes it.
fn own_origin(url: &str) -> Option<String> {
    let (scheme, rest) = after_scheme(url)?;
    let scheme = scheme.to_ascii_lowercase();
    let end = rest.bytes().position(|byte| matches!(byte, b'/' | b'?' | b'#'));
    let host = rest.get(..end.unwrap_or(rest.len()))?.to_ascii_lowercase();
    let usual = match scheme.as_str() {
        "https" => ":443",
        "http" => ":80",
        _ => return None,
    };
    let host = host.strip_suffix(usual).unwrap_or(&host);
    let mut origin = scheme;
    origin.push_str("://");
    origin.push_str(host);
    Some(origin)
}
