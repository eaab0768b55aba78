//! Call by call and event by event: what the issuers' documents have, what of it is built, and how
//! many cases test it.
//!
//! `docs/coverage.md` holds it; `cargo xtask readme` writes it anew. The same goes to
//! `target/report/coverage.md`, which `cargo xtask test` prints.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "support/answers/mod.rs"]
#[allow(dead_code, reason = "only counted here; tests/answers.rs checks them")]
mod answers;
#[path = "support/documented.rs"]
mod documented;
#[path = "support/documented_events.rs"]
mod documented_events;
#[path = "support/golden_cases.rs"]
#[allow(dead_code, reason = "only counted here; tests/golden.rs renders them")]
mod golden_cases;
#[path = "support/payloads.rs"]
#[allow(dead_code, reason = "only counted here; tests/callbacks.rs delivers them")]
mod payloads;
#[path = "support/reads/mod.rs"]
#[allow(dead_code, reason = "only counted here; tests/reads.rs reads them")]
mod reads;

use std::collections::BTreeSet;
use std::env;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use cardlatch::issuers::{Operation, endpoint, issuer};
use cardlatch::{ErrorCode, IssuerId, capability};
use documented::{Built, DOCUMENTED, Documented};
use documented_events::{DocumentedEvent, EVENTS, Name};
use golden_cases::operations;
use payloads::{Payload, payloads};

// Calls

/// How an operation is tested.
#[derive(Default)]
struct Counts {
    golden: usize,
    answers: usize,
    /// The issuer says no, or cannot.
    refusals: usize,
    /// The answer is cut, contradicts itself or is none of the documents'.
    unbelieved: usize,
}

const REFUSALS: [ErrorCode; 6] = [
    ErrorCode::IssuerRejected,
    ErrorCode::Unauthorized,
    ErrorCode::Forbidden,
    ErrorCode::CardNotFound,
    ErrorCode::RateLimited,
    ErrorCode::IssuerUnavailable,
];

impl Counts {
    fn of(issuer: IssuerId, operation: Operation) -> Self {
        let is_it = |own: IssuerId, name: Operation| own == issuer && name == operation;
        let cases = golden_cases::CASES.iter();
        let golden = cases.filter(|case| is_it(case.issuer, case.operation)).count();
        let mut counts = Self { golden, ..Self::default() };
        let rows = reads::ALL.iter().flat_map(|rows| rows.iter());
        for row in rows.filter(|row| is_it(row.issuer, row.operation)) {
            counts.add(row.due);
        }
        let groups = answers::ALL.iter().flat_map(|groups| groups.iter());
        for group in groups.filter(|group| group.issuer == issuer) {
            if group.operations.contains(&operation) {
                group.rows.iter().for_each(|(_, _, due)| counts.add(due));
            }
        }
        counts
    }

    fn add(&mut self, due: &str) {
        let word = due.split(' ').next().unwrap_or_default();
        if REFUSALS.iter().any(|code| code.as_str() == word) {
            self.refusals += 1;
        } else if word == ErrorCode::UnexpectedAnswer.as_str() {
            self.unbelieved += 1;
        } else {
            self.answers += 1;
        }
    }
}

fn built(row: &Documented) -> Option<(&'static str, Counts)> {
    let Built::As(name) = row.built else { return None };
    let operation = Operation::from_text(name)?;
    endpoint(row.issuer, operation)?;
    Some((name, Counts::of(row.issuer, operation)))
}

fn line_of_call(row: &Documented) -> String {
    let became = match (built(row), row.built) {
        (Some((name, counts)), _) => {
            let Counts { golden, answers, refusals, unbelieved } = counts;
            format!("`{name}` | {golden} | {answers} | {refusals} | {unbelieved}")
        }
        (None, Built::Refused(reason)) => format!("refused: {reason} | | | |"),
        (None, Built::As(name)) => format!("NOT BUILT as {name} | | | |"),
    };
    format!("| {} | {} | {became} | {} |", row.issuer.as_str(), row.call, row.source)
}

fn calls() -> String {
    let refused = DOCUMENTED.iter().filter(|row| matches!(row.built, Built::Refused(_))).count();
    let mut text = format!(
        "{} documented calls: {} built as {} operations, {refused} refused. A golden request is written\n\
         down byte by byte. A refusal is an issuer's no; not believed is what contradicts itself or is\n\
         none of the documents' answers. Not counted are the other statuses without a body and\n\
         the answers that are cut or spoiled in `tests/answers.rs`.\n\n\
         | issuer | documented call | built as | golden requests | answers | refusals | not believed | source |\n\
         |---|---|---|---|---|---|---|---|\n",
        DOCUMENTED.len(),
        DOCUMENTED.len() - refused,
        IssuerId::ALL.iter().map(|id| issuer(*id).endpoints.len()).sum::<usize>(),
    );
    for row in DOCUMENTED {
        let _ = writeln!(text, "{}", line_of_call(row));
    }
    text
}

#[test]
fn every_documented_call_is_built_or_refused_with_its_reason() {
    for row in DOCUMENTED {
        match row.built {
            Built::As(name) => {
                assert!(
                    built(row).is_some(),
                    "{:?} {} is not built as {name}",
                    row.issuer,
                    row.call
                );
            }
            Built::Refused(reason) => assert!(!reason.is_empty(), "{:?} {}", row.issuer, row.call),
        }
    }
}

#[test]
fn every_operation_has_a_request_an_answer_and_a_refusal() {
    let mut lacking = Vec::new();
    for id in IssuerId::ALL {
        for (operation, _) in issuer(id).endpoints {
            let counts = Counts::of(id, *operation);
            for (what, count) in [
                ("golden request", counts.golden),
                ("answer", counts.answers),
                ("refusal", counts.refusals),
            ] {
                if count == 0 {
                    lacking.push(format!("{} {}: no {what}", id.as_str(), operation.as_str()));
                }
            }
        }
    }
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
}

#[test]
fn nothing_is_built_that_no_document_has() {
    for id in IssuerId::ALL {
        for (operation, _) in issuer(id).endpoints {
            let is_named = |row: &Documented| {
                let is_it = matches!(row.built, Built::As(name) if name == operation.as_str());
                row.issuer == id && is_it
            };
            assert!(DOCUMENTED.iter().any(is_named), "{id:?} {operation:?}");
        }
    }
}

#[test]
fn what_no_document_has_waits_for_consent() {
    for row in DOCUMENTED.iter().filter(|row| row.source.starts_with("observed")) {
        let Built::As(name) = row.built else { continue };
        let operation = Operation::from_text(name).expect("an operation");
        let endpoint = endpoint(row.issuer, operation).expect("an endpoint");
        assert!(endpoint.observed, "{:?} {name}", row.issuer);
    }
}

#[test]
fn no_call_is_listed_twice() {
    let mut seen = BTreeSet::new();
    for row in DOCUMENTED {
        let shared = row.call.starts_with("the same");
        let name = if shared { format!("{} {}", row.call, row.source) } else { row.call.into() };
        assert!(seen.insert((row.issuer.as_str(), name)), "{:?} {}", row.issuer, row.call);
    }
}

#[test]
fn an_action_is_offered_where_it_is_built() {
    for row in capability::CAPABILITIES {
        let is_built = endpoint(row.issuer, Operation::of(row.action)).is_some();
        assert_eq!(is_built, row.support != capability::Support::NotOffered, "{row:?}");
    }
}

// Events

/// What follows the word in what is told of an event.
const BEHIND_THE_WORD: [&str; 11] = [
    " card=",
    " task=",
    " action=",
    " state=",
    " status=",
    " amount=",
    " time=",
    " remarks=",
    " code=",
    " secret:",
    " extra=",
];

/// The issuer's word, as far as one was told.
fn word(payload: &Payload) -> Option<&str> {
    let (_, rest) = payload.told.split_once(" word=")?;
    let end = BEHIND_THE_WORD.iter().filter_map(|name| rest.find(name)).min();
    rest.get(..end.unwrap_or(rest.len()))
}

fn loosely(word: &str) -> String {
    word.replace(['_', ' '], "").to_ascii_lowercase()
}

fn is_of(payload: &Payload, event: &DocumentedEvent) -> bool {
    match event.name {
        Name::Word(own) => {
            payload.form.is_empty() && word(payload).map(loosely) == Some(loosely(own))
        }
        Name::Form(form) => payload.form == form,
        Name::Unreadable(_) => false,
    }
}

fn line_of_event(event: &DocumentedEvent) -> String {
    let all = payloads(event.issuer.as_str());
    let own: Vec<_> = all.iter().filter(|payload| is_of(payload, event)).collect();
    let mut kinds: Vec<String> = Vec::new();
    for payload in &own {
        let kind = format!("`{}`", payload.told.split(' ').next().unwrap_or_default());
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    let (name, became) = match event.name {
        Name::Word(word) => (format!("`{word}`"), kinds.join(", ")),
        Name::Form(form) => (format!("by its form: {form}"), kinds.join(", ")),
        Name::Unreadable(page) => {
            (page.to_owned(), "`other`, as every word that no readable page has".to_owned())
        }
    };
    let count = if own.is_empty() { String::new() } else { own.len().to_string() };
    format!("| {} | {name} | {became} | {count} | {} |", event.issuer.as_str(), event.source)
}

fn events() -> String {
    let all: Vec<_> = IssuerId::ALL.iter().flat_map(|id| payloads(id.as_str())).collect();
    let documented = |payload: &&Payload| EVENTS.iter().any(|event| is_of(payload, event));
    let count = all.iter().filter(documented).count();
    let mut text = format!(
        "{} documented events, tested with {count} payloads. {} further payloads are of words that no\n\
         document has, or of none.\n\n\
         | issuer | its word for the event | becomes | payloads | source |\n\
         |---|---|---|---|---|\n",
        EVENTS.len(),
        all.len() - count,
    );
    for event in EVENTS {
        let _ = writeln!(text, "{}", line_of_event(event));
    }
    text
}

#[test]
fn every_documented_event_has_a_payload() {
    for event in EVENTS.iter().filter(|event| !matches!(event.name, Name::Unreadable(_))) {
        let all = payloads(event.issuer.as_str());
        let line = line_of_event(event);
        assert!(all.iter().any(|payload| is_of(payload, event)), "{line}");
    }
}

#[test]
fn every_word_that_a_receiver_knows_is_listed() {
    let sources = [
        (IssuerId::Artha, include_str!("../src/callbacks/artha.rs")),
        (IssuerId::ArthaV1, include_str!("../src/callbacks/artha_v1.rs")),
        (IssuerId::Yativo, include_str!("../src/callbacks/yativo.rs")),
        (IssuerId::OpenApi, include_str!("../src/callbacks/open_api.rs")),
        (IssuerId::Ibanera, include_str!("../src/callbacks/ibanera.rs")),
    ];
    for (issuer, source) in sources {
        let (_, list) = source.split_once("words\\0").expect("a list of words");
        let (list, _) = list.split_once("\\0").expect("its end");
        let words = list.split_whitespace().filter_map(|entry| entry.split_once('='));
        let mut count = 0;
        for (word, _) in words {
            let is_it = |event: &DocumentedEvent| {
                let own = matches!(event.name, Name::Word(own) if loosely(own) == loosely(word));
                event.issuer == issuer && own
            };
            assert!(EVENTS.iter().any(is_it), "{issuer:?} {word}");
            count += 1;
        }
        assert!(count > 6, "{issuer:?} {count}");
    }
}

#[test]
fn a_form_of_a_payload_is_a_documented_one() {
    for id in IssuerId::ALL {
        for payload in payloads(id.as_str()).iter().filter(|payload| !payload.form.is_empty()) {
            let is_it = |event: &DocumentedEvent| event.issuer == id && is_of(payload, event);
            assert!(EVENTS.iter().any(is_it), "{id:?} {}", payload.form);
        }
    }
}

// The document

const HEAD: &str = "# What is covered\n\n\
    Every call and every event that the issuers' documents have, what became of it here, and how many\n\
    cases test it. `cargo xtask readme` writes this page from the tables in `tests/support`.\n";

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a writable folder");
}

#[test]
fn the_document_is_fresh() {
    let text = format!("{HEAD}\n## Calls\n\n{}\n## Events\n\n{}", calls(), events());
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    write(&root.join("target/report/coverage.md"), &text);
    let path = root.join("docs/coverage.md");
    if env::var_os("UPDATE_COVERAGE").is_some() {
        write(&path, &text);
    }
    let kept = fs::read_to_string(path).unwrap_or_default();
    assert!(kept == text, "docs/coverage.md is stale: run `cargo xtask readme`.");
}
