//! An issuer's base URL: HTTPS, or HTTP on this machine.

use crate::error::{Error, ErrorCode};
use crate::prelude::*;

/// A checked base URL without a trailing slash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Checks a base URL.
    ///
    /// # Errors
    /// `insecure_url` for anything but `https:` and for `http:` off loopback; `configuration`
    /// when it has no host, a user name, a query, a fragment or odd characters.
    pub fn parse(text: &str) -> Result<Self, Error> {
        if let Some(fault) = fault(text.as_bytes()) {
            return Err(Error::new(ErrorCode::Configuration, fault).at("issuer.baseUrl"));
        }
        let (host, secure) = authority(text.as_bytes()).unwrap_or_default();
        if secure || is_loopback(host) {
            return Ok(Self(without_slash(text).to_owned()));
        }
        let text = "The base URL must be https:, or http: on this machine.";
        Err(Error::new(ErrorCode::InsecureUrl, text).at("issuer.baseUrl"))
    }

    /// The URL as text, without a trailing slash.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What routes are put behind.
pub(crate) fn without_slash(base: &str) -> &str {
    base.strip_suffix('/').unwrap_or(base)
}

fn fault(text: &[u8]) -> Option<&'static str> {
    let odd = |byte: &u8| !byte.is_ascii_graphic() || b"\\\"<>".contains(byte);
    let Some((authority, _)) = authority(text) else {
        return Some("The base URL must begin with https://.");
    };
    if text.iter().any(odd) {
        Some("The base URL has characters that no URL has.")
    } else if text.contains(&b'?') || text.contains(&b'#') {
        Some("The base URL must not have a query or a fragment.")
    } else if authority.is_empty() || authority.starts_with(b":") {
        Some("The base URL has no host.")
    } else if authority.contains(&b'@') {
        Some("The base URL must not hold a user name or a password.")
    } else if text.split(|byte| *byte == b'/').any(is_dots) {
        Some("The base URL must not have `.` or `..` steps.")
    } else {
        None
    }
}

/// Host and port, and whether they are reached by HTTPS; `None` for what is no HTTP or other URL.
fn authority(text: &[u8]) -> Option<(&[u8], bool)> {
    let colon = text.iter().position(|byte| *byte == b':')?;
    let (scheme, rest) = text.split_at_checked(colon)?;
    let rest = rest.strip_prefix(b"://")?;
    let authority = rest.split(|byte| *byte == b'/').next()?;
    if scheme.eq_ignore_ascii_case(b"https") {
        return Some((authority, true));
    }
    // Only HTTP may go without encryption, and only on this machine.
    let host: &[u8] = if scheme.eq_ignore_ascii_case(b"http") { authority } else { b"-" };
    Some((host, false))
}

/// An escaped dot is a dot to every URL parser.
fn is_dots(step: &[u8]) -> bool {
    !step.is_empty() && step.iter().all(|byte| b".%2eE".contains(byte))
}

fn is_loopback(authority: &[u8]) -> bool {
    if let Some(rest) = authority.strip_prefix(b"[::1]") {
        return rest.is_empty() || rest.starts_with(b":");
    }
    let host = authority.split(|byte| *byte == b':').next().unwrap_or_default();
    host.eq_ignore_ascii_case(b"localhost") || is_ipv4_loopback(host)
}

/// `127.` and three numbers of up to three digits.
fn is_ipv4_loopback(host: &[u8]) -> bool {
    let mut parts = 0;
    for part in host.split(|byte| *byte == b'.') {
        let small = (1..=3).contains(&part.len()) && part.iter().all(u8::is_ascii_digit);
        if !small || (parts == 0 && part != b"127") {
            return false;
        }
        parts += 1;
    }
    parts == 4
}

/// Everything but RFC 3986 unreserved characters becomes `%XX`.
pub(crate) fn push_percent_encoded(value: &[u8], out: &mut Vec<u8>) {
    for byte in value {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(byte) {
            out.push(*byte);
        } else {
            out.push(b'%');
            out.push(hex_digit(byte >> 4));
            out.push(hex_digit(byte & 15));
        }
    }
}

const fn hex_digit(value: u8) -> u8 {
    if value < 10 { b'0' + value } else { b'A' + value - 10 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_https_and_loopback_only() {
        for good in [
            "https://api.example",
            "https://api.example:8443/v1/",
            "http://localhost:8787",
            "http://127.0.0.1/x",
            "http://127.9.9.9",
            "http://[::1]:80/a",
            "HTTPS://api.example",
        ] {
            assert!(BaseUrl::parse(good).is_ok(), "{good}");
        }
        for insecure in [
            "http://api.example",
            "http://127.0.0.1.example",
            "http://localhost.example",
            "http://127.1",
            "ftp://localhost",
            "http://[::2]",
        ] {
            let error = BaseUrl::parse(insecure).unwrap_err();
            assert_eq!(error.code(), ErrorCode::InsecureUrl, "{insecure}");
        }
        for wrong in [
            "",
            "api.example",
            "https://",
            "https:///x",
            "https://:80",
            "https://u:p@api.example",
            "https://api.example?x=1",
            "https://api.example#x",
            "https://api.example/a b",
            "https://api.example\\@evil",
            "https://api.example/../x",
            "https://api.example/%2E%2e/x",
            "https://bücher.example",
        ] {
            let error = BaseUrl::parse(wrong).unwrap_err();
            assert_eq!(error.code(), ErrorCode::Configuration, "{wrong}");
            assert_eq!(error.path(), Some("issuer.baseUrl"));
        }
    }

    #[test]
    fn drops_a_trailing_slash_and_encodes_values() {
        let base = BaseUrl::parse("https://api.example/v1/").unwrap();
        assert_eq!(base.as_str(), "https://api.example/v1");
        let mut out = Vec::new();
        push_percent_encoded("a/b?c#d é".as_bytes(), &mut out);
        assert_eq!(out, b"a%2Fb%3Fc%23d%20%C3%A9");
    }
}
