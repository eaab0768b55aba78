//! Amounts of money as decimal text: no digit is lost, nothing passes through a double.

use crate::prelude::*;
use crate::text::{after, cut};

/// In which unit an issuer takes and tells an amount.
///
/// An issuer's option takes it where the documents leave the unit open, or disagree by a factor of
/// 100.
///
/// ```
/// use cardlatch::amount::AmountUnit;
/// use cardlatch::issuers::yativo::YativoConfig;
///
/// let mut config = YativoConfig::new("https://issuer.example/api/v1", "account", "secret");
/// assert_eq!(config.units.top_up, None); // a top-up is refused until it is said
/// config.units.top_up = Some(AmountUnit::Minor);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(feature = "typescript", serde(rename_all = "lowercase"))]
pub enum AmountUnit {
    /// Whole units: dollars.
    Major,
    /// Units of 1/100: cents.
    Minor,
}

/// The largest exponent that is written out. No amount has one beyond.
const LARGEST_EXPONENT: usize = 64;

/// The same number without an exponent: `-1.50e3` is `-1500`. Every digit stays, trailing zeros and
/// the sign of zero too. Nothing where the text is no decimal number.
///
/// ```
/// use cardlatch::amount::decimal;
/// assert_eq!(decimal("-20.000000000000000000").as_deref(), Some("-20.000000000000000000"));
/// assert_eq!(decimal("1.5e2").as_deref(), Some("150"));
/// assert_eq!(decimal("1.5 USD"), None);
/// ```
#[must_use]
pub fn decimal(text: &str) -> Option<String> {
    let number = Decimal::read(text)?;
    let Some(exponent) = number.exponent else { return Some(text.to_owned()) };
    let (down, digits) = match after(exponent, b"-") {
        Some(digits) => (true, digits),
        None => (false, after(exponent, b"+").unwrap_or(exponent)),
    };
    let mut shift = 0_usize;
    for digit in digits.bytes() {
        shift = shift * 10 + usize::from(digit - b'0');
        if shift > LARGEST_EXPONENT {
            return None;
        }
    }
    Some(number.moved(if down { 0 } else { shift }, if down { shift } else { 0 }))
}

/// An amount in units of 1/100 as one in whole units: `500` is `5.00`.
///
/// ```
/// use cardlatch::amount::from_minor;
/// assert_eq!(from_minor("500").as_deref(), Some("5.00"));
/// assert_eq!(from_minor("-7").as_deref(), Some("-0.07"));
/// assert_eq!(from_minor("5 cents"), None);
/// ```
#[must_use]
pub fn from_minor(text: &str) -> Option<String> {
    Some(Decimal::read(&decimal(text)?)?.moved(0, 2))
}

/// An amount in whole units as one in units of 1/100, without a fraction: `5` is `500`. Nothing
/// where there is a fraction of 1/100.
///
/// ```
/// use cardlatch::amount::to_minor;
/// assert_eq!(to_minor("5").as_deref(), Some("500"));
/// assert_eq!(to_minor("12.50").as_deref(), Some("1250"));
/// assert_eq!(to_minor("0.005"), None);
/// ```
#[must_use]
pub fn to_minor(text: &str) -> Option<String> {
    let moved = Decimal::read(&decimal(text)?)?.moved(2, 0);
    let (whole, fraction) = cut(&moved, b'.');
    fraction.bytes().all(|digit| digit == b'0').then(|| whole.to_owned())
}

/// Digits, with a point between them or none, and a minus before them or none.
pub(crate) fn is_plain(text: &str) -> bool {
    Decimal::read(text).is_some_and(|number| number.exponent.is_none())
}

/// The parts of a number's text.
struct Decimal<'a> {
    sign: &'a str,
    whole: &'a str,
    fraction: &'a str,
    exponent: Option<&'a str>,
}

impl<'a> Decimal<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let (sign, rest) = text.split_at_checked(usize::from(text.starts_with('-')))?;
        let (whole, rest) = digits(rest)?;
        let (fraction, rest) = match after(rest, b".") {
            Some(rest) => digits(rest)?,
            None => ("", rest),
        };
        let exponent = after(rest, b"eE");
        let tail = exponent.unwrap_or_default();
        let (_, after) = match exponent {
            Some(_) => digits(after(tail, b"+-").unwrap_or(tail))?,
            None => ("", rest),
        };
        if after.is_empty() { Some(Self { sign, whole, fraction, exponent }) } else { None }
    }

    /// The number with its point moved so many places to the right and to the left.
    fn moved(&self, right: usize, left: usize) -> String {
        let (whole, fraction) = (self.whole.as_bytes(), self.fraction.as_bytes());
        let mut all = Vec::new();
        all.resize((left + 1).saturating_sub(whole.len()), b'0');
        all.extend_from_slice(whole);
        let point = all.len() + right - left;
        all.extend_from_slice(fraction);
        all.resize(point.max(all.len()), b'0');
        let mut text = self.sign.to_owned();
        for (place, digit) in all.iter().enumerate() {
            if place == point {
                text.push('.');
            }
            // No zeros that the number did not have before its first digit.
            let leads = place + 1 < point && text.len() == self.sign.len() && *digit == b'0';
            if !leads {
                text.push(char::from(*digit));
            }
        }
        text
    }
}

/// The digits that a text begins with, at least one, and the rest.
fn digits(text: &str) -> Option<(&str, &str)> {
    let count = text.bytes().take_while(u8::is_ascii_digit).count();
    if count == 0 { None } else { text.split_at_checked(count) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plain_numbers_have_no_exponent() {
        for good in ["0", "-1", "207.5700", "99999999999999999999.000000000000000001"] {
            assert!(is_plain(good), "{good}");
        }
        for bad in ["", "-", ".", "1.", ".5", "+1", "1e3", "1,5", "1.2.3", "--1", "NaN", "1 "] {
            assert!(!is_plain(bad), "{bad}");
        }
    }

    #[test]
    fn what_is_plain_stays_as_it_is() {
        for plain in
            ["0", "-0", "-0.00", "207.5700", "907152573585214424064", "0.000000000000000001"]
        {
            assert_eq!(decimal(plain).as_deref(), Some(plain));
        }
    }

    #[test]
    fn exponents_are_written_out() {
        for (text, due) in [
            ("1e0", "1"),
            ("1E+2", "100"),
            ("1.25e1", "12.5"),
            ("-1.5e-3", "-0.0015"),
            ("0e5", "0"),
            ("12e-1", "1.2"),
            ("12.50e-2", "0.1250"),
        ] {
            assert_eq!(decimal(text).as_deref(), Some(due), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for odd in [
            "",
            "-",
            ".5",
            "5.",
            "+1",
            "1e",
            "1e+",
            "1 ",
            " 1",
            "1,5",
            "0x1",
            "NaN",
            "1e65",
            "1e99999999999999999999",
            "--1",
            "1.2.3",
        ] {
            assert_eq!(decimal(odd), None, "{odd}");
            assert_eq!(to_minor(odd), None, "{odd}");
        }
    }

    #[test]
    fn units_are_exchanged_exactly() {
        for (major, minor) in [("5.00", "500"), ("0.05", "5"), ("-1.50", "-150"), ("0.00", "0")] {
            assert_eq!(from_minor(minor).as_deref(), Some(major));
            assert_eq!(to_minor(major).as_deref(), Some(minor));
        }
        assert_eq!(to_minor("5").as_deref(), Some("500"));
        assert_eq!(to_minor("5.5000").as_deref(), Some("550"));
        assert_eq!(to_minor("5.001"), None);
        assert_eq!(from_minor("12.5").as_deref(), Some("0.125"));
    }

    /// The digits and the number of places behind the point, without what has no value.
    fn value(text: &str) -> (bool, String, i64) {
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa
            .trim_start_matches('-')
            .split_once('.')
            .unwrap_or((mantissa.trim_start_matches('-'), ""));
        let digits = format!("{whole}{fraction}");
        let mut places = i64::try_from(fraction.len()).unwrap() - exponent.parse::<i64>().unwrap();
        let kept = digits.trim_end_matches('0');
        places -= i64::try_from(digits.len() - kept.len()).unwrap();
        let kept = kept.trim_start_matches('0').to_owned();
        let places = if kept.is_empty() { 0 } else { places };
        (mantissa.starts_with('-'), kept, places)
    }

    proptest! {
        #[test]
        fn no_value_changes(text in "-?[0-9]{1,24}(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,2})?") {
            if let Some(plain) = decimal(&text) {
                prop_assert!(!plain.contains(['e', 'E']), "{}", plain);
                prop_assert_eq!(value(&plain), value(&text));
                prop_assert_eq!(value(&from_minor(&plain).unwrap()), value(&format!("{plain}e-2")));
            }
        }

        #[test]
        fn garbage_is_no_number(text in ".{0,12}") {
            let number = serde_json::from_str::<serde_json::Number>(&text);
            if number.is_ok() && text.trim() == text && decimal(&text).is_none() {
                // Only where the exponent is absurd.
                prop_assert!(text.contains(['e', 'E']));
            }
        }
    }
}
