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
/// Shorter texts may stand by chance in what other tests print.
const TELLING: usize = 12;

/// What is secret by its name, without case and `_`.
const SECRET: [&str; 16] = [
    "customertoken", "privatekey", "apikey", "secret", "accountid", "appsecret", "key",
    "password", "totpsecret", "accesstoken", "otp", "pin", "cvv", "cardnumber", "cardno", "pan",
];

thread_local! {
    /// What this test sent and was answered.
    static PLANTED: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
}

/// A text that no error may show from now on, in this test.
fn plant(kind: &str, text: &str) {
    if text.len() < LEAST {
        return;
    }
    let is_new = PLANTED.with_borrow_mut(|planted| planted.insert(text.to_owned()));
    if is_new && text.len() >= TELLING {
        keep("planted", kind, text);
    }
}

/// A body, or options, and what is secret in them.
pub fn plant_body(body: &[u8]) {
    let text = String::from_utf8_lossy(body);
    plant("answer", &text);
    if let Ok(value) = serde_json::from_str(&text) {
        plant_fields(&value, false);
    }
}

fn plant_fields(value: &Value, is_secret: bool) {
    match value {
        Value::String(text) if is_secret => plant("key", text),
        Value::Number(number) if is_secret => plant("key", &number.to_string()),
        Value::Array(items) => items.iter().for_each(|item| plant_fields(item, is_secret)),
        Value::Object(fields) => {
            for (name, value) in fields {
                let name = name.to_lowercase().replace('_', "");
                plant_fields(value, SECRET.contains(&name.as_str()));
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
    if let Some(body) = error.body() {
        plant_body(body);
    }
    let words = error.issuer_words().filter(|words| words.len() >= TELLING);
    let shown = forms(error);
    assert!(!words.is_some_and(|words| shown.contains(words)), "the issuer's words are shown");
    PLANTED.with_borrow(|planted| {
        for secret in planted {
            assert!(!shown.contains(secret.as_str()), "a secret is shown: {error}");
        }
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
    let line = format!("{}\n", json!([kind, text]));
    if kept.known.insert(format!("{what}{line}")) {
        let file = if what == "seen" { &mut kept.seen } else { &mut kept.planted };
        file.write_all(line.as_bytes()).expect("the report is written");
    }
}
