//! A document as a tree of its own, and back.

use core::slice;

use super::{Json, JsonError, Limits, Number, Object, Value, check, write_text, write_u64};
use crate::prelude::*;

/// Reads one JSON document.
///
/// # Errors
///
/// As [`check`].
///
/// ```
/// use cardlatch::json::{Limits, Value, parse};
/// let Value::Object(object) = parse(br#"{"amount":0.10}"#, Limits::default())? else { panic!() };
/// let amount = object.get("amount").and_then(Value::as_number).unwrap();
/// assert_eq!(amount.as_str(), "0.10");
/// # Ok::<(), cardlatch::json::JsonError>(())
/// ```
pub fn parse(bytes: &[u8], limits: Limits) -> Result<Value, JsonError> {
    check(bytes, limits).map(Value::from)
}

impl From<Json<'_>> for Value {
    fn from(json: Json<'_>) -> Self {
        if let Some(text) = json.text() {
            return Self::Text(text);
        }
        if let Some(number) = json.number() {
            return Self::Number(Number::checked(number));
        }
        if json.is_list() {
            return Self::List(json.parts().map(Self::from).collect());
        }
        if json.is_object() {
            return Self::Object(Object::from(json));
        }
        json.flag().map_or(Self::Null, Self::Bool)
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for super::JsonText {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Object::from(self.json()).serialize(serializer)
    }
}

impl From<Json<'_>> for Object {
    fn from(json: Json<'_>) -> Self {
        let name = |key: Json<'_>| key.text().unwrap_or_default();
        Self::from_unique(json.fields().map(|(key, value)| (name(key), value.into())).collect())
    }
}

/// Appends the value as compact JSON, fields in their order, numbers in their exact text.
///
/// ```
/// use cardlatch::json::{Limits, parse, write};
/// let value = parse(br#" { "amount" : 0.10 } "#, Limits::default())?;
/// let mut out = Vec::new();
/// write(&value, &mut out);
/// assert_eq!(out, br#"{"amount":0.10}"#);
/// # Ok::<(), cardlatch::json::JsonError>(())
/// ```
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
