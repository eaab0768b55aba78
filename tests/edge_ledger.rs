//! The ledger of native programs answers as `tests/support/ledger.json` says, and keeps its queue.

#![cfg(all(feature = "native", feature = "edge"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use cardlatch::callbacks::{Progress, Strength, Trust};
use cardlatch::edge::ledger::{
    AuditLine, Delivery, DeliveryKey, EntryState, Ledger, LedgerAsk, LedgerChange, LedgerEntry,
    MemoryLedger, RecordState, Reserved, Taken, Verdict,
};
use cardlatch::json::{JsonText, Limits, check};
use serde_json::{Map, Value, json};

const TABLE: &str = include_str!("support/ledger.json");
const ISSUER: &str = "main";

/// A member of the table as text.
fn text(told: &Value, name: &str) -> Option<String> {
    told[name].as_str().map(str::to_owned)
}

fn number(told: &Value, name: &str) -> u64 {
    told[name].as_u64().unwrap_or_else(|| panic!("{name} in {told}"))
}

/// An object of the table as the crate keeps it.
fn object(told: &Value) -> JsonText {
    if told.is_null() {
        return JsonText::default();
    }
    let text = told.to_string();
    let json = check(text.as_bytes(), Limits::default()).unwrap();
    JsonText::without(json, &[])
}

fn place(told: &Value) -> (String, String) {
    let key = text(told, "key").unwrap();
    match text(told, "card") {
        Some(card) => (format!("{key}~{ISSUER}~{card}"), format!("card:{ISSUER}:{card}")),
        None => (format!("{key}~{ISSUER}~"), format!("issue:{ISSUER}:{key}")),
    }
}

fn line(at: u64, outcome: &str) -> AuditLine {
    AuditLine {
        at_ms: at,
        who: "anna".to_owned(),
        what: "freeze".to_owned(),
        issuer: ISSUER.to_owned(),
        card_id: Some("card".to_owned()),
        operation: None,
        outcome: outcome.to_owned(),
        effect: None,
    }
}

fn ask(at: u64, told: &Value) -> LedgerAsk {
    let (operation, shard) = place(told);
    LedgerAsk {
        operation,
        shard,
        principal: text(told, "principal").unwrap(),
        issuer: ISSUER.to_owned(),
        card_id: text(told, "card"),
        action: text(told, "action").unwrap(),
        fingerprint: text(told, "fingerprint").unwrap(),
        now_ms: at,
        lease_ms: number(told, "leaseMs"),
        wait_ms: 0,
        keep_ms: number(told, "keepMs"),
        reconcile: told["reconcile"] == true,
    }
}

fn change(at: u64, told: &Value) -> LedgerChange {
    let (operation, shard) = place(told);
    LedgerChange {
        operation,
        shard,
        issuer: ISSUER.to_owned(),
        state: RecordState::from_text(&text(told, "state").unwrap()).unwrap(),
        outcome: object(&told["outcome"]),
        error: object(&told["error"]),
        task_id: text(told, "taskId"),
        created_ms: told["createdMs"].as_u64(),
        now_ms: at,
        keep_ms: number(told, "keepMs"),
        audit: text(told, "audit").map(|outcome| line(at, &outcome)),
    }
}

fn delivery(at: u64, told: &Value) -> Delivery {
    let strength = if told["strength"] == "id" { Strength::Id } else { Strength::Derived };
    let progresses = [Progress::Done, Progress::Failed, Progress::Pending, Progress::Unknown];
    let trusts = [Trust::Signed, Trust::Origin, Trust::ReadCardFirst];
    let is = |name: &str, word: &str| told[name].is_null() || told[name] == word;
    Delivery {
        issuer: ISSUER.to_owned(),
        key: text(told, "event").map(|text| DeliveryKey { text, strength }),
        card_id: text(told, "card"),
        task_id: text(told, "taskId"),
        action: text(told, "action"),
        progress: progresses.into_iter().find(|word| is("progress", word.as_str())).unwrap(),
        trust: trusts.into_iter().find(|word| is("trust", word.as_str())).unwrap(),
        now_ms: at,
        lease_ms: told["leaseMs"].as_u64().unwrap_or_default(),
    }
}

fn entry_value(entry: &LedgerEntry) -> Value {
    let mut value: Value = serde_json::from_str(&entry.json()).unwrap();
    value["key"] = entry.operation.split('~').next().into();
    value
}

fn entries_value(entries: &[LedgerEntry]) -> Value {
    entries.iter().map(entry_value).collect()
}

fn reserved_value(reserved: &Reserved) -> Value {
    let entry = reserved.entry.as_ref().map(entry_value);
    json!({ "verdict": reserved.verdict.as_str(), "entry": entry })
}

fn taken_value(taken: &Taken) -> Value {
    let (settled, open) = (entries_value(&taken.settled), entries_value(&taken.open));
    json!({ "state": taken.state.as_str(), "settled": settled, "open": open })
}

/// Compares what stands in the table, and nothing else.
fn like(actual: &Value, expected: &Value, path: &str) {
    match expected {
        Value::Array(parts) => {
            let length = actual.as_array().map(Vec::len);
            assert_eq!(length, Some(parts.len()), "{path}: {actual}");
            for (at, part) in parts.iter().enumerate() {
                like(&actual[at], part, &format!("{path}.{at}"));
            }
        }
        Value::Object(parts) => {
            assert!(actual.is_object(), "{path} is {actual}");
            for (name, part) in parts {
                like(&actual[name], part, &format!("{path}.{name}"));
            }
        }
        _ => assert_eq!(actual, expected, "{path}"),
    }
}

fn trail(ledger: &MemoryLedger) -> Value {
    ledger.lines().into_iter().map(|line| Value::from(line.outcome)).collect()
}

/// What the ledger gives for one step, in the table's form; nothing where the table does not say.
fn given(ledger: &MemoryLedger, name: &str, at: u64, told: &Value) -> Value {
    match name {
        "reserve" => reserved_value(&ledger.reserve(&ask(at, told)).unwrap()),
        "record" => ledger.record(&change(at, told)).unwrap().as_ref().map(entry_value).into(),
        "find" => {
            let (operation, shard) = place(told);
            ledger.find(&operation, &shard, at).unwrap().as_ref().map(entry_value).into()
        }
        "take" => taken_value(&ledger.take(&delivery(at, told)).unwrap()),
        "keep" => {
            let taken = delivery(number(told, "takenAt"), told);
            ledger.keep(&taken, told["handled"] == true).unwrap();
            Value::Null
        }
        "audit" => {
            ledger.audit(&line(at, told.as_str().unwrap())).unwrap();
            Value::Null
        }
        "expire" => {
            ledger.expire(at).unwrap();
            Value::Null
        }
        "trail" => trail(ledger),
        other => panic!("no such step: {other}"),
    }
}

/// What a step says, with the defaults for what it leaves out.
fn filled(defaults: &Value, name: &str, told: &Value) -> Value {
    let Value::Object(own) = told else {
        return told.clone();
    };
    let mut all: Map<String, Value> = defaults[name].as_object().cloned().unwrap_or_default();
    all.extend(own.clone());
    Value::Object(all)
}

#[test]
fn the_ledger_answers_as_the_table_says() {
    let table: Value = serde_json::from_str(TABLE).unwrap();
    let cases = table["cases"].as_array().unwrap();
    assert!(cases.len() > 20);
    for case in cases {
        let ledger = MemoryLedger::new();
        for (number_of_step, step) in case["steps"].as_array().unwrap().iter().enumerate() {
            let path = format!("{}, step {number_of_step}", case["name"]);
            let is_step = |name: &&String| !["at", "gives"].contains(&name.as_str());
            let name = step.as_object().unwrap().keys().find(is_step).unwrap();
            let told = filled(&table["defaults"], name, &step[name]);
            let given = given(&ledger, name, number(step, "at"), &told);
            let expected = if name == "trail" { Some(&step[name]) } else { step.get("gives") };
            if let Some(expected) = expected {
                like(&given, expected, &path);
            }
        }
    }
}

fn plain_ask(key: &str, wait_ms: u64) -> LedgerAsk {
    let told = json!({
        "key": key, "card": "card", "principal": "anna", "action": "freeze", "fingerprint": "f1",
        "leaseMs": 60_000, "keepMs": 600_000,
    });
    LedgerAsk { wait_ms, ..ask(0, &told) }
}

fn ended(key: &str, state: &str) -> LedgerChange {
    change(0, &json!({ "key": key, "card": "card", "state": state, "keepMs": 600_000 }))
}

#[test]
fn of_many_threads_with_one_key_one_goes() {
    let ledger = Arc::new(MemoryLedger::new());
    let threads: Vec<_> = (0..32)
        .map(|_| {
            let ledger = Arc::clone(&ledger);
            thread::spawn(move || ledger.reserve(&plain_ask("a", 60_000)).unwrap().verdict)
        })
        .collect();
    let verdicts: Vec<_> = threads.into_iter().map(|thread| thread.join().unwrap()).collect();
    assert_eq!(verdicts.iter().filter(|verdict| **verdict == Verdict::Go).count(), 1);
    assert_eq!(verdicts.iter().filter(|verdict| **verdict == Verdict::Running).count(), 31);
}

#[test]
fn threads_with_different_keys_run_one_after_another() {
    let ledger = Arc::new(MemoryLedger::new());
    let running = Arc::new(AtomicUsize::new(0));
    let threads: Vec<_> = (0..32)
        .map(|number| {
            let (ledger, running) = (Arc::clone(&ledger), Arc::clone(&running));
            thread::spawn(move || {
                let key = format!("k{number}");
                assert_eq!(ledger.reserve(&plain_ask(&key, 60_000)).unwrap().verdict, Verdict::Go);
                assert_eq!(running.fetch_add(1, Ordering::SeqCst), 0, "another runs");
                thread::yield_now();
                running.fetch_sub(1, Ordering::SeqCst);
                ledger.record(&ended(&key, "done")).unwrap();
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
}

#[test]
fn who_waits_goes_when_the_lease_is_over() {
    let ledger = MemoryLedger::new();
    ledger.reserve(&LedgerAsk { lease_ms: 20, ..plain_ask("a", 0) }).unwrap();
    let next = ledger.reserve(&plain_ask("b", 60_000)).unwrap();
    assert_eq!(next.verdict, Verdict::Go);
    assert!(next.entry.unwrap().created_ms >= 20);
    let (operation, shard) = place(&json!({ "key": "a", "card": "card" }));
    let before = ledger.find(&operation, &shard, 20).unwrap().unwrap();
    assert_eq!(before.state, EntryState::Unknown);
}

#[test]
fn a_wait_ends_with_busy() {
    let ledger = MemoryLedger::new();
    ledger.reserve(&plain_ask("a", 0)).unwrap();
    assert_eq!(ledger.reserve(&plain_ask("b", 10)).unwrap().verdict, Verdict::Busy);
    ledger.record(&ended("a", "done")).unwrap();
    assert_eq!(ledger.reserve(&plain_ask("b", 0)).unwrap().verdict, Verdict::Go);
}

#[test]
fn a_full_ledger_refuses_what_is_new_and_forgets_nothing_in_force() {
    let ledger = MemoryLedger::new();
    let on_own_card = |number: usize| LedgerAsk {
        operation: format!("k~main~{number}"),
        shard: format!("card:main:{number}"),
        ..plain_ask("k", 0)
    };
    for number in 0..50_000 {
        assert_eq!(ledger.reserve(&on_own_card(number)).unwrap().verdict, Verdict::Go);
    }
    assert!(ledger.reserve(&on_own_card(50_000)).is_err());
    assert_eq!(ledger.reserve(&on_own_card(0)).unwrap().verdict, Verdict::Running);
    let late = LedgerAsk { now_ms: 660_000, ..on_own_card(50_000) };
    assert_eq!(ledger.reserve(&late).unwrap().verdict, Verdict::Go, "what is over makes room");
}
