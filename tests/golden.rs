//! Every request, byte for byte, against the files in `tests/golden`.
//!
//! `UPDATE_GOLDEN=1 cargo test --test golden every_request` writes the files anew; hold them against
//! the issuers' documents before they are kept.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "support/golden_cases.rs"]
mod golden_cases;

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::path::PathBuf;

use cardlatch::IssuerId;
use cardlatch::issuers::issuer;
use cardlatch::settings::rules;
use golden_cases::{CASES, Case};
use serde_json::Value;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn golden(case: &Case) -> String {
    fs::read_to_string(folder().join(case.name).with_extension("http")).unwrap_or_default()
}

#[test]
fn every_request_is_the_written_one() {
    for case in CASES {
        let rendered = case.rendered();
        if env::var_os("UPDATE_GOLDEN").is_some() {
            let file = folder().join(case.name).with_extension("http");
            fs::write(file, &rendered).expect("a writable folder");
        }
        assert_eq!(rendered, golden(case), "{}", case.name);
    }
}

#[test]
fn every_file_belongs_to_a_case() {
    let names: BTreeSet<&str> = CASES.iter().map(|case| case.name).collect();
    assert_eq!(names.len(), CASES.len(), "a name is there twice");
    for entry in fs::read_dir(folder()).expect("the folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        assert!(names.contains(name), "{}", path.display());
    }
}

#[test]
fn every_endpoint_has_a_case() {
    for id in IssuerId::ALL {
        for (operation, _) in issuer(id).endpoints {
            let cased = CASES.iter().any(|case| case.issuer == id && case.operation == *operation);
            assert!(cased, "{id:?} {operation:?}");
        }
    }
}

#[test]
fn every_word_of_every_option_has_a_case() {
    let given = |id: IssuerId, name: &str, word: &str| {
        let member = format!("\"{name}\":\"{word}\"");
        CASES.iter().any(|case| case.issuer == id && case.options.contains(&member))
    };
    let ours = [IssuerId::Artha, IssuerId::ArthaV1, IssuerId::Yativo];
    for id in ours {
        for rule in rules(issuer(id).rules) {
            let name = rule.name.rsplit('.').next().unwrap_or_default();
            let missing = rule.words.split_whitespace().find(|word| !given(id, name, word));
            // Bare base64 is what the cases without an option write; how a secret becomes a key is
            // the signer's.
            let exempt = name == "secretEncoding" || missing.is_none_or(|word| word == "base64");
            assert!(exempt, "{name} {missing:?}");
        }
    }
}

/// A request as it stands in a file.
struct Wire {
    signed: Option<String>,
    line: String,
    headers: Vec<(String, String)>,
    body: String,
}

fn wire(case: &Case) -> Wire {
    let text = golden(case);
    let (head, body) = text.split_once("\n\n").unwrap_or((&text, ""));
    let mut lines: Vec<&str> = head.lines().collect();
    let signed = lines[0].strip_prefix("# signed: ").map(str::to_owned);
    let line = lines[usize::from(signed.is_some())].to_owned();
    lines.drain(..=usize::from(signed.is_some()));
    let header = |line: &&str| {
        let (name, value) = line.split_once(": ").expect("a header");
        (name.to_owned(), value.to_owned())
    };
    let headers = lines.iter().map(header).collect();
    Wire { signed, line, headers, body: body.trim_end_matches('\n').to_owned() }
}

/// An object of the body, which is its last member, as it was written.
fn as_it_stands(body: &str, name: &str) -> String {
    let (_, object) = body.split_once(&format!("\"{name}\":")).expect("the member");
    let object = object.strip_suffix('}').expect("the last member");
    assert!(!object.contains(": ") || object.contains("Flat: 2"), "not compact: {object}");
    object.to_owned()
}

/// The page's steps: one set of headers and body fields, without the signature and without what is
/// empty, sorted by name, joined. The options are read as their names say.
fn signed_by_the_page(case: &Case, wire: &Wire) -> String {
    let config: Value = serde_json::from_str(&format!("{{{}}}", case.options)).expect("JSON");
    let reads = |option: &str, word: &str| config["signing"][option] == word;
    let mut set = BTreeMap::new();
    for (name, value) in &wire.headers {
        let protocol = name != "signature" && name != "Content-Type";
        let media = name == "Content-Type" && reads("headers", "protocol_and_content_type");
        if protocol || media {
            set.insert(name.clone(), value.clone());
        }
    }
    if !wire.body.is_empty() {
        let body: BTreeMap<String, Value> = serde_json::from_str(&wire.body).expect("JSON");
        for (name, value) in body {
            let text = match &value {
                Value::String(text) => text.clone(),
                Value::Object(_) => as_it_stands(&wire.body, &name),
                other => other.to_string(),
            };
            set.insert(name, text);
        }
    }
    if reads("pathParameters", "included") {
        let (name, id) = match case.operation.as_str() {
            "program" => ("programid", config["programId"].clone()),
            "card" | "reveal" | "revealPin" | "balance" => ("cardId", case.card.into()),
            "topUpStatus" => {
                let fields = serde_json::from_str(&format!("{{{}}}", case.fields));
                ("taskId", fields.map(|fields: Value| fields["taskId"].clone()).expect("JSON"))
            }
            _ => ("", "".into()),
        };
        set.insert(name.into(), id.as_str().expect("text").into());
    }
    let name = |name: String| if reads("names", "lowercase") { name.to_lowercase() } else { name };
    let value = |value: &str| {
        let encode = |byte: u8| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        };
        let url = reads("values", "url_encoded");
        if url { value.bytes().map(encode).collect() } else { value.to_owned() }
    };
    let set: BTreeMap<String, String> =
        set.into_iter().filter(|(_, value)| !value.is_empty()).map(|(n, v)| (name(n), v)).collect();
    let pairs: Vec<String> = set.iter().map(|(name, v)| format!("{name}={}", value(v))).collect();
    pairs.join("&")
}

/// The newer API's page: method, path with query, time, nonce, hash.
fn signed_line_by_line(case: &Case, wire: &Wire) -> String {
    let config: Value = serde_json::from_str(&format!("{{{}}}", case.options)).expect("JSON");
    let (method, url) = wire.line.split_once(' ').expect("a method and a URL");
    let mut path = format!("/{}", url.splitn(4, '/').nth(3).expect("a path"));
    if let Some(prefix) = config["pathPrefixSigned"].as_str() {
        let (_, rest) = path.split_once("/cards/").expect("a card's path");
        path = format!("{prefix}/cards/{rest}");
    }
    let header = |due: &str| {
        let found = wire.headers.iter().find(|(name, _)| name == due);
        found.map(|(_, value)| value.as_str()).expect("a header")
    };
    let parts = [method, &path, header("X-Timestamp"), header("X-Nonce"), header("X-Body-Hash")];
    parts.join("\\n")
}

#[test]
fn what_is_signed_is_what_the_page_says() {
    for case in CASES {
        let wire = wire(case);
        let is_signed = [IssuerId::Artha, IssuerId::ArthaV1].contains(&case.issuer);
        assert_eq!(wire.signed.is_some(), is_signed, "{}", case.name);
        if let Some(signed) = &wire.signed {
            let due = match case.issuer {
                IssuerId::ArthaV1 => signed_line_by_line(case, &wire),
                _ => signed_by_the_page(case, &wire),
            };
            assert_eq!(*signed, due, "{}", case.name);
        }
    }
}

#[test]
fn the_worked_example_of_the_signed_text_comes_out() {
    let tail = "nonce=a1b2c3d4e5&";
    for (name, start, image) in [
        (
            "artha-unfreeze-image",
            "cardId=74099243-5467-4e29-9f7f-6984f1db9e01&customerToken=T&",
            "signImage",
        ),
        (
            "artha-unfreeze-signing-lowercase",
            "cardid=74099243-5467-4e29-9f7f-6984f1db9e01&customertoken=T&",
            "signimage",
        ),
    ] {
        let case = CASES.iter().find(|case| case.name == name).expect("a case");
        let wire = wire(case);
        let body: Value = serde_json::from_str(&wire.body).expect("JSON");
        let picture = body["signImage"].as_str().expect("text");
        let due = format!("{start}{tail}{image}={picture}&timestamp=1700000000");
        assert_eq!(wire.signed, Some(due));
    }
}
