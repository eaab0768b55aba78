//! Searches all that the tests saw for all that they planted.

use super::context::Context;
use super::counts::Counts;
use super::search::Search;
use super::seen::{self, Record};
use anyhow::{Result, bail};
use std::collections::{BTreeMap, HashMap};

/// What there must be once a stage has run: a search of nothing finds nothing.
const DUE: &[(&str, &[(&str, &str)])] = &[
    (
        "package",
        &[
            ("package-node", "event"),
            ("package-node", "log line"),
            ("package-node", "error"),
            ("package-workerd", "event"),
            ("package-workerd", "log line"),
            ("package-workerd", "error"),
            ("package-workerd", "console"),
            ("package-chromium", "event"),
            ("package-chromium", "log line"),
            ("package-chromium", "error"),
            ("package-chromium", "console"),
            ("package", "output"),
        ],
    ),
    (
        "faults",
        &[
            ("faults-node", "event"),
            ("faults-node", "error"),
            ("faults-workerd", "event"),
            ("faults-workerd", "error"),
            ("faults-chromium", "event"),
            ("faults-chromium", "error"),
        ],
    ),
    (
        "edge",
        &[
            ("edge-node", "answer"),
            ("edge-node", "audit line"),
            ("edge-workerd", "answer"),
            ("edge-workerd", "audit line"),
            ("edge-workerd", "console"),
            ("edge-workerd", "ledger"),
        ],
    ),
    ("native", &[("native-rust", "error"), ("native", "output")]),
    ("sandbox", &[("sandbox-server", "server log"), ("sandbox", "output")]),
    ("fuzz", &[("fuzz", "output")]),
];

pub fn run(cx: &mut Context) -> Result<Counts> {
    let planted = seen::planted(&cx.ws)?;
    let records = seen::records(&cx.ws)?;
    if planted.is_empty() || records.is_empty() {
        bail!("Nothing was seen or planted: run the stage `package` or `native` before this one.");
    }
    let search = Search::new(&planted);
    tell("records", records.iter().map(|record| format!("{}: {}", record.place, record.kind)));
    tell("secrets", planted.iter().map(|planted| planted.kind.clone()));
    let missing = missing(&cx.ran, &records);
    for (place, kind) in &missing {
        println!("   There is no {kind} of {place}.");
    }
    let hits = hits(&search, &records);
    for ((file, kind, secret), count) in &hits {
        println!("   {file}: {count} of kind {kind} show a secret: {secret}");
    }
    let shown: usize = hits.values().sum();
    cx.note(format!(
        "{} records, {} secrets in {} pieces, {shown} hits.",
        records.len(),
        planted.len(),
        search.len()
    ));
    let failed = shown + missing.len();
    Ok(Counts { passed: usize::from(failed == 0), failed })
}

/// How many there are of each name.
fn tell(what: &str, names: impl Iterator<Item = String>) {
    let mut counts = BTreeMap::<String, usize>::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    println!("   {what}:");
    for (name, count) in counts {
        println!("   {count:>8} {name}");
    }
}

/// What the stages of this run should have left.
fn missing(ran: &[&str], records: &[Record]) -> Vec<(&'static str, &'static str)> {
    let ran = DUE.iter().filter(|(stage, _)| ran.contains(stage));
    let due = ran.flat_map(|(_, due)| due.iter().copied());
    due.filter(|due| !records.iter().any(|own| (own.place.as_str(), own.kind.as_str()) == *due))
        .collect()
}

type Hits<'a> = BTreeMap<(&'a str, &'a str, &'a str), usize>;

/// Where a secret is shown: the file, the kind of record and the kind of secret, never the secret.
fn hits<'a>(search: &'a Search, records: &'a [Record]) -> Hits<'a> {
    let mut known = HashMap::new();
    let mut hits = Hits::new();
    for Record { file, kind, text, .. } in records {
        let found = known.entry((kind, text)).or_insert_with(|| search.kinds_in(kind, text));
        for secret in found.iter() {
            *hits.entry((file, kind, secret)).or_default() += 1;
        }
    }
    hits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test::seen::Planted;

    fn record(place: &str, kind: &str, text: &str) -> Record {
        let own = |text: &str| text.to_owned();
        Record { file: own("a-1.jsonl"), place: own(place), kind: own(kind), text: own(text) }
    }

    #[test]
    fn a_stage_that_ran_must_have_left_every_kind() {
        let records = [record("native-rust", "error", "e")];
        assert_eq!(missing(&["native"], &records), [("native", "output")]);
        assert_eq!(missing(&["fmt", "secrets"], &records), []);
        assert_eq!(missing(&["package"], &records).len(), 12);
    }

    #[test]
    fn each_record_that_shows_a_secret_counts() {
        let planted = [Planted { kind: "token".to_owned(), value: "token-12345".to_owned() }];
        let records = ["a token-12345", "a token-12345", "none"];
        let records = records.map(|text| record("package-node", "event", text));
        let search = Search::new(&planted);
        let found = hits(&search, &records);
        assert_eq!(found.into_iter().collect::<Vec<_>>(), [(("a-1.jsonl", "event", "token"), 2)]);
    }
}
