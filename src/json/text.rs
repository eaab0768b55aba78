//! A JSON value as it stands in its document.

use core::fmt;

use super::scan::{Scan, is_space};
use crate::prelude::*;
use crate::text;

/// One value of a checked document: a view of its text, free to copy. Nothing is read before it is
/// asked for, and numbers keep every digit.
#[derive(Clone, Copy)]
pub struct Json<'a>(&'a str);

impl<'a> Json<'a> {
    /// What is not there: no value at all.
    pub const NONE: Self = Self("");
    /// A text without letters.
    pub const EMPTY_TEXT: Self = Self("\"\"");

    /// For the reader, which has checked the grammar.
    pub(super) const fn checked(text: &'a str) -> Self {
        Self(text)
    }

    /// A value that this crate has written itself.
    pub(crate) const fn trusted(text: &'a str) -> Self {
        Self(text)
    }

    /// The value as it is written.
    #[must_use]
    pub const fn as_str(self) -> &'a str {
        self.0
    }

    /// The first byte, which tells the kind.
    fn first(self) -> u8 {
        self.0.as_bytes().first().copied().unwrap_or_default()
    }

    /// Whether there is a value.
    #[must_use]
    pub const fn is_there(self) -> bool {
        !self.0.is_empty()
    }

    /// Whether it is a text.
    #[must_use]
    pub fn is_text(self) -> bool {
        self.first() == b'"'
    }

    /// Whether it is an object.
    #[must_use]
    pub fn is_object(self) -> bool {
        self.first() == b'{'
    }

    /// Whether it is a list.
    #[must_use]
    pub fn is_list(self) -> bool {
        self.first() == b'['
    }

    /// Whether it is a list without items.
    #[must_use]
    pub fn is_empty_list(self) -> bool {
        self.is_list() && self.parts().next().is_none()
    }

    /// Whether it is `null` or not there.
    #[must_use]
    pub fn is_null(self) -> bool {
        matches!(self.0, "" | "null")
    }

    /// The truth value, if this is one.
    #[must_use]
    pub fn flag(self) -> Option<bool> {
        match self.0 {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }

    /// The text with its escapes decoded, if this is one.
    #[must_use]
    #[inline(never)]
    pub fn text(self) -> Option<String> {
        let mut said = String::new();
        Scan::new(self.0, 0).quoted(Some(&mut said)).ok()?;
        Some(said)
    }

    /// The exact text of a number, if this is one.
    #[must_use]
    pub fn number(self) -> Option<&'a str> {
        matches!(self.first(), b'-' | b'0'..=b'9').then_some(self.0)
    }

    /// A whole number without sign, fraction and exponent, if this is one of at most 19 digits.
    #[must_use]
    pub fn whole(self) -> Option<u64> {
        text::whole_number(self.0.as_bytes())
    }

    /// A text, or the exact text of a number: an id may come as either.
    #[must_use]
    pub fn scalar(self) -> Option<String> {
        self.text().or_else(|| self.number().map(str::to_owned))
    }

    /// Whether it is this text.
    #[must_use]
    #[inline(never)]
    pub fn is(self, text: &str) -> bool {
        self.text().is_some_and(|own| own == text)
    }

    /// Whether it is this text but for the case of ASCII letters.
    #[must_use]
    #[inline(never)]
    pub fn is_ignoring_case(self, text: &str) -> bool {
        self.text().is_some_and(|own| own.eq_ignore_ascii_case(text))
    }

    /// The items of a list; the names and values, by turns, of an object; nothing of other values.
    #[must_use]
    pub fn parts(self) -> Parts<'a> {
        let at = if self.is_object() || self.is_list() { 1 } else { self.0.len() };
        Parts(Scan::new(self.0, at))
    }

    /// The names and values of an object.
    #[must_use]
    pub fn fields(self) -> Fields<'a> {
        Fields(if self.is_object() { self } else { Self::NONE }.parts())
    }

    /// The field of exactly this name, or nothing.
    #[must_use]
    #[inline(never)]
    pub fn get(self, name: &str) -> Self {
        self.find(|own| own.is(name))
    }

    /// The field of exactly this name, else the first one whose name differs only in the case of
    /// ASCII letters.
    #[must_use]
    #[inline(never)]
    pub fn get_ignoring_case(self, name: &str) -> Self {
        let exact = self.get(name);
        if exact.is_there() { exact } else { self.find(|own| own.is_ignoring_case(name)) }
    }

    /// The field of exactly this name, else the first one whose name differs only in the case of
    /// ASCII letters, in underscores and in blanks.
    #[must_use]
    #[inline(never)]
    pub fn get_loosely(self, name: &str) -> Self {
        let exact = self.get(name);
        if exact.is_there() { exact } else { self.find(|own| own.is_loosely(name)) }
    }

    /// The field inside others: by their names with `separator` between them, as
    /// [`Json::get_loosely`] finds each.
    #[must_use]
    #[inline(never)]
    pub fn at_loosely(self, path: &str, separator: u8) -> Self {
        text::parts(path, separator).fold(self, Self::get_loosely)
    }

    /// Whether it is this text but for the case of ASCII letters, for underscores and for blanks.
    #[must_use]
    #[inline(never)]
    pub fn is_loosely(self, text: &str) -> bool {
        self.text().is_some_and(|own| text::is_loosely(&own, text))
    }

    fn find(self, is_it: impl Fn(Self) -> bool) -> Self {
        self.fields().find(|(name, _)| is_it(*name)).map_or(Self::NONE, |(_, value)| value)
    }

    /// The same value, compact, and with text for every number that is not fit.
    #[must_use]
    pub fn with_fit_numbers(self, is_fit: impl Fn(&str) -> bool) -> String {
        let (mut scan, mut out) = (Scan::new(self.0, 0), String::new());
        while !scan.is_at_end() {
            let (start, mut mark) = (scan.at, "");
            match scan.peek() {
                b'"' => scan.quoted(None).unwrap_or_default(),
                b'-' | b'0'..=b'9' => {
                    scan.number().unwrap_or_default();
                    if !is_fit(scan.since(start)) {
                        mark = "\"";
                    }
                }
                byte => {
                    scan.at += 1;
                    if is_space(byte) {
                        continue;
                    }
                }
            }
            for part in [mark, scan.since(start), mark] {
                out.push_str(part);
            }
        }
        out
    }
}

/// Shows the kind only: an answer may hold card data.
impl fmt::Debug for Json<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Json")
    }
}

/// An object that is kept as it was written, without the fields that have a name elsewhere.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct JsonText(String);

impl JsonText {
    /// An object without its texts and numbers of these names.
    #[must_use]
    pub fn without(object: Json<'_>, names: &[&str]) -> Self {
        let mut out = String::new();
        for (name, value) in object.fields() {
            let is_scalar = value.is_text() || value.number().is_some();
            if is_scalar && names.iter().any(|other| name.is(other)) {
                continue;
            }
            for part in [if out.is_empty() { "{" } else { "," }, name.0, ":", value.0] {
                out.push_str(part);
            }
        }
        if !out.is_empty() {
            out.push('}');
        }
        Self(out)
    }

    /// An object that this crate has written itself; empty for one without fields.
    pub(crate) fn trusted(text: String) -> Self {
        Self(if text == "{}" { String::new() } else { text })
    }

    /// Adds a field, where there is a value. The name needs no escapes.
    pub(crate) fn add(&mut self, name: &str, value: Json<'_>) {
        if value.is_there() {
            let start = if self.0.pop().is_some() { ",\"" } else { "{\"" };
            for part in [start, name, "\":", value.0, "}"] {
                self.0.push_str(part);
            }
        }
    }

    /// Whether there are no fields.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The object.
    #[must_use]
    pub fn json(&self) -> Json<'_> {
        Json(if self.is_empty() { "{}" } else { &self.0 })
    }
}

/// Shows nothing of the object: it may hold card data.
impl fmt::Debug for JsonText {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JsonText")
    }
}

/// What stands in a list or an object, in order.
pub struct Parts<'a>(Scan<'a>);

impl<'a> Iterator for Parts<'a> {
    type Item = Json<'a>;

    fn next(&mut self) -> Option<Json<'a>> {
        let part = self.0.part();
        if part.is_empty() { None } else { Some(Json(part)) }
    }
}

/// The names and values of an object, in order.
pub struct Fields<'a>(Parts<'a>);

impl<'a> Iterator for Fields<'a> {
    type Item = (Json<'a>, Json<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        Some((self.0.next()?, self.0.next()?))
    }
}
