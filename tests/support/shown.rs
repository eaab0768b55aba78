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
fn kind_of(name: &str) -> Option<&'static str> {
    Some(match name.to_lowercase().replace('_', "").as_str() {
        "customertoken" | "accesstoken" => "token",
        "privatekey" => "private key",
        "apikey" | "key" | "accountid" => "key",
        "secret" | "appsecret" | "totpsecret" => "HMAC secret",
        "password" => "password",
        "otp" => "one-time code",
        "pin" | "oldpin" | "newpin" => "PIN",
        "cvv" | "cvv2" | "cvc" => "CVV",
        "pan" | "cardno" | "cardnumber" | "fullcardnumber" => "PAN",
        _ => return None,
    })
}

/// PINs and codes: they count where they stand alone.
fn is_short_number(text: &str) -> bool {
    (3..=8).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn shows(shown: &str, secret: &str) -> bool {
    if !is_short_number(secret) {
        return shown.contains(secret);
    }
    shown.split(|c: char| !c.is_alphanumeric()).any(|word| word == secret)
}

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
    if is_telling(text) || kind == "PIN" {
        keep("planted", kind, text);
    }
}

/// Whether other tests would not print a text by chance: not a word, a number or blanks.
fn is_telling(text: &str) -> bool {
    let has = |is: fn(&u8) -> bool| text.as_bytes().iter().any(&is);
    text.len() >= TELLING && has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic)
}

/// The body itself, and what its fields say is secret.
fn secrets_in(body: &[u8]) -> Found {
    let text = String::from_utf8_lossy(body);
    let mut found = vec![("answer", text.get(..BEGINNING).unwrap_or(&text).to_owned())];
    // Many tests cut answers short, and what is cut is no JSON.
    if text.trim_end().ends_with(['}', ']'])
        && let Ok(value) = serde_json::from_str(&text)
    {
        secret_fields(&value, None, &mut found);
    }
    found.retain(|(kind, text)| match *kind {
        "PIN" | "CVV" | "one-time code" => is_short_number(text),
        _ => text.len() >= LEAST,
    });
    found
}

type Found = Vec<(&'static str, String)>;

fn secret_fields(value: &Value, kind: Option<&'static str>, found: &mut Found) {
    match (value, kind) {
        (Value::String(text), Some(kind)) => found.push((kind, text.clone())),
        (Value::Number(number), Some(kind)) => found.push((kind, number.to_string())),
        (Value::Array(items), _) => {
            for item in items {
                secret_fields(item, kind, found);
            }
        }
        (Value::Object(fields), _) => {
            for (name, value) in fields {
                secret_fields(value, kind_of(name), found);
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
    keep("seen", "error", &shown);
    let words = error.issuer_words().filter(|words| words.len() >= TELLING);
    assert!(!words.is_some_and(|words| shown.contains(words)), "the issuer's words are shown");
    for (kind, secret) in error.body().map(secrets_in).unwrap_or_default() {
        keep_planted(kind, &secret);
        assert!(!shows(&shown, &secret), "a secret of the answer is shown: {kind}");
    }
    PLANTED.with_borrow(|planted| {
        let secret = planted.iter().find(|secret| shows(&shown, secret));
        assert!(secret.is_none(), "a secret is shown: {}", error.code().as_str());
    });
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
