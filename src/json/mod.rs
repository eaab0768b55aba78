//! JSON with exact numbers: text to [`Value`], `Value` to text, `Value` to and from serde types.
//!
//! Amounts and ids never pass through a double: a [`Number`] keeps the text it was written with.
//! Every error is a static text with a byte offset and a field path; neither an error nor a
//! `Debug` output ever holds a value of the document, because answers may hold card data.
//!
//! # How strict
//!
//! The reader follows RFC 8259 and refuses what it does not allow, and in addition:
//!
//! * an object that has the same key twice, after decoding the escapes. Which of the two counts is
//!   not defined, and an answer about money must not depend on the reader. Keys that differ in case
//!   are different keys;
//! * text longer or nested deeper than its [`Limits`], and an object with more than 1,000 fields;
//! * an escape for half of a surrogate pair, which stands for no character.
//!
//! A byte order mark at the start is skipped (RFC 8259 section 8.1 lets a reader do so): some
//! gateways put one there, and it changes no meaning.
//!
//! # Serde types
//!
//! With the feature `serde`, `from_value` and `to_value` know structs, newtypes, `Option`, lists, tuples, maps with text
//! keys, enums whose variants carry no data (as text), `bool`, integers and text. A struct is read
//! from an object only, never from a list. `f32` and `f64` are refused both ways. An integer is read
//! from a number without fraction and exponent only.

#[cfg(feature = "serde")]
mod de;
mod error;
#[cfg(feature = "serde")]
mod exact;
#[cfg(not(feature = "ship"))]
mod number;
#[cfg(not(feature = "ship"))]
mod object;
mod read;
mod scan;
#[cfg(feature = "serde")]
mod ser;
mod text;
#[cfg(not(feature = "ship"))]
mod tree;
#[cfg(not(feature = "ship"))]
mod value;
mod write;

#[cfg(feature = "serde")]
pub use de::from_value;
pub use error::{JsonError, JsonErrorKind};
#[cfg(not(feature = "ship"))]
pub use number::Number;
#[cfg(not(feature = "ship"))]
pub use object::Object;
#[doc(hidden)]
pub use read::looks_like_html;
pub use read::{Limits, check};
#[cfg(feature = "serde")]
pub use ser::to_value;
pub use text::{Fields, Json, JsonText, Parts};
#[cfg(not(feature = "ship"))]
pub use tree::parse;
#[cfg(not(feature = "ship"))]
pub use tree::write;
#[cfg(not(feature = "ship"))]
#[doc(hidden)]
pub use tree::{write_i64, write_number};
#[cfg(not(feature = "ship"))]
pub use value::Value;
pub(crate) use write::write_escaped;
#[cfg(feature = "edge")]
pub(crate) use write::write_list;
#[doc(hidden)]
pub use write::{Writer, write_text, write_u64};
