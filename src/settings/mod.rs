//! The options of an issuer: one checked text.

#[cfg(not(feature = "ship"))]
mod check;

#[cfg(not(feature = "ship"))]
pub(crate) use check::Wanted;
#[cfg(not(feature = "ship"))]
pub use check::{Rule, Rules, rules};

use zeroize::Zeroize;

use crate::prelude::*;
use crate::text::{self, cut};

/// The checked options of an issuer: names and values by turns, each with a zero behind it.
#[derive(Default)]
pub struct Settings(String);

impl Settings {
    /// Options that somebody else has checked, names and values by turns, each with a zero behind
    /// it.
    #[cfg(feature = "wasm")]
    pub(crate) fn told(text: Vec<u8>) -> Self {
        Self(text::string(text))
    }

    pub(crate) fn push(&mut self, name: &str, value: &str) {
        for part in [name, value] {
            self.0.push_str(part);
            self.0.push('\0');
        }
    }

    fn find(&self, name: &str) -> Option<&str> {
        let mut rest = self.0.as_str();
        while !rest.is_empty() {
            let (own, after) = cut(rest, 0);
            let (value, next) = cut(after, 0);
            if own == name {
                return Some(value);
            }
            rest = next;
        }
        None
    }

    /// Whether the option was given, or has a default.
    #[cfg(not(feature = "ship"))]
    pub(crate) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The text or digits of an option; empty where it was left out.
    #[must_use]
    #[inline(never)]
    pub fn text(&self, name: &str) -> &str {
        self.find(name).unwrap_or_default()
    }

    /// The name and the value that follow a name in the order of names; nothing after the last.
    pub(crate) fn after(&self, last: &str) -> Option<(&str, &str)> {
        let (mut next, mut rest) = (None, self.0.as_str());
        while !rest.is_empty() {
            let (name, after) = cut(rest, 0);
            let value;
            (value, rest) = cut(after, 0);
            if name > last && next.is_none_or(|(least, _)| name < least) {
                next = Some((name, value));
            }
        }
        next
    }

    /// A flag, where it was given.
    #[must_use]
    pub fn flag(&self, name: &str) -> Option<bool> {
        match self.text(name) {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }

    /// A number, where it was given.
    #[must_use]
    pub fn count(&self, name: &str) -> Option<u64> {
        text::whole_number(self.text(name).as_bytes())
    }
}

impl Drop for Settings {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}
