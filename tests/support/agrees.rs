//! The reader held against `serde_json`: the same value, or both refuse.

use std::collections::BTreeMap;

use cardlatch::json::{JsonErrorKind as Kind, Limits, Number, Value, parse, write};

/// What both readers bear: `serde_json` stops at 128 levels, this reader may not go beyond it.
pub const LIMITS: Limits = Limits { max_depth: 127, max_bytes: 1 << 20 };

pub fn written(value: &Value) -> String {
    let mut out = Vec::new();
    write(value, &mut out);
    String::from_utf8(out).expect("the writer writes UTF-8")
}

/// The oracle's value as ours, numbers by their exact text.
pub fn ours(theirs: &serde_json::Value) -> Value {
    match theirs {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(value) => Value::Bool(*value),
        serde_json::Value::Number(number) => {
            Value::Number(Number::parse(&number.to_string()).expect("a JSON number"))
        }
        serde_json::Value::String(text) => Value::Text(text.clone()),
        serde_json::Value::Array(items) => Value::List(items.iter().map(ours).collect()),
        serde_json::Value::Object(fields) => {
            Value::Object(fields.iter().map(|(name, value)| (name.clone(), ours(value))).collect())
        }
    }
}

/// The same value as the oracle keeps it: the fields of every object sorted, and exponents written
/// with a small letter and a sign. All digits stay.
fn sorted(value: Value) -> Value {
    match value {
        Value::Number(number) => {
            let text = number.as_str().replace('E', "e");
            let text = text.replace('e', "e+").replace("e++", "e+").replace("e+-", "e-");
            Value::Number(Number::parse(&text).expect("still a number"))
        }
        Value::List(items) => Value::List(items.into_iter().map(sorted).collect()),
        Value::Object(object) => {
            let fields: BTreeMap<_, _> = object.into_iter().collect();
            Value::Object(fields.into_iter().map(|(name, value)| (name, sorted(value))).collect())
        }
        other => other,
    }
}

/// `Debug` shows no contents, so a failure compares the texts.
pub fn assert_same(left: Value, right: Value) {
    assert_eq!(written(&sorted(left)), written(&sorted(right)));
}

/// Both accept with the same value or both refuse, except for the same key twice.
pub fn assert_agrees(bytes: &[u8]) {
    let shown = String::from_utf8_lossy(bytes);
    let theirs = serde_json::from_slice::<serde_json::Value>(bytes);
    match (parse(bytes, LIMITS), theirs) {
        (Ok(value), Ok(oracle)) => assert_same(value, ours(&oracle)),
        (Err(_), Err(_)) => (),
        (Err(error), Ok(_)) => {
            assert_eq!(error.kind, Kind::DuplicateKey, "only the oracle accepts {shown:?}");
        }
        (Ok(_), Err(error)) => {
            let has_mark = bytes.starts_with(b"\xef\xbb\xbf");
            assert!(has_mark, "the oracle refuses {shown:?}: {error}");
        }
    }
}
