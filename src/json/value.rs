//! Any JSON value.

use crate::prelude::*;
use core::fmt;

use super::{Number, Object};

/// Any JSON value. What [`parse`](super::parse) and `to_value` return is nested
/// no deeper than their limits, so walking it cannot exhaust the stack.
///
/// ```
/// use cardlatch::json::{Limits, Value, parse};
/// let value = parse(b"[null,true,1.50]", Limits::default())?;
/// let items = value.as_list().unwrap();
/// assert_eq!(items[1], Value::Bool(true));
/// assert_eq!(items[2].text_of_scalar().as_deref(), Some("1.50"));
/// # Ok::<(), cardlatch::json::JsonError>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub enum Value {
    /// `null`
    #[default]
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number with its exact text.
    Number(Number),
    /// A text, its escapes decoded.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// An object.
    Object(Object),
}

impl Value {
    /// The text, if this is one.
    ///
    /// ```
    /// use cardlatch::json::Value;
    /// assert_eq!(Value::from("frozen").as_text(), Some("frozen"));
    /// assert_eq!(Value::Null.as_text(), None);
    /// ```
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The truth value, if this is one.
    ///
    /// ```
    /// assert_eq!(cardlatch::json::Value::Bool(true).as_bool(), Some(true));
    /// ```
    #[must_use]
    pub const fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(value) = self { Some(*value) } else { None }
    }

    /// The number, if this is one.
    ///
    /// ```
    /// use cardlatch::json::Value;
    /// assert!(Value::from("5").as_number().is_none()); // a text is none
    /// ```
    #[must_use]
    pub const fn as_number(&self) -> Option<&Number> {
        if let Self::Number(number) = self { Some(number) } else { None }
    }

    /// The object, if this is one.
    ///
    /// ```
    /// use cardlatch::json::{Object, Value};
    /// assert!(Value::Object(Object::new()).as_object().is_some());
    /// ```
    #[must_use]
    pub const fn as_object(&self) -> Option<&Object> {
        if let Self::Object(object) = self { Some(object) } else { None }
    }

    /// The items, if this is a list.
    ///
    /// ```
    /// assert!(cardlatch::json::Value::List(Vec::new()).as_list().is_some());
    /// ```
    #[must_use]
    pub fn as_list(&self) -> Option<&[Self]> {
        if let Self::List(items) = self { Some(items) } else { None }
    }

    /// Whether this is `null`.
    ///
    /// ```
    /// assert!(cardlatch::json::Value::default().is_null());
    /// ```
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// A text, or the exact text of a number: an id may come as either. `None` for all else.
    ///
    /// ```
    /// use cardlatch::json::{Limits, parse};
    /// let id = |text: &str| parse(text.as_bytes(), Limits::default()).ok()?.text_of_scalar();
    /// assert_eq!((id("91"), id(r#""91""#)), (Some("91".into()), Some("91".into())));
    /// assert_eq!(id("[91]"), None);
    /// ```
    #[must_use]
    pub fn text_of_scalar(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Number(number) => Some(number.as_str().to_owned()),
            _ => None,
        }
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<Number> for Value {
    fn from(number: Number) -> Self {
        Self::Number(number)
    }
}

impl From<u64> for Value {
    fn from(value: u64) -> Self {
        Self::Number(value.into())
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Number(value.into())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<Vec<Value>> for Value {
    fn from(items: Vec<Self>) -> Self {
        Self::List(items)
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        Self::Object(object)
    }
}

/// Shows the kind only: an answer may hold card data.
impl fmt::Debug for Value {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => out.write_str("Null"),
            Self::Bool(_) => out.write_str("Bool"),
            Self::Number(_) => out.write_str("Number"),
            Self::Text(_) => out.write_str("Text"),
            Self::List(items) => {
                out.write_str("List(")?;
                fmt::Display::fmt(&items.len(), out)?;
                out.write_str(" items)")
            }
            Self::Object(object) => fmt::Debug::fmt(object, out),
        }
    }
}
