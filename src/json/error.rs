//! What can be wrong with a document: a kind, a place, never a value.

use crate::prelude::*;
use crate::text;
use core::fmt;

use super::write::write_u64;

/// Keys longer than this are cut in a path.
const LONGEST_SEGMENT: usize = 48;

/// A key with more digits than this is hidden in a path: it may be a card number.
const MOST_DIGITS: usize = 6;

/// Why a document was refused.
///
/// ```
/// use cardlatch::json::{JsonErrorKind, Limits, check};
/// let kind = |text: &str| check(text.as_bytes(), Limits::default()).unwrap_err().kind;
/// assert_eq!(kind("<html>"), JsonErrorKind::NotJson);
/// assert_eq!(kind(r#"{"a":1,"a":2}"#), JsonErrorKind::DuplicateKey);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum JsonErrorKind {
    /// There is no document: no bytes, or only white space.
    Empty,
    /// The first byte cannot begin JSON: an HTML page, XML, plain text.
    NotJson,
    /// The document ends before its value is complete.
    Truncated,
    /// A byte that the grammar does not allow at this place.
    Unexpected,
    /// A number that JSON does not allow, such as `01` or `1.`.
    BadNumber,
    /// A text that is not valid Unicode: an escape for half of a surrogate pair.
    BadText,
    /// A backslash followed by something that is no escape.
    BadEscape,
    /// Bytes that are not UTF-8.
    BadUtf8,
    /// A control character inside a text that is not written as an escape.
    Control,
    /// Something follows the value.
    TrailingData,
    /// Nested deeper than the limit.
    TooDeep,
    /// More bytes than the limit.
    TooLong,
    /// One object has the same key twice.
    DuplicateKey,
    /// Another type was expected. Holds the whole phrase, such as `expected a text`.
    WrongType(&'static str),
    /// A required field is not there. Holds its name.
    Missing(&'static str),
    /// A text that is none of the allowed words.
    UnknownVariant,
    /// A field that this type does not allow. The path names it.
    UnknownField,
    /// An integer that does not fit, or another value outside what is allowed.
    OutOfRange,
    /// A floating point type, on either side: a double cannot hold every number exactly.
    Float,
    /// A value or type that the type's own code refused.
    Refused,
}

impl JsonErrorKind {
    /// One static phrase in plain English, without the path and without any value.
    ///
    /// ```
    /// assert_eq!(cardlatch::json::JsonErrorKind::Truncated.text(), "the document ends too early");
    /// ```
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Empty => "the document is empty",
            Self::NotJson => "this is not JSON",
            Self::Truncated => "the document ends too early",
            Self::Unexpected => "unexpected character",
            Self::BadNumber => "this is not a JSON number",
            Self::BadText => "an escape stands for no character",
            Self::BadEscape => "unknown escape in a text",
            Self::BadUtf8 => "this is not UTF-8",
            Self::Control => "control character in a text",
            Self::TrailingData => "something follows the document",
            Self::TooDeep => "nested too deeply",
            Self::TooLong => "the document is too long",
            Self::DuplicateKey => "the same field appears twice",
            Self::WrongType(expected) => expected,
            Self::Missing(_) => "a required field is missing",
            Self::UnknownVariant => "unknown word",
            Self::UnknownField => "unknown field",
            Self::OutOfRange => "the value is out of range",
            Self::Float => "a double cannot hold this exactly",
            Self::Refused => "the value was refused",
        }
    }
}

/// A refused document: what is wrong and where, never what it says.
///
/// ```
/// use cardlatch::json::{Limits, check};
/// let error = check(br#"{"data":{"cards":[{"id":01}]}}"#, Limits::default()).unwrap_err();
/// assert_eq!((error.path.as_str(), error.offset), ("data.cards[0].id", 25));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError {
    /// What is wrong.
    pub kind: JsonErrorKind,
    /// The field, such as `data.card[2].id`; empty at the top. Holds names and indexes only. A name
    /// that looks like a card number is shown as `?`.
    pub path: String,
    /// The byte in the text where reading stopped; 0 for an error that is not about text.
    pub offset: usize,
}

impl JsonError {
    /// An error at the top of the document.
    #[doc(hidden)]
    #[must_use]
    #[cold]
    pub const fn new(kind: JsonErrorKind) -> Self {
        Self { kind, path: String::new(), offset: 0 }
    }

    /// An error at a byte of the text.
    #[doc(hidden)]
    #[must_use]
    #[cold]
    pub const fn at(kind: JsonErrorKind, offset: usize) -> Self {
        Self { kind, path: String::new(), offset }
    }

    /// The error that a required field is not there; its path names the field.
    #[doc(hidden)]
    #[must_use]
    #[cold]
    pub fn missing(field: &'static str) -> Self {
        Self::new(JsonErrorKind::Missing(field)).in_field(field)
    }

    /// The same error, seen from the object that holds it in the field `name`.
    #[doc(hidden)]
    #[must_use]
    #[cold]
    pub fn in_field(mut self, name: &str) -> Self {
        before_field(name, &mut self.path);
        self
    }

    /// The same error, seen from the list that holds it as item `index`, counted from 0.
    #[doc(hidden)]
    #[must_use]
    #[cold]
    pub fn in_item(mut self, index: usize) -> Self {
        before_item(index, &mut self.path);
        self
    }
}

/// Puts a field before a path within it.
pub(super) fn before_field(name: &str, path: &mut String) {
    let mut outer = String::new();
    push_name(name, &mut outer);
    before(outer, path);
}

/// Puts an item of a list before a path within it.
pub(super) fn before_item(index: usize, path: &mut String) {
    let mut item = Vec::from(*b"[");
    write_u64(index as u64, &mut item);
    item.push(b']');
    before(text::string(item), path);
}

fn before(mut outer: String, path: &mut String) {
    if !path.is_empty() && !path.starts_with('[') {
        outer.push('.');
    }
    outer.push_str(path);
    *path = outer;
}

/// Names come from outside: what could break a log line, or be data, is not repeated.
fn push_name(name: &str, path: &mut String) {
    let digits = name.bytes().filter(u8::is_ascii_digit).count();
    if name.is_empty() || digits > MOST_DIGITS {
        path.push('?');
        return;
    }
    for letter in name.chars().take(LONGEST_SEGMENT) {
        let plain = letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '$');
        // U+0080 to U+00A0 are controls, U+2000 to U+206F hold line ends and direction marks.
        let readable = letter > '\u{a0}' && !matches!(letter, '\u{2000}'..='\u{206f}' | '\u{feff}');
        path.push(if plain || readable { letter } else { '?' });
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            out.write_str(&self.path)?;
            out.write_str(": ")?;
        }
        out.write_str(self.kind.text())
    }
}

impl core::error::Error for JsonError {}
