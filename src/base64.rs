//! Base64 (RFC 4648 section 4): the standard alphabet, padded.

use crate::prelude::*;
use core::mem;

use zeroize::Zeroizing;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// What the decoding table holds for a byte that is not in the alphabet.
const NO_SYMBOL: u8 = 0x80;

/// Groups that are converted before they go to the output together. Writing them one by one checks
/// the capacity each time, which is five times slower; more than this no longer helps.
const GROUPS: usize = 512;

/// Why a text is not base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base64Error {
    /// The length is no multiple of four: cut off, or without its padding.
    Length,
    /// A character outside the standard alphabet, white space included.
    Symbol,
    /// Padding where none belongs, or bits before the padding that are not zero: two texts would
    /// stand for the same bytes.
    Padding,
}

/// How many characters the base64 text of `bytes` bytes has; `None` if that does not fit.
#[must_use]
pub const fn encoded_len(bytes: usize) -> Option<usize> {
    bytes.div_ceil(3).checked_mul(4)
}

/// How many bytes a base64 text stands for, by its length and its padding alone. For a text that is
/// not base64 the answer means nothing but is no larger than three quarters of its length.
#[must_use]
pub fn decoded_len(text: &[u8]) -> usize {
    let padding = text.iter().rev().take(2).take_while(|byte| **byte == b'=').count();
    (text.len() / 4 * 3).saturating_sub(padding)
}

/// Appends the base64 text of the bytes, allocating at most once.
pub fn encode_into(bytes: &[u8], out: &mut Vec<u8>) {
    out.reserve(encoded_len(bytes.len()).unwrap_or_default());
    let (groups, rest) = bytes.as_chunks::<3>();
    encode_groups(groups, out);
    let last = match *rest {
        [a] => [a, 0, 0],
        [a, b] => [a, b, 0],
        _ => return,
    };
    encode_groups(&[last], out);
    for padding in out.iter_mut().rev().take(3 - rest.len()) {
        *padding = b'=';
    }
}

#[inline(never)]
fn encode_groups(groups: &[[u8; 3]], out: &mut Vec<u8>) {
    let pairs = pair_table();
    let mut block = [[0; 4]; GROUPS];
    for part in groups.chunks(GROUPS) {
        for (&[a, b, c], quad) in part.iter().zip(&mut block) {
            let (a, b, c) = (usize::from(a), usize::from(b), usize::from(c));
            let first = u32::from(pair(&pairs, (a << 4) | (b >> 4)));
            let second = u32::from(pair(&pairs, ((b & 15) << 8) | c));
            *quad = (first | (second << 16)).to_le_bytes();
        }
        out.extend_from_slice(block.get(..part.len()).unwrap_or_default().as_flattened());
    }
}

/// Two characters for each 12 bits: half the look-ups of one character for each 6. Made at each use
/// because as a constant it would add 8 KB to the program.
fn pair_table() -> [u16; 4096] {
    let mut table = [0; 4096];
    for (first, row) in ALPHABET.iter().zip(table.as_chunks_mut::<64>().0) {
        for (second, pair) in ALPHABET.iter().zip(row) {
            *pair = u16::from_le_bytes([*first, *second]);
        }
    }
    table
}

/// The mask, though never needed, is what lets the compiler drop the bounds check.
fn pair(table: &[u16; 4096], index: usize) -> u16 {
    table.get(index & 0xfff).copied().unwrap_or_default()
}

/// The bytes of a base64 text. Strict: the standard alphabet only, padding required, no white space.
///
/// # Errors
///
/// The first thing found wrong, without the place: the text may be a secret.
pub fn decode(text: &[u8]) -> Result<Vec<u8>, Base64Error> {
    let (groups, rest) = text.as_chunks::<4>();
    if !rest.is_empty() {
        return Err(Base64Error::Length);
    }
    let Some((last, groups)) = groups.split_last() else {
        return Ok(Vec::new());
    };
    // Never grows: a larger buffer would leave a copy of a secret behind in the old one.
    let mut out = Zeroizing::new(Vec::with_capacity(decoded_len(text)));
    decode_full_groups(groups, &mut out)?;
    decode_last_group(*last, &mut out)?;
    Ok(mem::take(&mut out))
}

/// The same, but white space is skipped wherever it stands: for the lines of a PEM body.
///
/// # Errors
///
/// As [`decode`].
#[cfg(any(feature = "crypto", test))]
pub fn decode_lenient_whitespace(text: &[u8]) -> Result<Vec<u8>, Base64Error> {
    let mut dense = Zeroizing::new(Vec::with_capacity(text.len()));
    dense.extend(text.iter().filter(|byte| !byte.is_ascii_whitespace()));
    decode(&dense)
}

fn decode_full_groups(groups: &[[u8; 4]], out: &mut Vec<u8>) -> Result<(), Base64Error> {
    let values = value_table();
    let mut block = [[0; 3]; GROUPS];
    for part in groups.chunks(GROUPS) {
        let mut seen = 0;
        for (&[a, b, c, d], triple) in part.iter().zip(&mut block) {
            let (a, b) = (value(&values, a), value(&values, b));
            let (c, d) = (value(&values, c), value(&values, d));
            seen |= a | b | c | d;
            *triple = [(a << 2) | (b >> 4), (b << 4) | (c >> 2), (c << 6) | d];
        }
        if seen & NO_SYMBOL != 0 {
            let is_padding = part.as_flattened().contains(&b'=');
            return Err(if is_padding { Base64Error::Padding } else { Base64Error::Symbol });
        }
        out.extend_from_slice(block.get(..part.len()).unwrap_or_default().as_flattened());
    }
    Ok(())
}

fn decode_last_group(last: [u8; 4], out: &mut Vec<u8>) -> Result<(), Base64Error> {
    let values = value_table();
    let full = match last {
        [.., b'=', b'='] => 2,
        [.., b'='] => 3,
        _ => 4,
    };
    let mut bits = 0_u32;
    for byte in last.iter().take(full) {
        let value = value(&values, *byte);
        if value == NO_SYMBOL {
            let is_padding = *byte == b'=';
            return Err(if is_padding { Base64Error::Padding } else { Base64Error::Symbol });
        }
        bits = (bits << 6) | u32::from(value);
    }
    let bytes = (bits << (32 - 6 * full)).to_be_bytes();
    let (whole, left) = bytes.split_at_checked(full - 1).unwrap_or_default();
    if left.iter().any(|byte| *byte != 0) {
        return Err(Base64Error::Padding);
    }
    out.extend_from_slice(whole);
    Ok(())
}

/// The six bits of each character of the alphabet.
fn value_table() -> [u8; 256] {
    let mut table = [NO_SYMBOL; 256];
    for (bits, byte) in (0..).zip(ALPHABET) {
        if let Some(slot) = table.get_mut(usize::from(*byte)) {
            *slot = bits;
        }
    }
    table
}

fn value(table: &[u8; 256], byte: u8) -> u8 {
    table.get(usize::from(byte)).copied().unwrap_or(NO_SYMBOL)
}

#[cfg(test)]
mod tests {
    use ::base64::Engine as _;
    use ::base64::engine::general_purpose::STANDARD;
    use proptest::prelude::*;

    use super::*;

    fn encoded(bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        encode_into(bytes, &mut out);
        out
    }

    proptest! {
        #[test]
        fn encodes_like_the_oracle(bytes in prop::collection::vec(any::<u8>(), 0..4000)) {
            let mut out = b"before".to_vec();
            encode_into(&bytes, &mut out);
            prop_assert_eq!(&out, &format!("before{}", STANDARD.encode(&bytes)).into_bytes());
            prop_assert_eq!(Some(out.len() - 6), encoded_len(bytes.len()));
            prop_assert_eq!(decoded_len(&out[6..]), bytes.len());
            prop_assert_eq!(decode(&out[6..]), Ok(bytes));
        }

        #[test]
        fn decodes_like_the_oracle(text in "[A-Za-z0-9+/]{0,9}[A-Za-z0-9+/=]{0,5}") {
            prop_assert_eq!(decode(text.as_bytes()).ok(), STANDARD.decode(&text).ok());
        }

        #[test]
        fn decodes_damaged_text_like_the_oracle(
            bytes in prop::collection::vec(any::<u8>(), 0..4000),
            place in any::<usize>(),
            byte in any::<u8>(),
        ) {
            let mut text = encoded(&bytes);
            if let Some(length) = text.len().checked_sub(1) {
                text[place % (length + 1)] = byte;
            }
            prop_assert_eq!(decode(&text).ok(), STANDARD.decode(&text).ok());
        }

        #[test]
        fn decodes_any_bytes_like_the_oracle(text in prop::collection::vec(any::<u8>(), 0..40)) {
            prop_assert_eq!(decode(&text).ok(), STANDARD.decode(&text).ok());
            prop_assert!(decoded_len(&text) <= text.len() / 4 * 3);
        }

        #[test]
        fn white_space_is_skipped_on_request_only(
            bytes in prop::collection::vec(any::<u8>(), 1..200),
            width in 1_usize..80,
        ) {
            let lines = encoded(&bytes).chunks(width).fold(vec![b'\t'], |mut text, line| {
                text.extend(line);
                text.extend(b" \r\n");
                text
            });
            prop_assert_eq!(decode_lenient_whitespace(&lines), Ok(bytes));
            prop_assert!(decode(&lines).is_err());
        }
    }

    #[test]
    fn lengths_around_a_block() {
        for length in (GROUPS * 3 - 4)..(GROUPS * 3 + 5) {
            let bytes: Vec<u8> = (0..=250).cycle().take(length).collect();
            assert_eq!(encoded(&bytes), STANDARD.encode(&bytes).into_bytes());
            assert_eq!(decode(&encoded(&bytes)), Ok(bytes));
        }
    }

    #[test]
    fn every_pair_of_characters() {
        let bytes: Vec<u8> = (0..=u16::MAX)
            .flat_map(|pair| {
                let [high, low] = pair.to_be_bytes();
                [low, high, low]
            })
            .collect();
        assert_eq!(encoded(&bytes), STANDARD.encode(&bytes).into_bytes());
    }

    #[test]
    fn refusals_say_why() {
        let cases = [
            ("QQ", Base64Error::Length),
            ("QQ=", Base64Error::Length),
            ("QQ==\n", Base64Error::Length),
            ("Q Q=", Base64Error::Symbol),
            ("QQ-_", Base64Error::Symbol),
            ("QQ\n=", Base64Error::Symbol),
            ("\u{e9}\u{e9}", Base64Error::Symbol),
            ("====", Base64Error::Padding),
            ("Q===", Base64Error::Padding),
            ("QQ==QQ==", Base64Error::Padding),
            ("QQ=Q", Base64Error::Padding),
            ("QR==", Base64Error::Padding),
            ("QUJ=", Base64Error::Padding),
        ];
        for (text, why) in cases {
            assert_eq!(decode(text.as_bytes()), Err(why), "{text:?}");
        }
        assert_eq!(decode(b""), Ok(Vec::new()));
        assert_eq!(decode(b"QUI="), Ok(b"AB".to_vec()));
    }

    #[test]
    fn lengths_that_do_not_fit() {
        assert_eq!(encoded_len(0), Some(0));
        assert_eq!(encoded_len(1), Some(4));
        assert_eq!(encoded_len(usize::MAX), None);
    }
}
