//! A JSON object that keeps the order of its fields.

use crate::prelude::*;
use core::{fmt, mem, slice};

use super::Value;

/// The fields of a JSON object in the order in which they were written. No name appears twice.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Object {
    fields: Vec<(String, Value)>,
}

impl Object {
    /// An object without fields.
    #[must_use]
    pub const fn new() -> Self {
        Self { fields: Vec::new() }
    }

    /// How many fields there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// Whether there are no fields.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The field of exactly this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.fields.iter().find(|field| field.0 == name).map(|field| &field.1)
    }

    /// The field of exactly this name, else the first one whose name differs only in the case of
    /// ASCII letters.
    #[must_use]
    pub fn get_ignoring_case(&self, name: &str) -> Option<&Value> {
        self.get(name).or_else(|| {
            let field = self.fields.iter().find(|field| field.0.eq_ignore_ascii_case(name))?;
            Some(&field.1)
        })
    }

    /// Sets a field and returns the value it had. A new field goes to the end.
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
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let place = self.fields.iter().position(|field| field.0 == name)?;
        Some(self.fields.remove(place).1)
    }

    /// The names and values in order.
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
