//! Time-based one-time codes, RFC 6238: SHA-1, six digits, 30 seconds.
//!
//! The HMAC itself is the host's; here are the counter before it and the truncation after it.

use crate::error::{Error, ErrorCode};
use crate::prelude::*;
use crate::secret::Secret;

const STEP_SECONDS: u64 = 30;
/// How long a code counts.
pub(crate) const STEP_MS: u64 = STEP_SECONDS * 1_000;

/// How the text of a shared secret becomes key bytes.
///
/// ```
/// use cardlatch::totp::{TotpEncoding, key};
/// assert_eq!(key("MFRGG===", TotpEncoding::Base32)?.expose(), b"abc");
/// assert_eq!(key("MFRGG===", TotpEncoding::Text)?.expose(), b"MFRGG===");
/// # Ok::<(), cardlatch::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(any(feature = "serde", feature = "typescript"), serde(rename_all = "snake_case"))]
pub enum TotpEncoding {
    /// RFC 4648 base32; blanks, hyphens and padding are ignored.
    #[default]
    Base32,
    /// The bytes of the text itself.
    Text,
}

/// The bytes whose HMAC-SHA-1 gives the code of this second.
///
/// ```
/// assert_eq!(cardlatch::totp::message(59), [0, 0, 0, 0, 0, 0, 0, 1]); // the second half minute
/// ```
#[must_use]
pub const fn message(unix_seconds: u64) -> [u8; 8] {
    (unix_seconds / STEP_SECONDS).to_be_bytes()
}

/// The six digits of an HMAC-SHA-1; `None` when it is not 20 bytes long.
///
/// The example of RFC 4226, section 5.4:
///
/// ```
/// let mac = [
///     0x1f, 0x86, 0x98, 0x69, 0x0e, 0x02, 0xca, 0x16, 0x61, 0x85, //
///     0x50, 0xef, 0x7f, 0x19, 0xda, 0x8e, 0x94, 0x5b, 0x55, 0x5a,
/// ];
/// assert_eq!(cardlatch::totp::code(&mac).as_deref(), Some("872921"));
/// assert_eq!(cardlatch::totp::code(b"short"), None);
/// ```
#[must_use]
pub fn code(mac: &[u8]) -> Option<String> {
    let mac: &[u8; 20] = mac.try_into().ok()?;
    let offset = usize::from(mac.last()? & 15);
    let word: [u8; 4] = mac.get(offset..offset + 4)?.try_into().ok()?;
    let mut number = (u32::from_be_bytes(word) & 0x7fff_ffff) % 1_000_000;
    let mut digits = [b'0'; 6];
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + u8::try_from(number % 10).ok()?;
        number /= 10;
    }
    String::from_utf8(digits.to_vec()).ok()
}

/// The key bytes of a shared secret.
///
/// # Errors
/// `configuration` when the text is empty or not base32.
///
/// ```
/// use cardlatch::totp::{TotpEncoding, key};
/// assert_eq!(key("mfrg g===", TotpEncoding::Base32)?.expose(), b"abc");
/// let refused = key("0189", TotpEncoding::Base32).unwrap_err();
/// assert_eq!(refused.path(), Some("issuer.totpSecret"));
/// # Ok::<(), cardlatch::Error>(())
/// ```
pub fn key(secret: &str, encoding: TotpEncoding) -> Result<Secret<Vec<u8>>, Error> {
    let bytes = match encoding {
        TotpEncoding::Text => Some(secret.as_bytes().to_vec()),
        TotpEncoding::Base32 => base32(secret),
    };
    match bytes.filter(|bytes| !bytes.is_empty()) {
        Some(bytes) => Ok(Secret::new(bytes)),
        None => Err(Error::new(
            ErrorCode::Configuration,
            "The one-time-code secret is not base32. Set totpEncoding to \"text\" if it is plain text.",
        )
        .at("issuer.totpSecret")),
    }
}

fn base32(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let (mut bits, mut held) = (0_u32, 0_u32);
    for letter in text.bytes().filter(|byte| !matches!(byte, b' ' | b'-' | b'=')) {
        let value = match letter.to_ascii_uppercase() {
            letter @ b'A'..=b'Z' => letter - b'A',
            digit @ b'2'..=b'7' => digit - b'2' + 26,
            _ => return None,
        };
        bits = (bits << 5) | u32::from(value);
        held += 5;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from((bits >> held) & 0xff).ok()?);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn truncates_as_rfc_4226_shows() {
        // RFC 4226 5.4.
        let mac = [
            0x1f, 0x86, 0x98, 0x69, 0x0e, 0x02, 0xca, 0x16, 0x61, 0x85, 0x50, 0xef, 0x7f, 0x19,
            0xda, 0x8e, 0x94, 0x5b, 0x55, 0x5a,
        ];
        assert_eq!(code(&mac).as_deref(), Some("872921"));
        assert_eq!(code(&mac[..19]), None);
    }

    #[test]
    fn keeps_leading_zeros() {
        let mut mac = [0_u8; 20];
        mac[3] = 7;
        assert_eq!(code(&mac).as_deref(), Some("000007"));
    }

    #[test]
    fn counts_steps_of_thirty_seconds() {
        assert_eq!(message(59), message(30));
        assert_ne!(message(59), message(60));
        assert_eq!(message(1_111_111_109), 0x0235_23ec_u64.to_be_bytes());
    }

    #[test]
    fn decodes_base32_and_text() {
        let secret = "gezd gnbv-GY3TQOJQ====";
        assert_eq!(key(secret, TotpEncoding::Base32).unwrap().expose(), b"1234567890");
        assert_eq!(key("12345", TotpEncoding::Text).unwrap().expose(), b"12345");
        for bad in ["", "====", "0OI1", "A!"] {
            let error = key(bad, TotpEncoding::Base32).unwrap_err();
            assert_eq!(error.code(), ErrorCode::Configuration, "{bad:?}");
        }
    }
}
