//! A number as it was written.

use crate::prelude::*;
use crate::text;
use core::fmt;

use super::{scan::Scan, write_i64, write_u64};

/// A JSON number that keeps its text, so that no digit is lost.
///
/// Two numbers are equal when their texts are: `1.0` and `1.00` are different here.
///
/// ```
/// use cardlatch::json::Number;
/// let amount = Number::parse("12345678901234567890.10").unwrap();
/// assert_eq!(amount.as_str(), "12345678901234567890.10");
/// assert_ne!(Number::parse("1.0"), Number::parse("1.00"));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Number(String);

impl Number {
    /// Takes a text that is exactly one JSON number; `None` for anything else.
    ///
    /// ```
    /// use cardlatch::json::Number;
    /// assert!(Number::parse("-1.50e3").is_some());
    /// assert!(Number::parse("01").is_none() && Number::parse("NaN").is_none());
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut scan = Scan::new(text, 0);
        scan.number().ok()?;
        scan.is_at_end().then(|| Self(text.into()))
    }

    /// For the reader, which has checked the grammar already.
    pub(super) fn checked(text: &str) -> Self {
        Self(text.into())
    }

    /// The text of the number, exactly as it was read or made.
    ///
    /// ```
    /// assert_eq!(cardlatch::json::Number::from(7_u8).as_str(), "7");
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number as an unsigned integer. `None` when it has a sign, a fraction or an exponent, even
    /// if its value is whole (`1.0`, `1e3`), or when it does not fit.
    ///
    /// ```
    /// use cardlatch::json::Number;
    /// let read = |text| Number::parse(text).and_then(|number| number.to_u64());
    /// assert_eq!((read("500"), read("5e2"), read("-1")), (Some(500), None, None));
    /// ```
    #[must_use]
    pub fn to_u64(&self) -> Option<u64> {
        integer(&self.0)
    }

    /// The number as a signed integer. `None` when it has a fraction or an exponent, even if its
    /// value is whole (`1.0`, `1e3`), or when it does not fit.
    ///
    /// ```
    /// use cardlatch::json::Number;
    /// let read = |text| Number::parse(text).and_then(|number| number.to_i64());
    /// assert_eq!((read("-500"), read("1.0")), (Some(-500), None));
    /// ```
    #[must_use]
    pub fn to_i64(&self) -> Option<i64> {
        match self.0.strip_prefix('-') {
            Some(digits) => 0_i64.checked_sub_unsigned(integer(digits)?),
            None => integer(&self.0)?.try_into().ok(),
        }
    }

    #[cfg(feature = "serde")]
    pub(super) fn into_text(self) -> String {
        self.0
    }
}

impl From<u64> for Number {
    fn from(value: u64) -> Self {
        Self(text_of(|out| write_u64(value, out)))
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self(text_of(|out| write_i64(value, out)))
    }
}

impl From<u32> for Number {
    fn from(value: u32) -> Self {
        Self::from(u64::from(value))
    }
}

impl From<i32> for Number {
    fn from(value: i32) -> Self {
        Self::from(i64::from(value))
    }
}

impl From<u16> for Number {
    fn from(value: u16) -> Self {
        Self::from(u64::from(value))
    }
}

impl From<u8> for Number {
    fn from(value: u8) -> Self {
        Self::from(u64::from(value))
    }
}

fn text_of(write: impl FnOnce(&mut Vec<u8>)) -> String {
    let mut text = Vec::new();
    write(&mut text);
    text::string(text)
}

/// Shows nothing of the number: it may be part of an answer that holds card data.
impl fmt::Debug for Number {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Number")
    }
}

/// Digits only. Smaller than the parser of `core`, which is made anew for each integer type.
fn integer(digits: &str) -> Option<u64> {
    let mut value = 0_u64;
    for byte in digits.bytes() {
        let digit = char::from(byte).to_digit(10)?;
        value = value.checked_mul(10)?.checked_add(digit.into())?;
    }
    Some(value)
}
