//! A JSON object that keeps the order of its fields.

use crate::prelude::*;
use core::{fmt, mem, slice};

use super::Value;

/// The fields of a JSON object in the order in which they were written. No name appears twice.
///
/// ```
/// use cardlatch::json::{Limits, Value, parse};
/// let Value::Object(object) = parse(br#"{"b":1,"a":2}"#, Limits::default())? else { panic!() };
/// assert_eq!(object.iter().map(|(name, _)| name).collect::<String>(), "ba"); // as written
/// # Ok::<(), cardlatch::json::JsonError>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Object {
    fields: Vec<(String, Value)>,
}

impl Object {
    /// An object without fields.
    ///
    /// ```
    /// assert!(cardlatch::json::Object::new().is_empty());
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self { fields: Vec::new() }
    }

    /// How many fields there are.
    ///
    /// ```
    /// let mut object = cardlatch::json::Object::new();
    /// object.insert("id", "cid_1");
    /// assert_eq!(object.len(), 1);
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// Whether there are no fields.
    ///
    /// ```
    /// assert!(cardlatch::json::Object::default().is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The field of exactly this name.
    ///
    /// ```
    /// let mut object = cardlatch::json::Object::new();
    /// object.insert("id", "cid_1");
    /// assert_eq!(object.get("id").and_then(|id| id.as_text()), Some("cid_1"));
    /// assert!(object.get("ID").is_none());
    /// ```
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.fields.iter().find(|field| field.0 == name).map(|field| &field.1)
    }

    /// The field of exactly this name, else the first one whose name differs only in the case of
    /// ASCII letters.
    ///
    /// ```
    /// let mut object = cardlatch::json::Object::new();
    /// object.insert("cardId", "cid_1");
    /// assert!(object.get_ignoring_case("CardID").is_some());
    /// ```
    #[must_use]
    pub fn get_ignoring_case(&self, name: &str) -> Option<&Value> {
        self.get(name).or_else(|| {
            let field = self.fields.iter().find(|field| field.0.eq_ignore_ascii_case(name))?;
            Some(&field.1)
        })
    }

    /// Sets a field and returns the value it had. A new field goes to the end.
    ///
    /// ```
    /// let mut object = cardlatch::json::Object::new();
    /// assert!(object.insert("state", "active").is_none());
    /// let before = object.insert("state", "frozen").unwrap();
    /// assert_eq!(before.as_text(), Some("active"));
    /// ```
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        self.set(name.into(), value.into())
    }

    fn set(&mut self, name: String, value: Value) -> Option<Value> {
        if let Some(field) = self.fields.iter_mut().find(|field| field.0 == name) {
            return Some(mem::replace(&mut field.1, value));
        }
        self.fields.push((name, value));
        None
    }

    /// Takes a field out; the order of the others stays.
    ///
    /// ```
    /// let mut object = cardlatch::json::Object::new();
    /// object.insert("pin", "0123");
    /// assert!(object.remove("pin").is_some() && object.is_empty());
    /// ```
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let place = self.fields.iter().position(|field| field.0 == name)?;
        Some(self.fields.remove(place).1)
    }

    /// The names and values in order.
    ///
    /// ```
    /// let mut object = cardlatch::json::Object::new();
    /// object.insert("amount", cardlatch::json::Number::from(5_u8));
    /// for (name, value) in object.iter() {
    ///     assert_eq!((name, value.text_of_scalar().as_deref()), ("amount", Some("5")));
    /// }
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.fields.iter().map(|field| (field.0.as_str(), &field.1))
    }

    /// For the reader, which looks for duplicates itself.
    pub(super) const fn from_unique(fields: Vec<(String, Value)>) -> Self {
        Self { fields }
    }

    pub(super) fn fields(&self) -> slice::Iter<'_, (String, Value)> {
        self.fields.iter()
    }
}

impl IntoIterator for Object {
    type Item = (String, Value);
    type IntoIter = alloc::vec::IntoIter<(String, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.fields.into_iter()
    }
}

/// A name that comes again replaces the earlier value.
impl FromIterator<(String, Value)> for Object {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(fields: I) -> Self {
        let mut object = Self::new();
        for (name, value) in fields {
            object.set(name, value);
        }
        object
    }
}

/// Shows how many fields there are, neither their names nor their values.
impl fmt::Debug for Object {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Object(")?;
        fmt::Display::fmt(&self.fields.len(), out)?;
        out.write_str(" fields)")
    }
}
