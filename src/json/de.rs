//! `Value` to serde types.

use crate::prelude::*;
use std::{mem, vec};

use serde::de::value::{StrDeserializer, StringDeserializer};
use serde::de::{self, DeserializeOwned, DeserializeSeed, Expected, Visitor};
use serde::forward_to_deserialize_any;

use super::exact::{Integer, NUMBER};
use super::{JsonError, JsonErrorKind as Kind, Number, Object, Value};

/// Turns a value into a type. Fields the type does not know are ignored unless it denies them.
///
/// # Errors
///
/// A value of the wrong type, out of range or missing; the path names the field, also a missing or
/// an unknown one.
///
/// ```
/// use cardlatch::json::{self, JsonErrorKind, Limits};
/// let ids: Vec<String> = json::from_value(json::parse(br#"["a","b"]"#, Limits::default())?)?;
/// assert_eq!(ids, ["a", "b"]);
/// let double = json::from_value::<f64>(json::parse(b"0.1", Limits::default())?);
/// assert_eq!(double.unwrap_err().kind, JsonErrorKind::Float);
/// # Ok::<(), json::JsonError>(())
/// ```
pub fn from_value<T: DeserializeOwned>(value: Value) -> Result<T, JsonError> {
    T::deserialize(Source(value))
}

/// Texts of serde and of the types are dropped: they would have to be formatted, and may repeat the
/// value.
impl de::Error for JsonError {
    fn custom<T: core::fmt::Display>(_: T) -> Self {
        Self::new(Kind::Refused)
    }

    fn invalid_type(_: de::Unexpected<'_>, _: &dyn Expected) -> Self {
        Self::new(Kind::WrongType("another type was expected"))
    }

    fn invalid_value(_: de::Unexpected<'_>, _: &dyn Expected) -> Self {
        Self::new(Kind::OutOfRange)
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self::new(WRONG_LENGTH)
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self::new(Kind::UnknownVariant)
    }

    fn unknown_field(field: &str, _: &'static [&'static str]) -> Self {
        Self::new(Kind::UnknownField).in_field(field)
    }

    fn missing_field(field: &'static str) -> Self {
        Self::missing(field)
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::new(Kind::DuplicateKey).in_field(field)
    }
}

const WRONG_LENGTH: Kind = Kind::WrongType("expected a list of another length");

/// Reads a type out of a value.
struct Source(Value);

impl Source {
    fn number(self) -> Result<Number, JsonError> {
        match self.0 {
            Value::Number(number) => Ok(number),
            _ => Err(wrong_type("expected a number")),
        }
    }

    fn text(self) -> Result<String, JsonError> {
        match self.0 {
            Value::Text(text) => Ok(text),
            _ => Err(wrong_type("expected a text")),
        }
    }

    fn list(self) -> Result<Items, JsonError> {
        match self.0 {
            Value::List(items) => Ok(Items { left: items.into_iter(), index: 0 }),
            _ => Err(wrong_type("expected a list")),
        }
    }

    fn object(self) -> Result<Object, JsonError> {
        match self.0 {
            Value::Object(object) => Ok(object),
            _ => Err(wrong_type("expected an object")),
        }
    }

    /// The number as an integer, signed or not by the way of reading it.
    fn integer<T>(self, read: fn(&Number) -> Option<T>) -> Result<T, JsonError> {
        let number = self.number()?;
        if number.as_str().bytes().any(|byte| matches!(byte, b'.' | b'e' | b'E')) {
            return Err(wrong_type("expected an integer"));
        }
        read(&number).ok_or_else(|| JsonError::new(Kind::OutOfRange))
    }
}

#[cold]
fn wrong_type(expected: &'static str) -> JsonError {
    JsonError::new(Kind::WrongType(expected))
}

/// All integer types: each is read at full width, and serde checks its range.
macro_rules! integers {
    ($($method:ident $read:ident $visit:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
            visitor.$visit(self.integer(Number::$read)?)
        }
    )*};
}

impl<'de> de::Deserializer<'de> for Source {
    type Error = JsonError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(value),
            Value::Number(number) => match Integer::of(&number) {
                Some(Integer::Unsigned(value)) => visitor.visit_u64(value),
                Some(Integer::Signed(value)) => visitor.visit_i64(value),
                // No JSON value reads as a newtype otherwise, so no document can imitate this.
                None => visitor.visit_newtype_struct(StringDeserializer::new(number.into_text())),
            },
            Value::Text(text) => visitor.visit_string(text),
            Value::List(items) => Source(Value::List(items)).deserialize_seq(visitor),
            Value::Object(object) => Source(Value::Object(object)).deserialize_map(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        match self.0 {
            Value::Bool(value) => visitor.visit_bool(value),
            _ => Err(wrong_type("expected true or false")),
        }
    }

    integers! {
        deserialize_i8 to_i64 visit_i64
        deserialize_i16 to_i64 visit_i64
        deserialize_i32 to_i64 visit_i64
        deserialize_i64 to_i64 visit_i64
        deserialize_u8 to_u64 visit_u64
        deserialize_u16 to_u64 visit_u64
        deserialize_u32 to_u64 visit_u64
        deserialize_u64 to_u64 visit_u64
    }

    fn deserialize_f32<V: Visitor<'de>>(self, _: V) -> Result<V::Value, JsonError> {
        Err(JsonError::new(Kind::Float))
    }

    fn deserialize_f64<V: Visitor<'de>>(self, _: V) -> Result<V::Value, JsonError> {
        Err(JsonError::new(Kind::Float))
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, _: V) -> Result<V::Value, JsonError> {
        Err(JsonError::new(Kind::Refused))
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, _: V) -> Result<V::Value, JsonError> {
        Err(JsonError::new(Kind::Refused))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        if self.0.is_null() { visitor.visit_unit() } else { Err(wrong_type("expected null")) }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, JsonError> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, JsonError> {
        if name == NUMBER {
            return visitor.visit_string(self.number()?.into_text());
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        let mut items = self.list()?;
        let value = visitor.visit_seq(&mut items)?;
        // A tuple stops reading early; what it left would be lost in silence.
        if items.left.len() > 0 { Err(JsonError::new(WRONG_LENGTH)) } else { Ok(value) }
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, JsonError> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, JsonError> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        let left = self.object()?.into_iter();
        visitor.visit_map(Fields { left, name: String::new(), value: Value::Null })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, JsonError> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, JsonError> {
        visitor.visit_enum(StringDeserializer::new(self.text()?))
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        visitor.visit_unit()
    }
}

/// The items of a list that are not read yet.
struct Items {
    left: vec::IntoIter<Value>,
    index: usize,
}

impl<'de> de::SeqAccess<'de> for Items {
    type Error = JsonError;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, JsonError> {
        let Some(item) = self.left.next() else {
            return Ok(None);
        };
        let value = seed.deserialize(Source(item)).map_err(|error| error.in_item(self.index))?;
        self.index += 1;
        Ok(Some(value))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left.len())
    }
}

/// The fields of an object that are not read yet, and the one whose name was read.
struct Fields {
    left: vec::IntoIter<(String, Value)>,
    name: String,
    value: Value,
}

impl<'de> de::MapAccess<'de> for Fields {
    type Error = JsonError;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, JsonError> {
        let Some(field) = self.left.next() else {
            return Ok(None);
        };
        (self.name, self.value) = field;
        let key = seed.deserialize(Key(&self.name)).map_err(|error| {
            // An unknown field has named itself already.
            if error.path.is_empty() { error.in_field(&self.name) } else { error }
        })?;
        Ok(Some(key))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, JsonError> {
        let value = mem::replace(&mut self.value, Value::Null);
        seed.deserialize(Source(value)).map_err(|error| error.in_field(&self.name))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left.len())
    }
}

/// A field name: a text that is lent, so that matching it against known names costs no copy.
struct Key<'a>(&'a str);

impl<'de> de::Deserializer<'de> for Key<'_> {
    type Error = JsonError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        visitor.visit_str(self.0)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, JsonError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, JsonError> {
        visitor.visit_enum(StrDeserializer::new(self.0))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}
