//! The two small grammars within JSON: escapes and numbers.

use super::read::Fault;

/// The character of the escape whose backslash stands at `at`; `at` moves behind it, or to what is
/// wrong with it.
pub(super) fn escape(bytes: &[u8], at: &mut usize) -> Result<char, Fault> {
    *at += 2;
    let letter = match byte(bytes, *at - 1) {
        plain @ (b'"' | b'\\' | b'/') => plain,
        b'b' => 8,
        b'f' => 12,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'u' => return unicode(bytes, at),
        _ => {
            *at -= 1;
            return Err(Fault::BadEscape);
        }
    };
    Ok(char::from(letter))
}

pub(super) fn byte(bytes: &[u8], at: usize) -> u8 {
    bytes.get(at).copied().unwrap_or_default()
}

/// `XXXX`, or a surrogate pair `XXXX\uXXXX`.
fn unicode(bytes: &[u8], at: &mut usize) -> Result<char, Fault> {
    let start = *at;
    let mut code = code_unit(bytes, at)?;
    if matches!(code, 0xd800..=0xdbff) {
        for due in [b'\\', b'u'] {
            if byte(bytes, *at) != due {
                break;
            }
            *at += 1;
        }
        if *at >= bytes.len() {
            return Err(Fault::BadText);
        }
        let low = if *at == start + 6 { code_unit(bytes, at)? } else { 0 };
        code = match low {
            0xdc00..=0xdfff => 0x1_0000 + ((code & 0x3ff) << 10) + (low & 0x3ff),
            _ => 0xd800,
        };
    }
    let letter = char::from_u32(code);
    if letter.is_none() {
        *at = start - 1;
    }
    letter.ok_or(Fault::BadText)
}

/// The next four digits.
fn code_unit(bytes: &[u8], at: &mut usize) -> Result<u32, Fault> {
    let mut code = 0;
    for _ in 0..4 {
        let digit = char::from(byte(bytes, *at)).to_digit(16).ok_or(Fault::BadEscape)?;
        code = code * 16 + digit;
        *at += 1;
    }
    Ok(code)
}

/// Steps over a number; `at` moves behind it, or to the first byte that does not fit.
pub(super) fn number(bytes: &[u8], at: &mut usize) -> Result<(), Fault> {
    *at += usize::from(byte(bytes, *at) == b'-');
    let leading_zero = byte(bytes, *at) == b'0';
    *at += usize::from(leading_zero);
    match (leading_zero, byte(bytes, *at).is_ascii_digit()) {
        (true, true) => return Err(Fault::BadNumber),
        (true, false) => (),
        (false, _) => digits(bytes, at)?,
    }
    if byte(bytes, *at) == b'.' {
        *at += 1;
        digits(bytes, at)?;
    }
    if matches!(byte(bytes, *at), b'e' | b'E') {
        *at += 1;
        *at += usize::from(matches!(byte(bytes, *at), b'+' | b'-'));
        digits(bytes, at)?;
    }
    Ok(())
}

/// At least one digit, and all that follow.
#[inline(never)]
fn digits(bytes: &[u8], at: &mut usize) -> Result<(), Fault> {
    let start = *at;
    while byte(bytes, *at).is_ascii_digit() {
        *at += 1;
    }
    if *at == start { Err(Fault::BadNumber) } else { Ok(()) }
}
