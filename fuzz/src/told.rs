//! What this library says: JSON that another reader reads, and numbers that a double holds.

use serde_json::Value;

/// A text of this library as another reader sees it.
pub fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("not JSON: {error}: {text}"))
}

/// Every number in it can pass through a double.
pub fn holds_fit_numbers(value: &Value) {
    match value {
        Value::Number(number) => {
            let text = number.to_string();
            let digits = text.strip_prefix('-').unwrap_or(&text);
            let whole = digits.parse::<u64>();
            assert!(whole.is_ok_and(|whole| whole <= 9_007_199_254_740_991), "{text}");
        }
        Value::Array(items) => items.iter().for_each(holds_fit_numbers),
        Value::Object(fields) => fields.values().for_each(holds_fit_numbers),
        _ => {}
    }
}

/// An amount as decimal text: digits, perhaps with a sign and a fraction.
pub fn is_decimal(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let whole = whole.strip_prefix('-').unwrap_or(whole);
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole) && digits(fraction)
}
