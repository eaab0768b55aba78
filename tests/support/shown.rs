//! What an error shows of itself, wherever it is written: never what was sent or answered.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashSet};
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::sync::{Mutex, OnceLock};

use cardlatch::Error;
use serde_json::{Value, json};

/// Shorter texts are parts of the library's own words.
const LEAST: usize = 6;
/// Shorter texts are met by chance.
const TELLING: usize = 12;

/// What is secret by its name, without case and `_`.
const SECRET: [&str; 16] = [
    "customertoken",
    "privatekey",
    "apikey",
    "secret",
    "accountid",
    "appsecret",
    "key",
    "password",
    "totpsecret",
    "accesstoken",
    "otp",
    "pin",
    "cvv",
    "cardnumber",
    "cardno",
    "pan",
];

/// So much of an answer says which one it is.
const BEGINNING: usize = 200;

thread_local! {
    /// What this test sent and was answered.
    static PLANTED: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
}

/// What no error of this test may show from now on: what is secret in a body or in options.
pub fn plant_body(body: &[u8]) {
    for (kind, text) in secrets_in(body) {
        if PLANTED.with_borrow_mut(|planted| planted.insert(text.clone())) {
            keep_planted(kind, &text);
        }
    }
}

fn keep_planted(kind: &str, text: &str) {
    if is_telling(text) {
        keep("planted", kind, text);
    }
}

/// Whether other tests would not print a text by chance: not a word, a number or blanks.
fn is_telling(text: &str) -> bool {
    let has = |is: fn(&u8) -> bool| text.as_bytes().iter().any(&is);
    text.len() >= TELLING && has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic)
}

/// The body itself, and what its fields say is secret.
fn secrets_in(body: &[u8]) -> Vec<(&'static str, String)> {
    let text = String::from_utf8_lossy(body);
    let mut found = vec![("answer", text.get(..BEGINNING).unwrap_or(&text).to_owned())];
    // Many tests cut answers short, and what is cut is no JSON.
    if text.trim_end().ends_with(['}', ']'])
        && let Ok(value) = serde_json::from_str(&text)
    {
        secret_fields(&value, false, &mut found);
    }
    found.retain(|(_, text)| text.len() >= LEAST);
    found
}

fn secret_fields(value: &Value, is_secret: bool, found: &mut Vec<(&'static str, String)>) {
    match value {
        Value::String(text) if is_secret => found.push(("key", text.clone())),
        Value::Number(number) if is_secret => found.push(("key", number.to_string())),
        Value::Array(items) => {
            for item in items {
                secret_fields(item, is_secret, found);
            }
        }
        Value::Object(fields) => {
            for (name, value) in fields {
                let name = name.to_lowercase().replace('_', "");
                secret_fields(value, SECRET.contains(&name.as_str()), found);
            }
        }
        _ => {}
    }
}

/// Every form in which an error is written: by a caller, in a panic, as the cause of another.
fn forms(error: &Error) -> String {
    let failed: Result<(), _> = Err(error.clone());
    let boxed: Box<dyn std::error::Error> = Box::new(error.clone());
    format!(
        "{error}\n{error:?}\n{error:#?}\n{failed:?}\n{boxed}\n{boxed:?}\n\
         called `Result::unwrap()` on an `Err` value: {error:?}\n{:?}",
        boxed.source()
    )
}

/// Asserts that an error shows nothing that its test sent or was answered.
pub fn check(error: &Error) {
    let shown = forms(error);
    let words = error.issuer_words().filter(|words| words.len() >= TELLING);
    assert!(!words.is_some_and(|words| shown.contains(words)), "the issuer's words are shown");
    for (kind, secret) in error.body().map(secrets_in).unwrap_or_default() {
        assert!(!shown.contains(&secret), "a secret of the answer is shown: {error}");
        keep_planted(kind, &secret);
    }
    PLANTED.with_borrow(|planted| {
        let secret = planted.iter().find(|secret| shown.contains(secret.as_str()));
        assert!(secret.is_none(), "a secret is shown: {error}");
    });
    keep("seen", "error", &shown);
}

struct Kept {
    seen: File,
    planted: File,
    known: HashSet<String>,
}

/// The files that the search for secrets reads; none unless it is asked for.
fn kept() -> Option<&'static Mutex<Kept>> {
    static KEPT: OnceLock<Option<Mutex<Kept>>> = OnceLock::new();
    let open = || {
        let folder = std::env::var_os("CARDLATCH_REPORT")?;
        let stage = std::env::var("CARDLATCH_STAGE").ok()?;
        let file = |below: &str| {
            let folder = Path::new(&folder).join(below);
            std::fs::create_dir_all(&folder).ok()?;
            let name = format!("{stage}-rust-{}.jsonl", std::process::id());
            OpenOptions::new().create(true).append(true).open(folder.join(name)).ok()
        };
        let (seen, planted) = (file("seen")?, file("planted")?);
        Some(Mutex::new(Kept { seen, planted, known: HashSet::new() }))
    };
    KEPT.get_or_init(open).as_ref()
}

fn keep(what: &str, kind: &str, text: &str) {
    let Some(Ok(mut kept)) = kept().map(Mutex::lock) else { return };
    if kept.known.insert(format!("{what} {kind} {text}")) {
        let file = if what == "seen" { &mut kept.seen } else { &mut kept.planted };
        let line = format!("{}\n", json!([kind, text]));
        file.write_all(line.as_bytes()).expect("the report is written");
    }
}
