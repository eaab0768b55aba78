//! A JSON value as it stands in its document.

use core::fmt;

use super::scan::{Scan, is_space};
use crate::prelude::*;
use crate::text;

/// One value of a checked document: a view of its text, free to copy. Nothing is read before it is
/// asked for, and numbers keep every digit.
///
/// ```
/// use cardlatch::json::{Limits, check};
/// let card = check(br#"{"id":91,"status":"Active","tags":["a","b"]}"#, Limits::default())?;
/// assert_eq!(card.get("id").scalar().as_deref(), Some("91"));
/// assert!(card.get("status").is_ignoring_case("active"));
/// assert_eq!(card.get("tags").parts().count(), 2);
/// assert!(card.get("holder").is_null()); // what is not there
/// # Ok::<(), cardlatch::json::JsonError>(())
/// ```
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
    ///
    /// ```
    /// use cardlatch::json::{Limits, check};
    /// let amount = check(br#"[0.10]"#, Limits::default())?;
    /// assert_eq!(amount.as_str(), "[0.10]");
    /// # Ok::<(), cardlatch::json::JsonError>(())
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'a str {
        self.0
    }

    /// The first byte, which tells the kind.
    fn first(self) -> u8 {
        self.0.as_bytes().first().copied().unwrap_or_default()
    }

    /// Whether there is a value.
    ///
    /// ```
    /// use cardlatch::json::{Limits, check};
    /// let card = check(br#"{"id":null}"#, Limits::default())?;
    /// assert!(card.get("id").is_there() && !card.get("state").is_there());
    /// # Ok::<(), cardlatch::json::JsonError>(())
    /// ```
    #[must_use]
    pub const fn is_there(self) -> bool {
        !self.0.is_empty()
    }

    /// Whether it is a text.
    ///
    /// ```
    /// use cardlatch::json::{Limits, check};
    /// assert!(check(br#""5""#, Limits::default())?.is_text());
    /// assert!(!check(br#"5"#, Limits::default())?.is_text());
    /// # Ok::<(), cardlatch::json::JsonError>(())
    /// ```
    #[must_use]
    pub fn is_text(self) -> bool {
        self.first() == b'"'
    }

    /// Whether it is an object.
    ///
    /// ```
    /// use cardlatch::json::{Limits, check};
    /// assert!(check(br#"{}"#, Limits::default())?.is_object());
    /// # Ok::<(), cardlatch::json::JsonError>(())
    /// ```
    #[must_use]
    pub fn is_object(self) -> bool {
        self.first() == b'{'
    }

    /// Whether it is a list.
    ///
    /// ```
    /// use cardlatch::json::{Limits, check};
    /// assert!(check(br#"[]"#, Limits::default())?.is_list());
    /// # Ok::<(), cardlatch::json::JsonError>(())
    /// ```
    #[must_use]
    pub fn is_list(self) -> bool {
        self.first() == b'['
    }

    /// Whether it is a list without items.
    ///
    /// ```
    /// use cardlatch::json::{Limits, check};
    /// assert!(check(br#"[ ]"#, Limits::default())?.is_empty_list());
    /// assert!(!check(br#"{}"#, Limits::default())?.is_empty_list());
    /// # Ok::<(), cardlatch::json::JsonError>(())
    /// ```
    #[must_use]
    pub fn is_empty_list(self) -> bool {
        self.is_list() && self.parts().next().is_none()
    }

    /// Whether it is `null` or not there.
    ///
    /// ```
    /// use cardlatch::json::{Limits, check};
    /// let card = check(br#"{"id":null}"#, Limits::default())?;
    /// assert!(card.get("id").is_null() && card.get("state").is_null());
    /// # Ok::<(), cardlatch::json::JsonError>(())
    /// ```
    #[must_use]
    pub fn is_null(self) -> bool {
        matches!(self.0, "" | "null")
    }

    /// The truth value, if this is one.
    ///
    /// ```
    /// use cardlatch::json::{Limits, check};
    /// assert_eq!(check(br#"true"#, Limits::default())?.flag(), Some(true));
    /// assert_eq!(check(br#""true""#, Limits::default())?.flag(), None);
    /// # Ok::<(), cardlatch::json::JsonError>(())
    /// ```
    #[must_use]
    pub fn flag(self) -> Option<bool> {
        match self.0 {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }

    /// The text with its escapes decoded, if this is one.
    ///
    /// ```
    /// use cardlatch::json::{Limits, check};
    /// let text = check(br#""Zo\u00eb""#, Limits::default())?;
    /// assert_eq!(text.text().as_deref(), Some("Zoë"));
    /// # Ok::<(), cardlatch::json::JsonError>(())
    /// ```
    #[must_use]
    #[inline(never)]
    pub fn text(self) -> Option<String> {
        let mut said = String::new();
        Scan::new(self.0, 0).quoted(Some(&mut said)).ok()?;
        Some(said)
    }

    /// The exact text of a number, if this is one.
    ///
    /// ```
    /// use cardlatch::json::{Limits, check};
    /// assert_eq!(check(br#"1.50"#, Limits::default())?.number(), Some("1.50"));
    /// assert_eq!(check(br#""1.50""#, Limits::default())?.number(), None);
    /// # Ok::<(), cardlatch::json::JsonError>(())
    /// ```
    #[must_use]
    pub fn number(self) -> Option<&'a str> {
        matches!(self.first(), b'-' | b'0'..=b'9').then_some(self.0)
    }

    /// A whole number without sign, fraction and exponent, if this is one of at most 19 digits.
    ///
    /// ```
    /// use cardlatch::json::{Limits, check};
    /// assert_eq!(check(br#"7"#, Limits::default())?.whole(), Some(7));
    /// assert_eq!(check(br#"7.0"#, Limits::default())?.whole(), None);
    /// # Ok::<(), cardlatch::json::JsonError>(())
    /// ```
    #[must_use]
    pub fn whole(self) -> Option<u64> {
        text::whole_number(self.0.as_bytes())
    }

    /// A text, or the exact text of a number: an id may come as either.
    ///
    /// ```
    /// use cardlatch::json::{Limits, check};
    /// let ids = check(br#"[7, "7", null]"#, Limits::default())?;
    /// let ids: Vec<_> = ids.parts().map(|id| id.scalar()).collect();
    /// assert_eq!(ids, [Some("7".into()), Some("7".into()), None]);
    /// # Ok::<(), cardlatch::json::JsonError>(())
    /// ```
    #[must_use]
    pub fn scalar(self) -> Option<String> {
        self.text().or_else(|| self.number().map(str::to_owned))
    }

    /// Whether it is this text.
    ///
    /// ```
    /// use cardlatch::json::{Limits, check};
    /// assert!(check(br#""Active""#, Limits::default())?.is("Active"));
    /// assert!(!check(br#""Active""#, Limits::default())?.is("active"));
    /// # Ok::<(), cardlatch::json::JsonError>(())
    /// ```
    #[must_use]
    #[inline(never)]
    pub fn is(self, text: &str) -> bool {
        self.text().is_some_and(|own| own == text)
    }

    /// Whether it is this text but for the case of ASCII letters.
    ///
    /// ```
    /// use cardlatch::json::{Limits, check};
    /// assert!(check(br#""Active""#, Limits::default())?.is_ignoring_case("ACTIVE"));
    /// # Ok::<(), cardlatch::json::JsonError>(())
    /// ```
    #[must_use]
    #[inline(never)]
    pub fn is_ignoring_case(self, text: &str) -> bool {
        self.text().is_some_and(|own| own.eq_ignore_ascii_case(text))
    }

    /// The items of a list; the names and values, by turns, of an object; nothing of other values.
    ///
    /// ```
    /// use cardlatch::json::{Limits, check};
    /// assert_eq!(check(br#"[1, [2, 3]]"#, Limits::default())?.parts().count(), 2);
    /// assert_eq!(check(br#"{"a":1}"#, Limits::default())?.parts().count(), 2); // the name and the value
    /// # Ok::<(), cardlatch::json::JsonError>(())
    /// ```
    #[must_use]
    pub fn parts(self) -> Parts<'a> {
        let at = if self.is_object() || self.is_list() { 1 } else { self.0.len() };
        Parts(Scan::new(self.0, at))
    }

    /// The names and values of an object.
    ///
    /// ```
    /// use cardlatch::json::{Limits, check};
    /// let card = check(br#"{"id":"c1","state":"active"}"#, Limits::default())?;
    /// let names: Vec<_> = card.fields().filter_map(|(name, _)| name.text()).collect();
    /// assert_eq!(names, ["id", "state"]);
    /// # Ok::<(), cardlatch::json::JsonError>(())
    /// ```
    #[must_use]
    pub fn fields(self) -> Fields<'a> {
        Fields(if self.is_object() { self } else { Self::NONE }.parts())
    }

    /// The field of exactly this name, or nothing.
    ///
    /// ```
    /// use cardlatch::json::{Limits, check};
    /// let answer = check(br#"{"data":{"id":"c1"}}"#, Limits::default())?;
    /// assert!(answer.get("data").get("id").is("c1"));
    /// assert!(!answer.get("Data").is_there());
    /// # Ok::<(), cardlatch::json::JsonError>(())
    /// ```
    #[must_use]
    #[inline(never)]
    pub fn get(self, name: &str) -> Self {
        self.find(|own| own.is(name))
    }

    /// The field of exactly this name, else the first one whose name differs only in the case of
    /// ASCII letters.
    ///
    /// ```
    /// use cardlatch::json::{Limits, check};
    /// let card = check(br#"{"CardId":"c1"}"#, Limits::default())?;
    /// assert!(card.get_ignoring_case("cardId").is("c1"));
    /// # Ok::<(), cardlatch::json::JsonError>(())
    /// ```
    #[must_use]
    #[inline(never)]
    pub fn get_ignoring_case(self, name: &str) -> Self {
        let exact = self.get(name);
        if exact.is_there() { exact } else { self.find(|own| own.is_ignoring_case(name)) }
    }

    /// The field of exactly this name, else the first one whose name differs only in the case of
    /// ASCII letters, in underscores and in blanks.
    ///
    /// ```
    /// use cardlatch::json::{Limits, check};
    /// let card = check(br#"{"Card_Id":"c1"}"#, Limits::default())?;
    /// assert!(card.get_loosely("cardId").is("c1"));
    /// # Ok::<(), cardlatch::json::JsonError>(())
    /// ```
    #[must_use]
    #[inline(never)]
    pub fn get_loosely(self, name: &str) -> Self {
        let exact = self.get(name);
        if exact.is_there() { exact } else { self.find(|own| own.is_loosely(name)) }
    }

    /// The field inside others: by their names with `separator` between them, as
    /// [`Json::get_loosely`] finds each.
    ///
    /// ```
    /// use cardlatch::json::{Limits, check};
    /// let answer = check(br#"{"Data":{"card_id":"c1"}}"#, Limits::default())?;
    /// assert!(answer.at_loosely("data/cardId", b'/').is("c1"));
    /// # Ok::<(), cardlatch::json::JsonError>(())
    /// ```
    #[must_use]
    #[inline(never)]
    pub fn at_loosely(self, path: &str, separator: u8) -> Self {
        text::parts(path, separator).fold(self, Self::get_loosely)
    }

    /// Whether it is this text but for the case of ASCII letters, for underscores and for blanks.
    ///
    /// ```
    /// use cardlatch::json::{Limits, check};
    /// assert!(check(br#""In_Progress""#, Limits::default())?.is_loosely("in progress"));
    /// # Ok::<(), cardlatch::json::JsonError>(())
    /// ```
    #[must_use]
    #[inline(never)]
    pub fn is_loosely(self, text: &str) -> bool {
        self.text().is_some_and(|own| text::is_loosely(&own, text))
    }

    fn find(self, is_it: impl Fn(Self) -> bool) -> Self {
        self.fields().find(|(name, _)| is_it(*name)).map_or(Self::NONE, |(_, value)| value)
    }

    /// The same value, compact, and with text for every number that is not fit.
    ///
    /// ```
    /// use cardlatch::json::{Limits, check};
    /// let answer = check(br#"{"id": 12345678901234567890, "n": 1}"#, Limits::default())?;
    /// let fit = answer.with_fit_numbers(|number| number.len() < 16);
    /// assert_eq!(fit, r#"{"id":"12345678901234567890","n":1}"#);
    /// # Ok::<(), cardlatch::json::JsonError>(())
    /// ```
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
///
/// ```
/// use cardlatch::json::{Limits, check};
/// use cardlatch::json::JsonText;
/// let answer = check(br#"{"status":"ok","new":[0.10]}"#, Limits::default())?;
/// let rest = JsonText::without(answer, &["status"]);
/// assert_eq!(rest.json().as_str(), r#"{"new":[0.10]}"#);
/// assert_eq!(format!("{rest:?}"), "JsonText"); // it may hold card data
/// # Ok::<(), cardlatch::json::JsonError>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct JsonText(String);

impl JsonText {
    /// An object without its texts and numbers of these names.
    ///
    /// ```
    /// use cardlatch::json::{Limits, check};
    /// use cardlatch::json::JsonText;
    /// let answer = check(br#"{"id":7,"status":[]}"#, Limits::default())?;
    /// let rest = JsonText::without(answer, &["id", "status"]);
    /// assert_eq!(rest.json().as_str(), r#"{"status":[]}"#); // a list is no text
    /// # Ok::<(), cardlatch::json::JsonError>(())
    /// ```
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
    ///
    /// ```
    /// assert!(cardlatch::json::JsonText::default().is_empty());
    /// ```
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The object.
    ///
    /// ```
    /// assert_eq!(cardlatch::json::JsonText::default().json().as_str(), "{}");
    /// ```
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
///
/// ```
/// use cardlatch::json::{Limits, check};
/// let mut items = check(br#"[1, 2.50]"#, Limits::default())?.parts();
/// assert_eq!(items.next().and_then(|item| item.whole()), Some(1));
/// assert_eq!(items.next().and_then(|item| item.number()), Some("2.50"));
/// # Ok::<(), cardlatch::json::JsonError>(())
/// ```
pub struct Parts<'a>(Scan<'a>);

impl<'a> Iterator for Parts<'a> {
    type Item = Json<'a>;

    fn next(&mut self) -> Option<Json<'a>> {
        let part = self.0.part();
        if part.is_empty() { None } else { Some(Json(part)) }
    }
}

/// The names and values of an object, in order.
///
/// ```
/// use cardlatch::json::{Limits, check};
/// let mut fields = check(br#"{"id":"c1"}"#, Limits::default())?.fields();
/// let (name, value) = fields.next().unwrap();
/// assert!(name.is("id") && value.is("c1") && fields.next().is_none());
/// # Ok::<(), cardlatch::json::JsonError>(())
/// ```
pub struct Fields<'a>(Parts<'a>);

impl<'a> Iterator for Fields<'a> {
    type Item = (Json<'a>, Json<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        Some((self.0.next()?, self.0.next()?))
    }
}
