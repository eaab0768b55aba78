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
        let (code, fault) = match judged(text.as_bytes()) {
            Some(true) => {
                let end = text.len() - usize::from(text.as_bytes().ends_with(b"/"));
                return Ok(Self(text.get(..end).unwrap_or_default().to_owned()));
            }
            Some(false) => {
                let text = "The base URL must be https:, or http: on this machine.";
                (ErrorCode::InsecureUrl, text)
            }
            None => {
                let text = "The base URL must be https:// with a host and perhaps a path: no user \
                            name, query, fragment, `..` or odd characters.";
                (ErrorCode::Configuration, text)
            }
        };
        Err(Error::new(code, fault).at("issuer.baseUrl"))
    }

    /// The URL as text, without a trailing slash.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether nobody can listen on the way; `None` for what is no base URL at all.
fn judged(text: &[u8]) -> Option<bool> {
    let mut parts = text.split(|byte| *byte == b'/');
    let (scheme, gap, authority) = (parts.next()?, parts.next()?, parts.next()?);
    let odd = |byte: &u8| {
        !byte.is_ascii_graphic() || matches!(byte, b'\\' | b'"' | b'<' | b'>' | b'?' | b'#')
    };
    if !gap.is_empty() || !scheme.ends_with(b":") || text.iter().any(odd) || parts.any(is_dots) {
        return None;
    }
    let secure = scheme.eq_ignore_ascii_case(b"https:");
    if !secure && !scheme.eq_ignore_ascii_case(b"http:") {
        return Some(false);
    }
    if matches!(authority, [] | [b':', ..])
        || is_dots(authority)
        || authority.iter().any(|byte| matches!(byte, b'@'))
    {
        return None;
    }
    Some(secure || is_loopback(authority))
}

/// An escaped dot is a dot to every URL parser.
fn is_dots(step: &[u8]) -> bool {
    !step.is_empty() && step.iter().all(|byte| matches!(byte, b'.' | b'%' | b'2' | b'e' | b'E'))
}

fn is_loopback(authority: &[u8]) -> bool {
    if let [b'[', b':', b':', b'1', b']', rest @ ..] = authority {
        return matches!(rest, [] | [b':', ..]);
    }
    let host = authority.split(|byte| *byte == b':').next().unwrap_or_default();
    host.eq_ignore_ascii_case(b"localhost") || is_ipv4_loopback(host)
}

/// `127.` and three numbers of up to three digits.
fn is_ipv4_loopback(host: &[u8]) -> bool {
    let (mut dots, mut digits) = (0, 0);
    for byte in host {
        match byte {
            b'.' if digits > 0 => (dots, digits) = (dots + 1, 0),
            b'0'..=b'9' if digits < 3 => digits += 1,
            _ => return false,
        }
    }
    dots == 3 && digits > 0 && host.starts_with(b"127.")
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
