//! The JSON examples that the tests already hold: the documents' own, and what is made of them.

/// What stands between `r#"` and `"#` in a source and begins like JSON.
fn literals(source: &'static str) -> impl Iterator<Item = &'static str> {
    source
        .split("r#\"")
        .skip(1)
        .filter_map(|rest| rest.split_once("\"#"))
        .map(|(text, _)| text)
        .filter(|text| text.starts_with(['{', '[']))
}

/// Bodies of answers.
pub fn answers() -> impl Iterator<Item = &'static str> {
    literals(include_str!("../../tests/answers.rs"))
}

/// Bodies of callbacks.
pub fn callbacks() -> impl Iterator<Item = &'static str> {
    literals(include_str!("../../tests/callbacks.rs"))
}

/// Documents that are hard to read, most of them wrong.
pub fn odd() -> impl Iterator<Item = &'static str> {
    literals(include_str!("../../tests/json_oracle.rs"))
}
