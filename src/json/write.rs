//! `Value` to compact JSON text.

use crate::prelude::*;
use core::slice;

use super::{Number, Value};

/// Appends the value as compact JSON, fields in their order, numbers in their exact text.
pub fn write(value: &Value, out: &mut Vec<u8>) {
    // An own stack instead of recursion: a value put together by hand has no depth limit.
    let mut open = Vec::new();
    begin(value, out, &mut open);
    while let Some(container) = open.last_mut() {
        if let Some(child) = container.next(out) {
            begin(child, out, &mut open);
        } else {
            out.push(container.end());
            open.pop();
        }
    }
}

/// A container that is being written.
struct Open<'a> {
    children: Children<'a>,
    is_first: bool,
}

enum Children<'a> {
    Items(slice::Iter<'a, Value>),
    Fields(slice::Iter<'a, (String, Value)>),
}

impl<'a> Open<'a> {
    const fn new(children: Children<'a>) -> Self {
        Self { children, is_first: true }
    }

    /// Writes what stands before the next child, and gives the child.
    fn next(&mut self, out: &mut Vec<u8>) -> Option<&'a Value> {
        let (name, value) = match &mut self.children {
            Children::Items(items) => (None, items.next()?),
            Children::Fields(fields) => {
                let field = fields.next()?;
                (Some(&field.0), &field.1)
            }
        };
        if !self.is_first {
            out.push(b',');
        }
        self.is_first = false;
        if let Some(name) = name {
            write_text(name, out);
            out.push(b':');
        }
        Some(value)
    }

    const fn end(&self) -> u8 {
        match self.children {
            Children::Items(_) => b']',
            Children::Fields(_) => b'}',
        }
    }
}

fn begin<'a>(value: &'a Value, out: &mut Vec<u8>, open: &mut Vec<Open<'a>>) {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Bool(true) => out.extend_from_slice(b"true"),
        Value::Bool(false) => out.extend_from_slice(b"false"),
        Value::Number(number) => write_number(number, out),
        Value::Text(text) => write_text(text, out),
        Value::List(items) => {
            out.push(b'[');
            open.push(Open::new(Children::Items(items.iter())));
        }
        Value::Object(object) => {
            out.push(b'{');
            open.push(Open::new(Children::Fields(object.fields())));
        }
    }
}

/// Appends a JSON text literal: the quotes, and escapes only where JSON demands them.
pub fn write_text(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    write_escaped(text, out);
    out.push(b'"');
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

/// Appends the exact text of a number.
pub fn write_number(number: &Number, out: &mut Vec<u8>) {
    out.extend_from_slice(number.as_str().as_bytes());
}

/// Appends a signed integer in decimal.
pub fn write_i64(value: i64, out: &mut Vec<u8>) {
    if value < 0 {
        out.push(b'-');
    }
    write_u64(value.unsigned_abs(), out);
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
