//! Call by call: what the issuers' documents have, and what of it is built, with how many requests
//! and answers it is tested.
//!
//! The table goes to `target/report/coverage.md`, and `cargo xtask test` prints it.

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
#[path = "support/golden_cases.rs"]
#[allow(dead_code, reason = "only counted here; tests/golden.rs renders them")]
mod golden_cases;
#[path = "support/reads/mod.rs"]
#[allow(dead_code, reason = "only counted here; tests/reads.rs reads them")]
mod reads;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use cardlatch::issuers::{Operation, endpoint, issuer};
use cardlatch::{IssuerId, capability};
use documented::{Built, DOCUMENTED, Documented};
use golden_cases::operations;

/// How an operation is tested: golden requests, answers, refusals.
struct Counts {
    golden: usize,
    answers: usize,
    refusals: usize,
}

fn counts(issuer: IssuerId, operation: Operation) -> Counts {
    let is_it = |own: IssuerId, name: Operation| own == issuer && name == operation;
    let golden = golden_cases::CASES.iter().filter(|case| is_it(case.issuer, case.operation));
    let rows = reads::ALL.iter().flat_map(|rows| rows.iter());
    let rows = rows.filter(|row| is_it(row.issuer, row.operation));
    let (answers, refusals): (Vec<_>, Vec<_>) =
        rows.map(|row| row.due.starts_with('{')).partition(|is_answer| *is_answer);
    Counts { golden: golden.count(), answers: answers.len(), refusals: refusals.len() }
}

fn built(row: &Documented) -> Option<(&'static str, Counts)> {
    let Built::As(name) = row.built else { return None };
    let operation = Operation::from_text(name)?;
    endpoint(row.issuer, operation)?;
    Some((name, counts(row.issuer, operation)))
}

fn line(row: &Documented) -> String {
    let became = match (built(row), row.built) {
        (Some((name, counts)), _) => {
            format!("`{name}` | {} | {} | {}", counts.golden, counts.answers, counts.refusals)
        }
        (None, Built::Refused(reason)) => format!("refused: {reason} | | |"),
        (None, Built::As(name)) => format!("NOT BUILT as {name} | | |"),
    };
    format!("| {} | {} | {became} | {} |", row.issuer.as_str(), row.call, row.source)
}

fn write_report() {
    let refused = DOCUMENTED.iter().filter(|row| matches!(row.built, Built::Refused(_))).count();
    let mut text = format!(
        "{} documented calls: {} built as {} operations, {refused} refused. Answers and refusals \
         are those of tests/support/reads; tests/answers.rs has those that all calls share, and \
         those of actions and logins.\n\n\
         | issuer | documented call | built as | golden requests | answers | refusals | source |\n\
         |---|---|---|---|---|---|---|\n",
        DOCUMENTED.len(),
        DOCUMENTED.len() - refused,
        IssuerId::ALL.iter().map(|id| issuer(*id).endpoints.len()).sum::<usize>(),
    );
    for row in DOCUMENTED {
        let _ = writeln!(text, "{}", line(row));
    }
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/report");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("coverage.md"), text).expect("a writable folder");
}

#[test]
fn every_documented_call_is_built_or_refused_with_its_reason() {
    // Before the checks, so that the table shows what they find.
    write_report();
    for row in DOCUMENTED {
        match row.built {
            Built::As(name) => {
                let (_, counts) = built(row).unwrap_or_else(|| {
                    panic!("{:?} {} is not built as {name}", row.issuer, row.call)
                });
                assert!(counts.golden > 0, "{:?} {} has no golden request", row.issuer, row.call);
            }
            Built::Refused(reason) => assert!(!reason.is_empty(), "{:?} {}", row.issuer, row.call),
        }
    }
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
