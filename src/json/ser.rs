//! Serde types to `Value`.

use crate::prelude::*;
use serde::ser::{self, Impossible, Serialize};

use super::exact::NUMBER;
use super::{JsonError, JsonErrorKind as Kind, Number, Object, Value};

/// As deep as the reader's largest limit, so that whatever is made here can be walked everywhere.
const DEEPEST: usize = 128;

/// Turns a type into a value; `None` becomes `null`.
///
/// # Errors
///
/// What this format refuses: a double, bytes, an enum variant with data, a map key that is neither
/// text nor integer, the same key twice, more than 128 levels. The path names the field.
///
/// ```
/// use cardlatch::{CardState, CardStatus, json};
/// let status = CardStatus { state: CardState::Frozen, issuer_word: None };
/// let mut out = Vec::new();
/// json::write(&json::to_value(&status)?, &mut out);
/// assert_eq!(out, br#"{"state":"frozen"}"#);
/// # Ok::<(), json::JsonError>(())
/// ```
pub fn to_value<T: Serialize + ?Sized>(value: &T) -> Result<Value, JsonError> {
    value.serialize(Sink { depth_left: DEEPEST })
}

impl ser::Error for JsonError {
    fn custom<T: core::fmt::Display>(_: T) -> Self {
        Self::new(Kind::Refused)
    }
}

/// Makes a value of whatever is written to it.
#[derive(Clone, Copy)]
struct Sink {
    depth_left: usize,
}

impl Sink {
    /// The same, inside one more list or object.
    fn below(self) -> Result<Self, JsonError> {
        match self.depth_left.checked_sub(1) {
            Some(depth_left) => Ok(Self { depth_left }),
            None => Err(JsonError::new(Kind::TooDeep)),
        }
    }

    fn list(self) -> Result<List, JsonError> {
        Ok(List { items: Vec::new(), sink: self.below()? })
    }

    fn fields(self) -> Result<Fields, JsonError> {
        Ok(Fields { object: Object::new(), name: String::new(), sink: self.below()? })
    }
}

#[cold]
fn refused<T>(kind: Kind) -> Result<T, JsonError> {
    Err(JsonError::new(kind))
}

/// All integer types, each widened to one of two.
macro_rules! integers {
    ($($method:ident $small:ident $wide:ident)*) => {$(
        fn $method(self, value: $small) -> Result<Value, JsonError> {
            Ok(Value::from($wide::from(value)))
        }
    )*};
}

impl ser::Serializer for Sink {
    type Ok = Value;
    type Error = JsonError;
    type SerializeSeq = List;
    type SerializeTuple = List;
    type SerializeTupleStruct = List;
    type SerializeTupleVariant = Impossible<Value, JsonError>;
    type SerializeMap = Fields;
    type SerializeStruct = Fields;
    type SerializeStructVariant = Impossible<Value, JsonError>;

    fn serialize_bool(self, value: bool) -> Result<Value, JsonError> {
        Ok(Value::Bool(value))
    }

    integers! {
        serialize_i8 i8 i64
        serialize_i16 i16 i64
        serialize_i32 i32 i64
        serialize_i64 i64 i64
        serialize_u8 u8 u64
        serialize_u16 u16 u64
        serialize_u32 u32 u64
        serialize_u64 u64 u64
    }

    fn serialize_f32(self, _: f32) -> Result<Value, JsonError> {
        refused(Kind::Float)
    }

    fn serialize_f64(self, _: f64) -> Result<Value, JsonError> {
        refused(Kind::Float)
    }

    fn serialize_char(self, value: char) -> Result<Value, JsonError> {
        Ok(Value::Text(value.into()))
    }

    fn serialize_str(self, text: &str) -> Result<Value, JsonError> {
        Ok(Value::Text(text.to_owned()))
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<Value, JsonError> {
        refused(Kind::Refused)
    }

    fn serialize_none(self) -> Result<Value, JsonError> {
        Ok(Value::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Value, JsonError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Value, JsonError> {
        Ok(Value::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Value, JsonError> {
        Ok(Value::Null)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Value, JsonError> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<Value, JsonError> {
        let value = value.serialize(self)?;
        if name != NUMBER {
            return Ok(value);
        }
        match value.as_text().and_then(Number::parse) {
            Some(number) => Ok(Value::Number(number)),
            None => refused(Kind::BadNumber),
        }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Value, JsonError> {
        refused(Kind::Refused)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List, JsonError> {
        self.list()
    }

    fn serialize_tuple(self, _: usize) -> Result<List, JsonError> {
        self.list()
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<List, JsonError> {
        self.list()
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, JsonError> {
        refused(Kind::Refused)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Fields, JsonError> {
        self.fields()
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Fields, JsonError> {
        self.fields()
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, JsonError> {
        refused(Kind::Refused)
    }
}

struct List {
    items: Vec<Value>,
    sink: Sink,
}

impl List {
    fn push<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), JsonError> {
        let item = item.serialize(self.sink).map_err(|error| error.in_item(self.items.len()))?;
        self.items.push(item);
        Ok(())
    }
}

impl ser::SerializeSeq for List {
    type Ok = Value;
    type Error = JsonError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), JsonError> {
        self.push(item)
    }

    fn end(self) -> Result<Value, JsonError> {
        Ok(Value::List(self.items))
    }
}

impl ser::SerializeTuple for List {
    type Ok = Value;
    type Error = JsonError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), JsonError> {
        self.push(item)
    }

    fn end(self) -> Result<Value, JsonError> {
        Ok(Value::List(self.items))
    }
}

impl ser::SerializeTupleStruct for List {
    type Ok = Value;
    type Error = JsonError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), JsonError> {
        self.push(item)
    }

    fn end(self) -> Result<Value, JsonError> {
        Ok(Value::List(self.items))
    }
}

struct Fields {
    object: Object,
    name: String,
    sink: Sink,
}

impl Fields {
    fn push<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), JsonError> {
        let value = value.serialize(self.sink).map_err(|error| error.in_field(name))?;
        // Which of two values counts would be up to whoever reads the text.
        match self.object.insert(name, value) {
            Some(_) => Err(JsonError::new(Kind::DuplicateKey).in_field(name)),
            None => Ok(()),
        }
    }
}

impl ser::SerializeMap for Fields {
    type Ok = Value;
    type Error = JsonError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), JsonError> {
        match key.serialize(self.sink)?.text_of_scalar() {
            Some(name) => self.name = name,
            None => return refused(Kind::WrongType("expected a text as key")),
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), JsonError> {
        let name = core::mem::take(&mut self.name);
        self.push(&name, value)
    }

    fn end(self) -> Result<Value, JsonError> {
        Ok(Value::Object(self.object))
    }
}

impl ser::SerializeStruct for Fields {
    type Ok = Value;
    type Error = JsonError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), JsonError> {
        self.push(name, value)
    }

    fn end(self) -> Result<Value, JsonError> {
        Ok(Value::Object(self.object))
    }
}
