//! RSA private keys: PEM or bare base64 to PKCS #8.

use crate::base64;
use crate::prelude::*;
use crate::secret::Secret;

/// The PKCS #8 bytes of a key in PKCS #8 or PKCS #1; `None` when the text is neither.
pub(crate) fn pkcs8(text: &str) -> Option<Secret<Vec<u8>>> {
    let der = der(text)?;
    if is_pkcs8(der.expose()) { Some(der) } else { wrapped(der.expose()) }
}

/// The bytes between the lines of a PEM text, or of a bare base64 text.
fn der(text: &str) -> Option<Secret<Vec<u8>>> {
    let mut body = Vec::with_capacity(text.len());
    for line in text.split('\n').filter(|line| !line.starts_with('-')) {
        body.extend_from_slice(line.as_bytes());
    }
    let body = Secret::new(body);
    let der = base64::decode_lenient_whitespace(body.expose()).ok()?;
    (!der.is_empty()).then(|| Secret::new(der))
}

/// Both forms begin with a version; in PKCS #8 a sequence follows, in PKCS #1 the modulus.
fn is_pkcs8(der: &[u8]) -> bool {
    content(der).is_some_and(|inner| inner.starts_with(&[0x02, 0x01, 0x00, 0x30]))
}

/// What stands inside an outer sequence.
fn content(der: &[u8]) -> Option<&[u8]> {
    match der {
        [0x30, 0x81, _, rest @ ..] | [0x30, 0x82, _, _, rest @ ..] => Some(rest),
        [0x30, length, rest @ ..] if *length < 0x80 => Some(rest),
        _ => None,
    }
}

/// RFC 5208: version, the identifier of rsaEncryption, and the PKCS #1 key as an octet string.
fn wrapped(pkcs1: &[u8]) -> Option<Secret<Vec<u8>>> {
    const HEAD: [u8; 18] = [
        0x02, 0x01, 0x00, 0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01,
        0x01, 0x05, 0x00,
    ];
    if !content(pkcs1)?.starts_with(&[0x02, 0x01, 0x00, 0x02]) {
        return None;
    }
    let length = u16::try_from(pkcs1.len()).ok()?;
    let mut out = Vec::with_capacity(pkcs1.len() + 26);
    out.extend_from_slice(&[0x30, 0x82]);
    out.extend_from_slice(&length.checked_add(22)?.to_be_bytes());
    out.extend_from_slice(&HEAD);
    out.extend_from_slice(&[0x04, 0x82]);
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(pkcs1);
    Some(Secret::new(out))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_is_no_key() {
        for text in ["", "x", "AAAA", "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n"] {
            assert!(pkcs8(text).is_none(), "{text}");
        }
    }

    #[test]
    fn wraps_pkcs1() {
        let pkcs1 = "MAYCAQACAQE=";
        let wrapped = pkcs8(pkcs1).unwrap();
        assert!(is_pkcs8(wrapped.expose()));
        assert_eq!(wrapped.expose().len(), 8 + 26);
        assert!(wrapped.expose().ends_with(&[0x30, 0x06, 0x02, 0x01, 0x00, 0x02, 0x01, 0x01]));
    }
}
