//! The JSON reader against `serde_json`, its two forms against each other, and the writer.

use cardlatch::json::{Json, Limits, Value, check, looks_like_html, parse, write};

use crate::agrees::{LIMITS, assert_agrees};
use crate::{examples, reads};

pub fn hold(data: &[u8]) {
    let _ = looks_like_html(data);
    let tight = Limits { max_depth: 3, max_bytes: 40 };
    drop(parse(data, tight));
    // By this name the oracle knows its own numbers.
    if !data.windows(12).any(|part| part == b"$serde_json:") {
        assert_agrees(data);
    }
    let (tree, text) = (parse(data, LIMITS), check(data, LIMITS));
    let (tree, text) = match (tree, text) {
        (Ok(tree), Ok(text)) => (tree, text),
        (Err(one), Err(other)) => return assert_eq!(one, other),
        (tree, text) => panic!("a tree: {}, a text: {}", tree.is_ok(), text.is_ok()),
    };
    same(&tree, text);
    let mut written = Vec::new();
    write(&tree, &mut written);
    assert!(parse(&written, LIMITS).is_ok_and(|again| again == tree));
    let fit = text.with_fit_numbers(|number| number.len() < 4);
    assert!(parse(fit.as_bytes(), LIMITS).is_ok(), "{fit}");
}

/// The view of a text shows what the tree holds.
fn same(tree: &Value, text: Json<'_>) {
    match tree {
        Value::Null => assert!(text.is_null()),
        Value::Bool(flag) => assert_eq!(text.flag(), Some(*flag)),
        Value::Number(number) => {
            assert_eq!(text.number(), Some(number.as_str()));
            let is_short = number.as_str().len() < 20;
            assert_eq!(text.whole(), number.to_u64().filter(|_| is_short));
        }
        Value::Text(own) => {
            assert_eq!(text.text().as_ref(), Some(own));
            assert!(text.is(own));
        }
        Value::List(items) => {
            let parts: Vec<_> = text.parts().collect();
            assert_eq!(parts.len(), items.len());
            items.iter().zip(parts).for_each(|(item, part)| same(item, part));
        }
        Value::Object(object) => {
            assert_eq!(text.fields().count(), object.len());
            for ((name, value), (own, part)) in object.iter().zip(text.fields()) {
                assert_eq!(own.text().as_deref(), Some(name));
                same(value, part);
                assert_eq!(
                    text.get(name).as_str(),
                    if part.is_there() { part.as_str() } else { "" }
                );
                assert!(text.get_ignoring_case(name).is_there());
                assert!(own.is_loosely(name));
            }
        }
    }
}

pub fn seeds() -> Vec<Vec<u8>> {
    let rows = reads::ALL.iter().flat_map(|rows| rows.iter()).map(|row| row.body);
    let texts = rows.chain(examples::odd()).chain(examples::answers());
    texts.map(|text| text.as_bytes().to_vec()).collect()
}
