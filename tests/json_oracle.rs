//! The JSON reader, writer and serde format against `serde_json`: the same value, or both refuse.
//! Each deliberate difference has a test of its own.

#![cfg(feature = "serde")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "support/agrees.rs"]
mod agrees;

use std::collections::BTreeMap;

use agrees::{LIMITS, assert_agrees, assert_same, ours, written};
use cardlatch::json::{
    JsonError, JsonErrorKind as Kind, Limits, Number, Object, Value, from_value, looks_like_html,
    parse, to_value, write_text,
};
use proptest::prelude::*;
use serde::de::{DeserializeOwned, IntoDeserializer};
use serde::{Deserialize, Serialize};

fn read(text: &str) -> Result<Value, JsonError> {
    parse(text.as_bytes(), Limits::default())
}

fn kind_of(text: &str) -> Kind {
    read(text).expect_err(text).kind
}

fn any_number() -> impl Strategy<Value = Number> {
    prop_oneof![
        any::<i64>().prop_map(Number::from),
        any::<u64>().prop_map(Number::from),
        "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,4})?"
            .prop_map(|text| Number::parse(&text).expect("the grammar of JSON")),
    ]
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[\\x00-\\x7f]{0,12}", "[a-c\"\\\\/\u{1f4b3}\u{2028}é]{0,6}"]
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any_number().prop_map(Value::Number),
        any_text().prop_map(Value::Text),
    ];
    leaf.prop_recursive(6, 48, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::List),
            prop::collection::vec((any_text(), inner), 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// One change to a text; places are taken modulo its length.
#[derive(Clone, Debug)]
enum Change {
    Put(usize, u8),
    Insert(usize, u8),
    Drop(usize),
    Cut(usize),
    Repeat(usize, usize),
}

fn any_change() -> impl Strategy<Value = Change> {
    let byte = || {
        prop_oneof![
            any::<u8>(),
            prop::sample::select(b"{}[]:,\"\\ \n\t0123456789-+.eEtrufalsn/\x00\x1f\x7f".to_vec()),
        ]
    };
    prop_oneof![
        (any::<usize>(), byte()).prop_map(|(at, byte)| Change::Put(at, byte)),
        (any::<usize>(), byte()).prop_map(|(at, byte)| Change::Insert(at, byte)),
        any::<usize>().prop_map(Change::Drop),
        any::<usize>().prop_map(Change::Cut),
        (any::<usize>(), any::<usize>()).prop_map(|(from, to)| Change::Repeat(from, to)),
    ]
}

fn apply(change: &Change, bytes: &mut Vec<u8>) {
    let length = bytes.len();
    match *change {
        Change::Insert(at, byte) => bytes.insert(at % (length + 1), byte),
        _ if length == 0 => (),
        Change::Put(at, byte) => bytes[at % length] = byte,
        Change::Drop(at) => drop(bytes.remove(at % length)),
        Change::Cut(at) => bytes.truncate(at % length),
        Change::Repeat(one, other) => {
            let (one, other) = (one % length, other % length);
            let part = bytes[one.min(other)..one.max(other)].to_vec();
            bytes.splice(one..one, part);
        }
    }
}

proptest! {
    #[test]
    fn what_we_write_the_oracle_reads(value in any_value()) {
        let oracle = serde_json::from_str(&written(&value)).expect("valid JSON");
        assert_same(value, ours(&oracle));
    }

    #[test]
    fn what_we_write_we_read(value in any_value()) {
        let again = parse(written(&value).as_bytes(), LIMITS).expect("valid JSON");
        prop_assert!(again == value);
    }

    #[test]
    fn what_the_oracle_writes_we_read(value in any_value(), pretty in any::<bool>()) {
        let oracle: serde_json::Value = serde_json::from_str(&written(&value)).expect("valid JSON");
        let text = if pretty {
            serde_json::to_string_pretty(&oracle).expect("a text")
        } else {
            oracle.to_string()
        };
        assert_same(parse(text.as_bytes(), LIMITS).expect("valid JSON"), value);
    }

    #[test]
    fn texts_are_written_like_the_oracle_writes_them(text in any_text()) {
        let mut out = Vec::new();
        write_text(&text, &mut out);
        prop_assert_eq!(out, serde_json::to_vec(&text).expect("a text"));
    }

    #[test]
    fn changed_documents_agree(
        value in any_value(),
        pretty in any::<bool>(),
        changes in prop::collection::vec(any_change(), 1..5),
    ) {
        let mut bytes = written(&value).into_bytes();
        if pretty {
            let oracle: serde_json::Value = serde_json::from_slice(&bytes).expect("valid JSON");
            bytes = serde_json::to_vec_pretty(&oracle).expect("a text");
        }
        for change in &changes {
            apply(change, &mut bytes);
        }
        assert_agrees(&bytes);
    }

    #[test]
    fn pieces_of_grammar_agree(
        text in "([\\[\\]{},:]|\"[ab]?\"|-|\\.|e|E|\\+|[0-9]|true|false|null| |\n){0,24}",
    ) {
        assert_agrees(text.as_bytes());
    }

    #[test]
    fn numbers_agree(text in "[-+]?[0-9.eE+-]{0,8}") {
        assert_agrees(text.as_bytes());
        let is_number = matches!(read(&text), Ok(Value::Number(_)));
        prop_assert_eq!(Number::parse(&text).is_some(), is_number);
    }

    #[test]
    fn escapes_agree(text in "(\\\\u[dD][89a-fA-F][0-9a-f]{0,2}|\\\\u00[0-9a-f]{2}|\\\\.|[a-f0-9])*") {
        assert_agrees(format!("\"{text}\"").as_bytes());
    }

    #[test]
    fn arbitrary_bytes_agree(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        assert_agrees(&bytes);
        let _ = looks_like_html(&bytes);
    }

    #[test]
    fn arbitrary_limits_never_panic(value in any_value(), max_depth in 0_usize..400, max_bytes in 0_usize..200) {
        drop(parse(written(&value).as_bytes(), Limits { max_depth, max_bytes }));
    }

    #[test]
    fn every_cut_is_truncated(value in any_value()) {
        let text = written(&Value::List(vec![value]));
        for end in 1..text.len() {
            let error = parse(&text.as_bytes()[..end], LIMITS).expect_err("it is cut");
            prop_assert_eq!(error.kind, Kind::Truncated);
        }
    }

    #[test]
    fn integers_have_the_oracles_text(signed in any::<i64>(), unsigned in any::<u64>()) {
        assert_eq!(Number::from(signed).as_str(), signed.to_string());
        assert_eq!(Number::from(unsigned).as_str(), unsigned.to_string());
        prop_assert_eq!(Number::from(signed).to_i64(), Some(signed));
        prop_assert_eq!(Number::from(unsigned).to_u64(), Some(unsigned));
    }
}

// ---- Serde types ----

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Card {
    task_id: String,
    amount: i64,
    small: u8,
    large: u64,
    negative: i16,
    flag: bool,
    note: Option<String>,
    list: Vec<u32>,
    limits: BTreeMap<String, i32>,
    action: Word,
    wrapped: Wrapped,
    pair: (u8, String),
    letter: char,
    #[serde(default)]
    #[serde(skip_serializing_if = "Option::is_none")]
    left_out: Option<u64>,
    holder: Holder,
    words: BTreeMap<Word, Vec<Wrapped>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Holder {
    name: String,
    #[serde(default)]
    cards: Vec<Option<i8>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Word {
    Freeze,
    Unfreeze,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Wrapped(String);

fn any_card() -> impl Strategy<Value = Card> {
    let word = || prop::sample::select(vec![Word::Freeze, Word::Unfreeze]);
    let numbers = (any::<i64>(), any::<u8>(), any::<u64>(), any::<i16>(), any::<bool>());
    let texts = (any_text(), any::<Option<String>>(), any_text(), any_text(), any::<char>());
    let lists = (
        any::<Vec<u32>>(),
        any::<BTreeMap<String, i32>>(),
        any::<Option<u64>>(),
        any::<Vec<Option<i8>>>(),
        prop::collection::btree_map(
            word(),
            prop::collection::vec(any_text().prop_map(Wrapped), 0..3),
            0..2,
        ),
    );
    (numbers, texts, lists, word()).prop_map(|(numbers, texts, lists, action)| Card {
        task_id: texts.0,
        amount: numbers.0,
        small: numbers.1,
        large: numbers.2,
        negative: numbers.3,
        flag: numbers.4,
        note: texts.1,
        list: lists.0,
        limits: lists.1,
        action,
        wrapped: Wrapped(texts.2.clone()),
        pair: (numbers.1, texts.2),
        letter: texts.4,
        left_out: lists.2,
        holder: Holder { name: texts.3, cards: lists.3 },
        words: lists.4,
    })
}

/// Puts another value somewhere into a document, or takes a field away.
fn damage(value: &mut Value, places: &[usize], put: Option<Value>) {
    let Some((place, deeper)) = places.split_first() else {
        *value = put.unwrap_or(Value::Null);
        return;
    };
    match value {
        Value::List(items) if !items.is_empty() => {
            let at = place % items.len();
            damage(&mut items[at], deeper, put);
        }
        Value::Object(object) if !object.is_empty() => {
            let name = object.iter().nth(place % object.len()).expect("in range").0.to_owned();
            if let (None, []) = (&put, deeper) {
                object.remove(&name);
                return;
            }
            let mut field = object.remove(&name).expect("it is there");
            damage(&mut field, deeper, put);
            object.insert(name, field);
        }
        other => *other = put.unwrap_or(Value::Null),
    }
}

fn assert_types_agree<T>(value: Value)
where
    T: DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let text = written(&value);
    let oracle: serde_json::Value = serde_json::from_str(&text).expect("valid JSON");
    match (from_value::<T>(value), serde_json::from_value::<T>(oracle)) {
        (Ok(left), Ok(right)) => assert_eq!(left, right),
        (Err(_), Err(_)) => (),
        (left, right) => panic!("{left:?} but the oracle says {right:?} for {text}"),
    }
}

proptest! {
    #[test]
    fn types_are_written_like_the_oracle_writes_them(card in any_card()) {
        let value = to_value(&card).expect("representable");
        prop_assert_eq!(written(&value), serde_json::to_string(&card).expect("representable"));
        prop_assert_eq!(from_value::<Card>(value).expect("the same type"), card);
    }

    #[test]
    fn damaged_types_agree(
        card in any_card(),
        places in prop::collection::vec(any::<usize>(), 1..4),
        put in prop::option::of(any_value()),
    ) {
        let mut value = to_value(&card).expect("representable");
        damage(&mut value, &places, put);
        // A struct or an enum from another shape is a documented difference.
        prop_assume!(value.as_object().is_some_and(|fields| {
            !matches!(fields.get("holder"), Some(Value::List(_)))
        }));
        assert_types_agree::<Card>(value);
    }

    #[test]
    fn any_value_as_any_type_agrees(value in any_value()) {
        assert_types_agree::<i64>(value.clone());
        assert_types_agree::<u64>(value.clone());
        assert_types_agree::<i8>(value.clone());
        assert_types_agree::<bool>(value.clone());
        assert_types_agree::<String>(value.clone());
        assert_types_agree::<Option<u16>>(value.clone());
        assert_types_agree::<()>(value.clone());
        assert_types_agree::<(String, u8)>(value.clone());
        assert_types_agree::<Vec<Option<bool>>>(value.clone());
        assert_types_agree::<BTreeMap<String, Option<String>>>(value.clone());
        assert_types_agree::<Word>(value);
    }

    #[test]
    fn values_pass_through_exactly(value in any_value()) {
        prop_assert!(to_value(&value).expect("representable") == value);
        prop_assert!(from_value::<Value>(value.clone()).expect("any value") == value);
    }

    #[test]
    fn values_pass_through_a_flattened_field(value in any_value(), id in any_text()) {
        #[derive(Serialize, Deserialize)]
        struct Answer {
            id: String,
            #[serde(flatten)]
            extra: BTreeMap<String, Value>,
        }
        let mut object = Object::new();
        object.insert("id", id);
        object.insert("other", value);
        let value = Value::Object(object);
        let answer: Answer = from_value(value.clone()).expect("the type fits");
        prop_assert!(to_value(&answer).expect("representable") == value);
    }
}

// ---- The deliberate differences ----

fn oracle_accepts(text: &str) -> bool {
    serde_json::from_str::<serde_json::Value>(text).is_ok()
}

#[test]
fn difference_a_duplicate_key_is_refused() {
    let cases = [
        (r#"{"amount":1,"amount":2}"#, "amount"),
        (r#"{"a":1,"b":2,"\u0061":3}"#, "a"),
        (r#"{"":1,"":2}"#, "?"),
        (r#"{"data":[{},{"x":{"id":1,"id":1}}]}"#, "data[1].x.id"),
    ];
    for (text, path) in cases {
        let error = read(text).expect_err(text);
        assert_eq!((error.kind, error.path.as_str()), (Kind::DuplicateKey, path));
        assert!(oracle_accepts(text));
    }
    assert_eq!(
        read(r#"{"id":1,"ID":2,"Id":3}"#).expect("keys differ").as_object().map(Object::len),
        Some(3)
    );
}

#[test]
fn difference_nesting_has_its_own_limit() {
    let nested = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
    assert!(read(&nested(64)).is_ok());
    assert_eq!(kind_of(&nested(65)), Kind::TooDeep);
    assert!(oracle_accepts(&nested(65)));
    let fields = r#"{"a":"#.repeat(64) + "[]" + &"}".repeat(64);
    assert_eq!(kind_of(&fields), Kind::TooDeep);
    // Side by side is not deep.
    assert!(read(&format!("[{}]", vec!["[[]]"; 1000].join(","))).is_ok());

    let generous = Limits { max_depth: usize::MAX, ..Limits::default() };
    assert!(parse(nested(128).as_bytes(), generous).is_ok());
    let error = parse(nested(129).as_bytes(), generous).expect_err("too deep");
    assert_eq!(error.kind, Kind::TooDeep);
    assert_eq!(parse("[".repeat(3_000_000).as_bytes(), generous).expect_err("deep").offset, 128);
    let none = Limits { max_depth: 0, ..Limits::default() };
    assert!(parse(b"1", none).is_ok());
    assert_eq!(parse(b"[]", none).expect_err("too deep").kind, Kind::TooDeep);
}

#[test]
fn difference_a_byte_order_mark_is_skipped() {
    assert!(read("\u{feff}{\"a\":1}").is_ok());
    assert!(read("\u{feff} 1").is_ok());
    assert!(!oracle_accepts("\u{feff}1"));
    assert_eq!(kind_of("\u{feff}"), Kind::Empty);
    assert_eq!(kind_of("\u{feff}\u{feff}1"), Kind::NotJson);
    assert_eq!(kind_of(" \u{feff}1"), Kind::NotJson);
    let error = read("\u{feff}[1,x]").expect_err("x is no value");
    assert_eq!(error.offset, 6);
}

#[test]
fn difference_a_long_document_is_refused() {
    let limits = Limits { max_bytes: 4, ..Limits::default() };
    assert!(parse(b"1234", limits).is_ok());
    assert_eq!(parse(b"12345", limits).expect_err("too long").kind, Kind::TooLong);
    let four_mebibytes = " ".repeat(4 * 1024 * 1024 - 1) + "1";
    assert!(read(&four_mebibytes).is_ok());
    assert_eq!(kind_of(&(four_mebibytes + " ")), Kind::TooLong);
}

#[test]
fn difference_doubles_are_refused_both_ways() {
    assert_eq!(to_value(&1.5_f64).expect_err("a double").kind, Kind::Float);
    assert_eq!(to_value(&[0.0_f32]).expect_err("a double").path, "[0]");
    assert_eq!(from_value::<f64>(Value::from(1_u64)).expect_err("a double").kind, Kind::Float);
    let error = from_value::<BTreeMap<String, f32>>(read(r#"{"x":1.5}"#).expect("JSON"));
    assert_eq!(error.expect_err("a double").path, "x");
}

#[test]
fn difference_structs_come_from_objects_only_and_variants_spelled_only() {
    let list = || read(r#"["n",[1]]"#).expect("JSON");
    assert_eq!(
        from_value::<Holder>(list()).expect_err("a list").kind,
        Kind::WrongType("expected an object")
    );
    assert!(serde_json::from_str::<Holder>(r#"["n",[1]]"#).is_ok());
    let variant = read(r#"{"freeze":null}"#).expect("JSON");
    assert_eq!(
        from_value::<Word>(variant).expect_err("an object").kind,
        Kind::WrongType("expected a text")
    );
    assert!(serde_json::from_str::<Word>(r#"{"freeze":null}"#).is_ok());
}

// ---- Nasty cases ----

#[test]
fn nasty_documents_that_are_valid() {
    let cases = [
        ("0", "0"),
        ("-0", "-0"),
        ("-0.0", "-0.0"),
        ("1E400", "1E400"),
        ("1e-0", "1e-0"),
        ("0e+1", "0e+1"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
        ("0.1000000000000000055511151231257827", "0.1000000000000000055511151231257827"),
        (" \t\r\n true \t\r\n ", "true"),
        ("[ ]", "[]"),
        ("{ }", "{}"),
        ("[[],[[]],{}]", "[[],[[]],{}]"),
        (r#"{"":""}"#, r#"{"":""}"#),
        (r#"{ "a" : [ 1 , 2 ] , "b" : null }"#, r#"{"a":[1,2],"b":null}"#),
        (r#""\"\\\/\b\f\n\r\t""#, r#""\"\\/\b\f\n\r\t""#),
        (r#""\u0041\u00e9\u20AC""#, "\"Aé€\""),
        (r#""\ud83d\udcb3""#, "\"\u{1f4b3}\""),
        (r#""\uDBFF\uDFFF""#, "\"\u{10ffff}\""),
        (r#""\u0000\u001f\u007f""#, "\"\\u0000\\u001f\u{7f}\""),
        (r#""\uFFFE\uFFFF\uFEFF""#, "\"\u{fffe}\u{ffff}\u{feff}\""),
        ("\"\u{2028}\u{2029}\"", "\"\u{2028}\u{2029}\""),
        ("\"\u{7f}\u{80}\u{a0}\"", "\"\u{7f}\u{80}\u{a0}\""),
        (r#"{"a":1,"A":2}"#, r#"{"a":1,"A":2}"#),
        (r#""\\u0041""#, r#""\\u0041""#),
    ];
    for (text, wanted) in cases {
        assert_eq!(written(&read(text).expect(text)), wanted, "{text:?}");
        assert_agrees(text.as_bytes());
    }
}

const NASTY: &[(&str, Kind)] = &[
    ("", Kind::Empty),
    (" \n", Kind::Empty),
    ("<html>", Kind::NotJson),
    ("hello", Kind::NotJson),
    ("'a'", Kind::NotJson),
    ("+1", Kind::NotJson),
    (".5", Kind::NotJson),
    ("]", Kind::NotJson),
    ("}", Kind::NotJson),
    (",", Kind::NotJson),
    ("/* */1", Kind::NotJson),
    ("\u{a0}1", Kind::NotJson),
    ("\u{b}1", Kind::NotJson),
    ("\0", Kind::NotJson),
    ("NaN", Kind::NotJson),
    ("Infinity", Kind::NotJson),
    ("-Infinity", Kind::BadNumber),
    ("-x", Kind::BadNumber),
    ("--1", Kind::BadNumber),
    ("01", Kind::BadNumber),
    ("-01", Kind::BadNumber),
    ("00", Kind::BadNumber),
    ("1.x", Kind::BadNumber),
    ("1..2", Kind::BadNumber),
    ("1ex", Kind::BadNumber),
    ("1e+x", Kind::BadNumber),
    ("[1.]", Kind::BadNumber),
    ("[-]", Kind::BadNumber),
    ("[0e]", Kind::BadNumber),
    ("[0e+]", Kind::BadNumber),
    ("[2.e3]", Kind::BadNumber),
    ("-", Kind::Truncated),
    ("1.", Kind::Truncated),
    ("1e", Kind::Truncated),
    ("1e-", Kind::Truncated),
    ("0x1", Kind::TrailingData),
    ("1e1.5", Kind::TrailingData),
    ("1_000", Kind::TrailingData),
    ("1 2", Kind::TrailingData),
    ("{}}", Kind::TrailingData),
    ("[]]", Kind::TrailingData),
    ("\"\"x", Kind::TrailingData),
    ("null\0", Kind::TrailingData),
    ("1\u{feff}", Kind::TrailingData),
    ("truth", Kind::Unexpected),
    ("True", Kind::NotJson),
    ("tRUE", Kind::Unexpected),
    ("nul", Kind::Truncated),
    ("nulll", Kind::TrailingData),
    ("[nan]", Kind::Unexpected),
    ("[1,]", Kind::Unexpected),
    ("[,1]", Kind::Unexpected),
    ("[1,,2]", Kind::Unexpected),
    ("[1 2]", Kind::Unexpected),
    ("[1;2]", Kind::Unexpected),
    ("[1}", Kind::Unexpected),
    ("[+1]", Kind::Unexpected),
    ("[.5]", Kind::Unexpected),
    ("[1", Kind::Truncated),
    ("[1,", Kind::Truncated),
    ("[", Kind::Truncated),
    ("{", Kind::Truncated),
    ("{\"a\"", Kind::Truncated),
    ("{\"a\":", Kind::Truncated),
    ("{\"a\":1", Kind::Truncated),
    ("{\"a\":1,", Kind::Truncated),
    ("{\"a\":1]", Kind::Unexpected),
    ("{\"a\":1,}", Kind::Unexpected),
    ("{,}", Kind::Unexpected),
    ("{\"a\"}", Kind::Unexpected),
    ("{\"a\",1}", Kind::Unexpected),
    ("{\"a\"=1}", Kind::Unexpected),
    ("{\"a\"::1}", Kind::Unexpected),
    ("{a:1}", Kind::Unexpected),
    ("{'a':1}", Kind::Unexpected),
    ("{1:1}", Kind::Unexpected),
    ("{null:1}", Kind::Unexpected),
    ("{\"a\":1 \"b\":2}", Kind::Unexpected),
    ("[1]//", Kind::TrailingData),
    ("[/*x*/1]", Kind::Unexpected),
    ("\"", Kind::Truncated),
    ("\"a", Kind::Truncated),
    ("\"\\", Kind::Truncated),
    ("\"\\\"", Kind::Truncated),
    ("\"\\u12", Kind::Truncated),
    ("\"\\ud83d", Kind::Truncated),
    ("\"\\ud83d\\", Kind::Truncated),
    ("\"\\ud83d\\u", Kind::Truncated),
    ("\"\\ud83d\\udcb", Kind::Truncated),
    ("\"\\x41\"", Kind::BadEscape),
    ("\"\\a\"", Kind::BadEscape),
    ("\"\\'\"", Kind::BadEscape),
    ("\"\\U0041\"", Kind::BadEscape),
    ("\"\\u\"", Kind::BadEscape),
    ("\"\\u00G0\"", Kind::BadEscape),
    ("\"\\u 041\"", Kind::BadEscape),
    ("\"\\u+041\"", Kind::BadEscape),
    ("\"\\u{41}\"", Kind::BadEscape),
    ("\"\\é\"", Kind::BadEscape),
    ("\"\\\n\"", Kind::BadEscape),
    ("\"\\ud800\"", Kind::BadText),
    ("\"\\udc00\"", Kind::BadText),
    ("\"\\ud800x\"", Kind::BadText),
    ("\"\\ud800\\n\"", Kind::BadText),
    ("\"\\ud800\\u0041\"", Kind::BadText),
    ("\"\\ud800\\ud800\"", Kind::BadText),
    ("\"\\udc00\\ud800\"", Kind::BadText),
    ("\"\n\"", Kind::Control),
    ("\"\t\"", Kind::Control),
    ("\"\0\"", Kind::Control),
    ("\"\u{1f}\"", Kind::Control),
    ("{\"a\nb\":1}", Kind::Control),
];

#[test]
fn nasty_documents_that_are_not() {
    for (text, wanted) in NASTY {
        assert_eq!(kind_of(text), *wanted, "{text:?}");
        assert_agrees(text.as_bytes());
    }
}

#[test]
fn nasty_bytes() {
    let cases: &[(&[u8], Kind, usize)] = &[
        (b"\"\xff\"", Kind::BadUtf8, 1),
        (b"\"\xc0\x80\"", Kind::BadUtf8, 1),
        (b"\"\xed\xa0\x80\"", Kind::BadUtf8, 1),
        (b"\"\xf4\x90\x80\x80\"", Kind::BadUtf8, 1),
        (b"\"\xe2\x82\"", Kind::BadUtf8, 1),
        (b"[\xe2\x82\xac]", Kind::Unexpected, 1),
        (b"\"ab\xe2\x82", Kind::Truncated, 3),
        (b"\xff\xfe1\0", Kind::NotJson, 0),
        (b"\xef\xbb", Kind::NotJson, 0),
        (b"1\0", Kind::TrailingData, 1),
        (b"{\0}", Kind::Unexpected, 1),
        // A page in another encoding is no JSON, rather than bad UTF-8.
        (b"<title>\xb4\xed\xce\xf3</title>", Kind::NotJson, 0),
    ];
    for (bytes, kind, offset) in cases {
        let error = parse(bytes, Limits::default()).expect_err("not valid");
        assert_eq!((error.kind, error.offset), (*kind, *offset), "{bytes:?}");
        assert_agrees(bytes);
    }
}

#[test]
fn an_object_may_have_a_thousand_fields_and_no_more() {
    let object = |count: usize| {
        let fields: Vec<String> = (0..count).map(|index| format!("\"{index}\":0")).collect();
        format!("{{{}}}", fields.join(","))
    };
    assert_eq!(read(&object(1_000)).expect("JSON").as_object().map(Object::len), Some(1_000));
    assert_eq!(kind_of(&object(1_001)), Kind::TooLong);
    assert_eq!(kind_of(&object(1_000).replace("\"999\"", "\"777\"")), Kind::DuplicateKey);
}

#[test]
fn a_deep_value_made_by_hand_is_written() {
    let deep = (0..10_000).fold(Value::Null, |inner, _| Value::List(vec![inner]));
    assert_eq!(written(&deep).len(), 20_004);
    assert_eq!(to_value(&deep).map(|_| ()).expect_err("too deep").kind, Kind::TooDeep);
}

// ---- Errors ----

#[test]
fn paths_lead_to_the_place() {
    let cases = [
        (r#"{"data":{"card":[{},{},{"id":tru}]}}"#, "data.card[2].id"),
        (r"[[1,[x]]]", "[0][1][0]"),
        (r#"{"a b\n":{"x.y":[-]}}"#, "a?b?.x?y[0]"),
        (r#"{"4111111111111111":{"1234567":x}}"#, "?.?"),
        (r#"{"line2Of3":x}"#, "line2Of3"),
        ("{\"卡号\u{202e}\":x}", "卡号?"),
    ];
    for (text, path) in cases {
        assert_eq!(read(text).expect_err(text).path, path);
    }
    let long = format!("{{\"{}\":x}}", "k".repeat(5000));
    assert!(read(&long).expect_err("x is no value").path.len() < 100);
}

#[test]
fn type_errors_name_the_field_and_never_the_value() {
    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Config {
        #[allow(dead_code)]
        issuer: Issuer,
    }
    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "camelCase")]
    #[allow(dead_code)]
    struct Issuer {
        base_url: String,
        #[serde(default)]
        words: Vec<Word>,
        #[serde(default)]
        small: u8,
        #[serde(default)]
        pair: Option<(u8, u8)>,
        #[serde(default, alias = "other")]
        one: u8,
        #[serde(default)]
        exact: Option<Number>,
    }
    let cases = [
        (r"{}", Kind::Missing("issuer"), "issuer"),
        (r#"{"issuer":{}}"#, Kind::Missing("baseUrl"), "issuer.baseUrl"),
        (r#"{"issuer":{"baseURL":"SECRET"}}"#, Kind::UnknownField, "issuer.baseURL"),
        (r#"{"issuer":{"baseUrl":5}}"#, Kind::WrongType("expected a text"), "issuer.baseUrl"),
        (r#"{"issuer":[]}"#, Kind::WrongType("expected an object"), "issuer"),
        (
            r#"{"issuer":{"baseUrl":"","words":["freeze","SECRET"]}}"#,
            Kind::UnknownVariant,
            "issuer.words[1]",
        ),
        (r#"{"issuer":{"baseUrl":"","small":256}}"#, Kind::OutOfRange, "issuer.small"),
        (r#"{"issuer":{"baseUrl":"","small":-1}}"#, Kind::OutOfRange, "issuer.small"),
        (
            r#"{"issuer":{"baseUrl":"","small":1.0}}"#,
            Kind::WrongType("expected an integer"),
            "issuer.small",
        ),
        (
            r#"{"issuer":{"baseUrl":"","small":99999999999999999999}}"#,
            Kind::OutOfRange,
            "issuer.small",
        ),
        (
            r#"{"issuer":{"baseUrl":"","pair":[1,2,3]}}"#,
            Kind::WrongType("expected a list of another length"),
            "issuer.pair",
        ),
        (r#"{"issuer":{"baseUrl":"","one":1,"other":2}}"#, Kind::DuplicateKey, "issuer.one"),
        (
            r#"{"issuer":{"baseUrl":"","exact":"1"}}"#,
            Kind::WrongType("expected a number"),
            "issuer.exact",
        ),
    ];
    for (text, kind, path) in cases {
        let error = from_value::<Config>(read(text).expect(text)).expect_err(text);
        assert_eq!((error.kind, error.path.as_str()), (kind, path), "{text}");
        assert!(!format!("{error} {error:?}").contains("SECRET"));
    }
    let error = JsonError::missing("id").in_item(3).in_field("cards");
    assert_eq!(error.to_string(), "cards[3].id: a required field is missing");
}

#[test]
fn writing_errors_name_the_field() {
    #[derive(Serialize)]
    struct Outer {
        items: Vec<Inner>,
    }
    #[derive(Serialize)]
    struct Inner {
        price: f64,
    }
    #[derive(Serialize)]
    struct Twice {
        id: u8,
        #[serde(flatten)]
        extra: BTreeMap<String, Value>,
    }
    let error = to_value(&Outer { items: vec![Inner { price: 0.5 }] }).expect_err("a double");
    assert_eq!(error.path, "items[0].price");
    let extra = BTreeMap::from([("id".to_owned(), Value::Null)]);
    let error = to_value(&Twice { id: 1, extra }).expect_err("the same field twice");
    assert_eq!((error.kind, error.path.as_str()), (Kind::DuplicateKey, "id"));
}

#[test]
fn debug_shows_no_contents() {
    let value = read(r#"{"pan":"4111111111111111","cvv":123,"list":["SECRET"]}"#).expect("JSON");
    assert_eq!(format!("{value:?}"), "Object(3 fields)");
    let fields = value.as_object().expect("an object");
    assert_eq!(format!("{:?}", fields.get("cvv")), "Some(Number)");
    assert_eq!(format!("{:?}", fields.get("cvv").and_then(Value::as_number)), "Some(Number)");
    assert_eq!(format!("{:?}", fields.get("pan")), "Some(Text)");
    assert_eq!(format!("{:?}", fields.get("list")), "Some(List(1 items))");
    assert_eq!(format!("{:?} {:?}", Value::Null, Value::Bool(true)), "Null Bool");
}

#[test]
fn markup_is_recognised() {
    let markup = ["<!doctype html>", " \n<HTML>", "\u{feff}<?xml version", "<a>", "</p>", "<!-- x"];
    for text in markup {
        assert!(looks_like_html(text.as_bytes()), "{text}");
    }
    for text in ["", "<", "< a", "<3", "{\"a\":\"<html>\"}", "a<b>", "\"<html>\""] {
        assert!(!looks_like_html(text.as_bytes()), "{text}");
    }
}

// ---- Values ----

#[test]
fn fields_are_found_and_keep_their_order() {
    let mut object = read(r#"{"Code":1,"code":2,"Message":3}"#).expect("JSON");
    let Value::Object(fields) = &mut object else { panic!("an object") };
    let number = |value: Option<&Value>| value?.as_number()?.to_u64();
    assert_eq!(number(fields.get("code")), Some(2));
    assert_eq!(number(fields.get("CODE")), None);
    assert_eq!(number(fields.get_ignoring_case("code")), Some(2));
    assert_eq!(number(fields.get_ignoring_case("CODE")), Some(1));
    assert_eq!(number(fields.get_ignoring_case("message")), Some(3));
    assert_eq!(number(fields.insert("code", "two").as_ref()), Some(2));
    assert_eq!(number(fields.remove("Code").as_ref()), Some(1));
    assert!(fields.remove("Code").is_none());
    fields.insert("last", true);
    assert_eq!(written(&object), r#"{"code":"two","Message":3,"last":true}"#);
}

#[test]
fn ids_come_as_text_or_number() {
    let text_of = |text: &str| read(text).expect(text).text_of_scalar();
    assert_eq!(text_of("\"0012\"").as_deref(), Some("0012"));
    assert_eq!(text_of("12345678901234567890123").as_deref(), Some("12345678901234567890123"));
    for other in ["null", "true", "[]", "{}"] {
        assert_eq!(text_of(other), None);
    }
}

#[test]
fn numbers_are_integers_only_without_fraction_and_exponent() {
    let number = |text: &str| Number::parse(text).expect(text);
    for text in ["1.0", "1e3", "-0.0", "18446744073709551616", "1E0"] {
        assert_eq!((number(text).to_u64(), number(text).to_i64()), (None, None), "{text}");
    }
    assert_eq!((number("-0").to_u64(), number("-0").to_i64()), (None, Some(0)));
    assert_eq!(number("18446744073709551615").to_u64(), Some(u64::MAX));
    assert_eq!(number("-9223372036854775808").to_i64(), Some(i64::MIN));
    assert!(Number::parse("1 ").is_none() && Number::parse("").is_none());
    assert_eq!(from_value::<i8>(Value::Number(number("-0"))), Ok(0));
    assert!(from_value::<u8>(Value::Number(number("-0"))).is_err());
}

#[test]
fn numbers_in_other_formats_stay_exact() {
    type Plain = serde::de::value::Error;
    let exact =
        |value: u64| Number::deserialize(IntoDeserializer::<Plain>::into_deserializer(value));
    let double =
        |value: f64| Number::deserialize(IntoDeserializer::<Plain>::into_deserializer(value));
    let spelled =
        |value: &str| Number::deserialize(IntoDeserializer::<Plain>::into_deserializer(value));
    assert_eq!(exact(u64::MAX).expect("exact").as_str(), "18446744073709551615");
    assert_eq!(double(-12.0).expect("exact").as_str(), "-12");
    assert_eq!(double(9_007_199_254_740_991.0).expect("exact").as_str(), "9007199254740991");
    for value in [0.5, 9_007_199_254_740_992.0, 1e300, -1e300, f64::NAN, f64::INFINITY] {
        assert!(double(value).is_err(), "{value}");
    }
    assert_eq!(spelled("1.10").expect("exact").as_str(), "1.10");
    assert!(spelled("1,10").is_err());

    let written = |text: &str| {
        serde_json::to_string(&Number::parse(text).expect(text)).expect("representable")
    };
    assert_eq!(written("12"), "12");
    assert_eq!(written("-12"), "-12");
    assert_eq!(written("1.10"), "\"1.10\"");
    assert_eq!(written("-0"), "\"-0\"");
}

#[test]
fn an_object_cannot_pass_for_a_number() {
    #[derive(Deserialize)]
    struct Answer {
        #[serde(flatten)]
        extra: BTreeMap<String, Value>,
    }
    let text = r#"{"a":{"$cardlatch::Number":"1"},"b":1.50}"#;
    let answer: Answer = from_value(read(text).expect("JSON")).expect("any object");
    assert!(answer.extra["a"].as_object().is_some());
    assert_eq!(answer.extra["b"].text_of_scalar().as_deref(), Some("1.50"));
}
