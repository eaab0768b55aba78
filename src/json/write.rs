//! Compact JSON text.

use crate::prelude::*;
use crate::text;

/// Writes an object, field by field.
pub struct Writer(Vec<u8>);

impl Writer {
    /// An object without fields.
    #[must_use]
    pub fn new() -> Self {
        Self(Vec::new())
    }

    fn name(&mut self, name: &str) {
        self.0.push(if self.0.is_empty() { b'{' } else { b',' });
        write_text(name, &mut self.0);
        self.0.push(b':');
    }

    /// Adds a field whose value is JSON already.
    #[inline(never)]
    pub fn raw(&mut self, name: &str, json: &str) {
        self.name(name);
        self.0.extend_from_slice(json.as_bytes());
    }

    /// Adds a text.
    #[inline(never)]
    pub fn text(&mut self, name: &str, text: &str) {
        self.name(name);
        write_text(text, &mut self.0);
    }

    /// Adds a text, where there is one.
    #[inline(never)]
    pub fn some(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(name, text);
        }
    }

    /// Adds a whole number.
    pub fn whole(&mut self, name: &str, number: u64) {
        self.name(name);
        write_u64(number, &mut self.0);
    }

    /// The object's text.
    #[must_use]
    pub fn end(mut self) -> String {
        if self.0.is_empty() {
            self.0.push(b'{');
        }
        self.0.push(b'}');
        text::string(self.0)
    }
}

impl Default for Writer {
    fn default() -> Self {
        Self::new()
    }
}

/// Appends a JSON text literal: the quotes, and escapes only where JSON demands them.
pub fn write_text(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    write_escaped(text, out);
    out.push(b'"');
}

/// A list of texts.
#[inline(never)]
#[cfg(feature = "edge")]
pub(crate) fn write_list(texts: &mut dyn Iterator<Item = &str>) -> String {
    let mut out = Vec::from(*b"[");
    for text in texts {
        if out.len() > 1 {
            out.push(b',');
        }
        write_text(text, &mut out);
    }
    out.push(b']');
    text::string(out)
}

/// Appends what stands between the quotes of a JSON text literal.
pub(crate) fn write_escaped(text: &str, out: &mut Vec<u8>) {
    let mut rest = text.as_bytes();
    while let Some(at) = rest.iter().position(|byte| needs_escape(*byte)) {
        let (plain, tail) = rest.split_at_checked(at).unwrap_or_default();
        out.extend_from_slice(plain);
        rest = match tail.split_first() {
            Some((byte, after)) => {
                write_escape(*byte, out);
                after
            }
            None => tail,
        };
    }
    out.extend_from_slice(rest);
}

const fn needs_escape(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

fn write_escape(byte: u8, out: &mut Vec<u8>) {
    let short = match byte {
        0x08 => b'b',
        0x0c => b'f',
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        b'"' | b'\\' => byte,
        _ => {
            out.extend_from_slice(b"\\u00");
            out.push(hex_digit(byte >> 4));
            out.push(hex_digit(byte & 15));
            return;
        }
    };
    out.push(b'\\');
    out.push(short);
}

const fn hex_digit(value: u8) -> u8 {
    if value < 10 { b'0' + value } else { b'a' + value - 10 }
}

/// Appends an unsigned integer in decimal.
pub fn write_u64(value: u64, out: &mut Vec<u8>) {
    // By hand, because the formatting code of `core` would outweigh this whole file.
    let mut digits = [0; 20];
    let mut left = value;
    let mut used = 0;
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + (left % 10) as u8;
        left /= 10;
        used += 1;
        if left == 0 {
            break;
        }
    }
    out.extend_from_slice(digits.get(digits.len() - used..).unwrap_or_default());
}
