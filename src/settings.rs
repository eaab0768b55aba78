//! The options of an issuer as plain data, checked against a list of rules.
//!
//! One checker for all issuers: a reader per option would weigh more than the rest of the package.

use crate::base_url::BaseUrl;
use crate::error::{Error, ErrorCode};
use crate::json::{Number, Object, Value};
use crate::prelude::*;

/// One option.
#[derive(PartialEq, Eq)]
pub struct Rule {
    /// Its name.
    pub name: &'static str,
    /// What it must be.
    pub shape: Shape,
}

/// What an option must be.
#[derive(PartialEq, Eq)]
pub enum Shape {
    /// An HTTPS URL; required.
    BaseUrl,
    /// Text that goes into a header or a path; required.
    Credential,
    /// The same, but it may be left out.
    OptionalCredential,
    /// Text that goes into a body; required.
    Text,
    /// A whole number of any length, as a number or as text; required.
    Digits,
    /// True or false.
    Flag,
    /// A whole number from 1 to 4294967295.
    Count,
    /// One of these words; the first when left out.
    Words(&'static [&'static str]),
    /// A path from a contract.
    Path,
    /// Options within.
    Group(&'static [Rule]),
    /// Text that may be empty or left out; somebody else checks it.
    AnyText,
    /// A number of milliseconds that a host's timer takes.
    Milliseconds,
    /// Somebody else's: a key or a function.
    Elsewhere,
}

/// The longest time that a host's timer takes.
const LONGEST_MS: u64 = 2_147_483_647;

impl Rule {
    /// A rule.
    #[must_use]
    pub const fn new(name: &'static str, shape: Shape) -> Self {
        Self { name, shape }
    }
}

/// Checks options against rules, naming the one at fault.
///
/// # Errors
/// The code, or `insecure_url`.
pub(crate) fn check(
    object: &Object,
    rules: &[Rule],
    at: &str,
    code: ErrorCode,
) -> Result<(), Error> {
    let wrong = |text, name| Error::new(code, text).at(&join(at, name));
    for (name, _) in object.iter() {
        if !rules.iter().any(|rule| rule.name == name) {
            return Err(wrong("There is no such option.", name));
        }
    }
    for rule in rules {
        let value = object.get(rule.name).filter(|value| !value.is_null());
        let Some(value) = value else {
            let required = [Shape::BaseUrl, Shape::Credential, Shape::Text, Shape::Digits];
            if required.contains(&rule.shape) {
                return Err(wrong("The option is missing.", rule.name));
            }
            continue;
        };
        match (&rule.shape, value) {
            (Shape::Group(rules), Value::Object(object)) => {
                check(object, rules, &join(at, rule.name), code)?;
            }
            (Shape::BaseUrl, Value::Text(text)) => {
                BaseUrl::parse(text)?;
            }
            (shape, value) if holds(shape, value) => (),
            (shape, _) => return Err(wrong(due(shape), rule.name)),
        }
    }
    Ok(())
}

fn join(at: &str, name: &str) -> String {
    let mut path = at.to_owned();
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(name);
    path
}

fn holds(shape: &Shape, value: &Value) -> bool {
    let text = value.as_text();
    match shape {
        Shape::Elsewhere => true,
        Shape::Flag => value.as_bool().is_some(),
        Shape::Count => count(value).is_some(),
        Shape::Milliseconds => count(value).is_some_and(|count| count <= LONGEST_MS),
        Shape::Words(words) => text.is_some_and(|text| words.contains(&text)),
        Shape::Path => text.is_some_and(is_path),
        Shape::Digits => digits(value).is_some_and(is_whole),
        Shape::AnyText => text.is_some(),
        Shape::Text => text.is_some_and(|text| !text.is_empty()),
        Shape::Credential | Shape::OptionalCredential => text.is_some_and(is_credential),
        Shape::BaseUrl | Shape::Group(_) => false,
    }
}

fn due(shape: &Shape) -> &'static str {
    match shape {
        Shape::Flag => "The option must be true or false.",
        Shape::Count => "The option must be a whole number from 1 to 4294967295.",
        Shape::Milliseconds => "The option must be 1 to 2147483647 milliseconds.",
        Shape::Words(_) => "The option is not one of its words.",
        Shape::Path => "The option must be a path like `/{version}/card`, without `..` or a query.",
        Shape::Digits => "The option must be a whole number.",
        Shape::Group(_) => "The option must be an object.",
        _ => "The option must be text without line ends, and not empty.",
    }
}

fn count(value: &Value) -> Option<u64> {
    let number = value.as_number()?.to_u64()?;
    (1..=0xffff_ffff).contains(&number).then_some(number)
}

fn digits(value: &Value) -> Option<&str> {
    value.as_text().or_else(|| value.as_number().map(Number::as_str))
}

fn is_whole(digits: &str) -> bool {
    !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && (digits.len() == 1 || !digits.starts_with('0'))
}

/// A value that is sent in a header must not break out of it, nor be a step of a path.
fn is_credential(text: &str) -> bool {
    let bytes = text.as_bytes();
    !matches!(bytes, [] | b"." | b".." | [b' ', ..] | [.., b' '])
        && bytes.iter().all(|byte| (b' '..=b'~').contains(byte))
}

/// A path from a contract: absolute, without empty or dotted steps, query, fragment or escapes.
fn is_path(text: &str) -> bool {
    let odd = |byte: &u8| !byte.is_ascii_graphic() || b"?#\\%".contains(byte);
    let [b'/', rest @ ..] = text.as_bytes() else { return false };
    !rest.iter().any(odd)
        && rest.split(|byte| *byte == b'/').all(|step| match step {
            b"" | b"." | b".." => false,
            b"{version}" => true,
            step => !step.contains(&b'{') && !step.contains(&b'}'),
        })
}

/// The checked options of an issuer.
pub struct Settings(Object);

impl Settings {
    /// Takes checked options.
    pub(crate) const fn of(object: Object) -> Self {
        Self(object)
    }

    /// The text or digits of an option; empty where it was left out.
    #[must_use]
    #[inline(never)]
    pub fn text(&self, name: &str) -> &str {
        self.0.get(name).and_then(digits).unwrap_or_default()
    }

    /// A flag, where it was given.
    #[must_use]
    pub fn flag(&self, name: &str) -> Option<bool> {
        self.0.get(name).and_then(Value::as_bool)
    }

    fn within(&self, group: &str, name: &str) -> Option<&Value> {
        self.0.get(group)?.as_object()?.get(name)
    }

    /// Whether an option of a group is this word.
    #[must_use]
    #[inline(never)]
    pub fn is(&self, group: &str, name: &str, word: &str) -> bool {
        self.text_within(group, name) == word
    }

    /// The text of an option of a group; empty where it was left out.
    #[must_use]
    pub fn text_within(&self, group: &str, name: &str) -> &str {
        self.within(group, name).and_then(Value::as_text).unwrap_or_default()
    }

    /// A number, where it was given.
    #[must_use]
    pub fn count(&self, name: &str) -> Option<u64> {
        self.0.get(name).and_then(count)
    }

    /// A number of a group, where it was given.
    #[must_use]
    pub fn count_within(&self, group: &str, name: &str) -> Option<u64> {
        self.within(group, name).and_then(count)
    }
}

/// Puts text into plain data.
pub(crate) fn put(object: &mut Object, name: &str, text: &str) {
    object.insert(name, text.to_owned());
}

impl Drop for Settings {
    fn drop(&mut self) {
        crate::secret::wipe(&mut self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_cannot_break_out_of_a_header_or_a_path() {
        assert!(is_credential("abc 123"));
        for bad in ["", "a\r\nb: c", "é", " a", "a ", "\u{7f}", ".", ".."] {
            assert!(!is_credential(bad), "{bad:?}");
        }
    }

    #[test]
    fn paths_stay_below_the_base_url() {
        assert!(is_path("/{version}/openApi/card/unfreeze"));
        for bad in
            ["", "card", "/", "//evil", "/a/../b", "/a?b", "/a#b", "/a%2e", "/a b", "/a/", "/{x}"]
        {
            assert!(!is_path(bad), "{bad:?}");
        }
    }

    #[test]
    fn ids_are_whole_numbers_of_any_length() {
        assert!(is_whole("0") && is_whole("10000011") && is_whole(&"9".repeat(40)));
        for bad in ["", "-1", "1.0", "01", "1e3", "a"] {
            assert!(!is_whole(bad), "{bad}");
        }
    }
}
