//! Small texts without the formatting machinery, which would weigh more than its users.

use zeroize::Zeroize;

use crate::prelude::*;

/// What stands before the first such byte and what after it; all and nothing where there is none.
#[inline(never)]
pub(crate) const fn cut(text: &str, at: u8) -> (&str, &str) {
    let mut rest = text.as_bytes();
    while let [byte, others @ ..] = rest {
        if *byte == at {
            break;
        }
        rest = others;
    }
    let Some((before, after)) = text.split_at_checked(text.len() - rest.len()) else {
        return ("", "");
    };
    match after.split_at_checked(1) {
        Some((_, after)) => (before, after),
        None => (before, ""),
    }
}

/// The parts of a text between such bytes, but for nothing after the last one.
pub(crate) fn parts(mut text: &str, at: u8) -> impl Iterator<Item = &str> {
    core::iter::from_fn(move || {
        if text.is_empty() {
            return None;
        }
        let part;
        (part, text) = cut(text, at);
        Some(part)
    })
}

/// Whether a word is one of those that blanks part.
#[inline(never)]
#[cfg(feature = "edge")]
pub(crate) fn is_one_of(words: &str, word: &str) -> bool {
    parts(words, b' ').any(|own| own == word)
}

/// The text after its scheme and `://`, and the scheme.
#[cfg(feature = "edge")]
#[inline(never)]
pub(crate) fn after_scheme(url: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = cut(url, b':');
    Some((scheme, rest.strip_prefix("//")?))
}

/// What follows, where the text begins with one of these bytes.
#[inline(never)]
pub(crate) fn after<'a>(text: &'a str, marks: &[u8]) -> Option<&'a str> {
    let (first, rest) = text.split_at_checked(1)?;
    marks.contains(first.as_bytes().first()?).then_some(rest)
}

/// What stands at a place of a list, counted from 0. A list as one text weighs less than one of
/// texts.
#[inline(never)]
pub(crate) const fn nth(mut list: &'static str, separator: u8, mut place: usize) -> &'static str {
    while place > 0 {
        list = cut(list, separator).1;
        place -= 1;
    }
    cut(list, separator).0
}

/// A whole number of up to 19 digits.
pub(crate) fn whole_number(text: &[u8]) -> Option<u64> {
    if text.is_empty() || text.len() > 19 {
        return None;
    }
    let mut number = 0_u64;
    for byte in text {
        number = number * 10 + u64::from(byte.checked_sub(b'0').filter(|digit| *digit < 10)?);
    }
    Some(number)
}

/// Whether a word is in a text, in capitals or not.
#[inline(never)]
pub(crate) fn contains(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word))
}

const SYMBOLS: &[u8; 62] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// The symbol of a number below 62, none for others.
#[inline(never)]
fn push_symbol(number: u8, text: &mut Vec<u8>) {
    if let Some(symbol) = SYMBOLS.get(usize::from(number)) {
        text.push(*symbol);
    }
}

/// Appends bytes in small hexadecimal digits.
pub(crate) fn push_hex(bytes: &[u8], text: &mut Vec<u8>) {
    for byte in bytes {
        push_symbol(byte >> 4, text);
        push_symbol(byte & 15, text);
    }
}

/// Whether two texts are the same but for the case of ASCII letters, for underscores and for blanks.
#[inline(never)]
pub(crate) fn is_loosely(one: &str, other: &str) -> bool {
    letters(one).eq(letters(other))
}

fn letters(text: &str) -> impl Iterator<Item = u8> {
    let is_filler = |byte: &u8| *byte == b'_' || byte.is_ascii_whitespace();
    text.bytes().filter(move |byte| !is_filler(byte)).map(|byte| byte.to_ascii_lowercase())
}

/// Ten letters and digits out of random bytes. 62 symbols of 64: two values are drawn again from
/// the bytes that follow, so give twice as many bytes as letters.
pub(crate) fn nonce(random: &[u8], length: usize) -> String {
    let mut text = Vec::new();
    for byte in random {
        if text.len() < length {
            push_symbol(byte & 63, &mut text);
        }
    }
    string(text)
}

/// A version 4 UUID out of random bytes.
pub(crate) fn uuid(random: &[u8]) -> String {
    let mut text = Vec::new();
    for (position, byte) in random.iter().take(16).enumerate() {
        let byte = match position {
            6 => (byte & 0x0f) | 0x40,
            8 => (byte & 0x3f) | 0x80,
            _ => *byte,
        };
        if matches!(position, 4 | 6 | 8 | 10) {
            text.push(b'-');
        }
        push_symbol(byte >> 4, &mut text);
        push_symbol(byte & 15, &mut text);
    }
    string(text)
}

/// Bytes as text, if they are. The check that `core` has for whole texts is quicker and larger.
#[inline(never)]
pub(crate) fn utf8(bytes: &[u8]) -> Option<&str> {
    let text = bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    if text.len() == bytes.len() { Some(text) } else { None }
}

/// Bytes as a text of its own, empty if they are none. They are wiped.
#[inline(never)]
pub(crate) fn string(mut bytes: Vec<u8>) -> String {
    let text = utf8(&bytes).unwrap_or_default().to_owned();
    bytes.zeroize();
    text
}

/// Texts in one.
#[cfg(feature = "edge")]
#[inline(never)]
pub(crate) fn all_joined(texts: &[&str]) -> String {
    let mut text = String::new();
    for part in texts {
        text.push_str(part);
    }
    text
}

/// Two texts in one.
pub(crate) fn joined(first: &str, second: &str) -> String {
    let mut text = String::with_capacity(first.len() + second.len());
    text.push_str(first);
    text.push_str(second);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_at_the_first() {
        assert_eq!(cut("a: b: c", b':'), ("a", " b: c"));
        assert_eq!(cut("a", b':'), ("a", ""));
    }

    #[test]
    fn knows_the_places_of_a_list() {
        let found: Vec<_> = (0..4).map(|place| nth("a  bc", b' ', place)).collect();
        assert_eq!(found, ["a", "", "bc", ""]);
    }

    #[test]
    fn text_is_whole_utf8() {
        for good in ["", "a", "\u{feff}é€𝄞"] {
            assert_eq!(utf8(good.as_bytes()), Some(good));
            assert_eq!(string(good.as_bytes().to_vec()), good);
        }
        for bad in [&b"\xff"[..], b"a\xe2\x82", b"\xc0\x80", b"a\xed\xa0\x80b", b"\x80a"] {
            assert_eq!(utf8(bad), None, "{bad:?}");
            assert_eq!(string(bad.to_vec()), "");
        }
    }

    #[test]
    fn reads_whole_numbers() {
        assert_eq!(whole_number(b"0"), Some(0));
        assert_eq!(whole_number(b"9999999999999999999"), Some(9_999_999_999_999_999_999));
        for odd in ["", "-1", "+1", "1.0", "1e3", " 1", "99999999999999999999", "/", ":"] {
            assert_eq!(whole_number(odd.as_bytes()), None, "{odd}");
        }
    }

    #[test]
    fn nonces_have_ten_letters_and_digits() {
        let random: Vec<u8> = (0..=255).collect();
        let nonce = nonce(&random, 10);
        assert_eq!(nonce, "0123456789");
        assert_eq!(super::nonce(&[63, 62, 0, 61], 10), "0Z");
    }

    #[test]
    fn uuids_carry_version_and_variant() {
        assert_eq!(uuid(&[0xff; 32]), "ffffffff-ffff-4fff-bfff-ffffffffffff");
    }
}
