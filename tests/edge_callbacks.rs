//! What issuers send on their own: claimed once, handed over until somebody took it.

#![cfg(all(feature = "native", feature = "crypto", feature = "edge"))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

#[path = "support/edge.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod edge;

use cardlatch::edge::ledger::EntryState;
use cardlatch::edge::{Answer, Command};
use edge::{Bench, body};
use serde_json::{Value, json};

const FREEZE: &str = "/cards/c-1/freeze";

fn event(trust: &str, progress: &str) -> Value {
    json!({
        "issuer": "artha", "kind": "action.completed", "trust": trust, "progress": progress,
        "cardId": "c-1", "taskId": "t-1", "action": "freeze",
        "key": { "text": "k-1", "strength": "id" }, "remarks": "PAN 4111111111111111", "extra": { "pin": "1234" },
    })
}

fn deliver(bench: &mut Bench, event: Option<Value>) -> Answer {
    bench.event = event.map(|event| event.to_string());
    bench.send(
        "POST",
        "/callbacks/main/path-secret",
        &[("cookie", "a=b"), ("content-type", "text/plain")],
        b"whatever",
    )
}

fn accepted() -> Bench {
    let mut bench = Bench::new();
    bench.ends = vec![Ok(r#"{"action":"freeze","cardId":"c-1","result":"accepted","confirmed":false,"taskId":"t-1"}"#.to_owned())];
    assert_eq!(bench.post(FREEZE, "{}").status, 202);
    bench
}

#[test]
fn a_callback_settles_what_it_answers() {
    for (progress, state) in [("done", EntryState::Done), ("failed", EntryState::Failed)] {
        let mut bench = accepted();
        let answer = deliver(&mut bench, Some(event("signed", progress)));
        assert_eq!(
            bench.log,
            ["callback", "take", "audit", "handle", "keep"],
            "nobody is asked who it is"
        );
        assert_eq!((answer.status, answer.body.as_str()), (200, "OK"));
        assert_eq!(answer.header("content-type"), Some("text/plain"));
        assert_eq!(bench.state(), Some(state));
        let line = bench.ledger.lines.borrow().last().unwrap().clone();
        assert_eq!(
            (line.what.as_str(), line.who.as_str(), line.outcome.as_str()),
            ("callback", "main", state.as_str())
        );
        assert!(line.operation.is_some());
        let again = bench.post(FREEZE, "{}");
        let told = body(&again);
        if state == EntryState::Done {
            assert_eq!(
                (again.status, &told["result"], &told["confirmed"]),
                (200, &json!("completed"), &json!(true))
            );
        } else {
            assert_eq!(
                (again.status, &told["code"], &told["effect"]),
                (422, &json!("issuer_rejected"), &json!("none"))
            );
            assert_eq!(
                (&told["title"], &told["action"]),
                (&json!("The issuer said no."), &json!("freeze"))
            );
        }
        assert!(!bench.kept().contains("4111") && !bench.kept().contains("1234"));
    }
}

#[test]
fn news_of_money_ends_no_operation() {
    for kind in ["transaction", "fee", "refund", "kyc", "threeds.code", "other"] {
        let mut bench = accepted();
        let mut told = event("signed", "done");
        told["kind"] = kind.into();
        assert_eq!(deliver(&mut bench, Some(told)).status, 200);
        assert_eq!(bench.state(), Some(EntryState::Accepted), "{kind}");
    }
}

#[test]
fn a_callback_is_handled_once() {
    let mut bench = accepted();
    deliver(&mut bench, Some(event("signed", "done")));
    let answer = deliver(&mut bench, Some(event("signed", "done")));
    assert_eq!(bench.log, ["callback", "take"]);
    assert_eq!((answer.status, answer.body.as_str()), (200, "OK"), "the issuer is told the same");
}

#[test]
fn what_is_not_handled_comes_again() {
    for fail in ["", "handle", "keep"] {
        let mut bench = accepted();
        bench.is_handled = false;
        bench.failing = vec![fail];
        let answer = deliver(&mut bench, Some(event("signed", "done")));
        assert_eq!((answer.status, answer.body.as_str()), (503, ""), "{fail}");
        assert_eq!(answer.header("retry-after"), Some("30"));
        let Some(Command::Keep { handled, .. }) = bench.asked.last() else { panic!("not told") };
        assert!(!handled);
        if fail == "keep" {
            continue;
        }
        (bench.is_handled, bench.failing) = (true, Vec::new());
        assert_eq!(deliver(&mut bench, Some(event("signed", "done"))).status, 200);
        assert!(bench.log.contains(&"handle"));
    }
    let mut bench = accepted();
    bench.failing = vec!["take"];
    assert_eq!(deliver(&mut bench, Some(event("signed", "done"))).status, 503);
    assert_eq!(bench.log, ["callback", "take"], "nothing is handled that nobody claimed");
    bench.failing.clear();
    bench.ledger.claims.borrow_mut().insert("k-1".to_owned(), false);
    assert_eq!(
        deliver(&mut bench, Some(event("signed", "done"))).status,
        503,
        "somebody handles it now"
    );
    bench.ledger.claims.borrow_mut().clear();
    bench.failing = vec!["keep", "audit"];
    assert_eq!(deliver(&mut bench, Some(event("signed", "done"))).status, 200, "it was handled");
}

#[test]
fn a_callback_that_is_none_gets_the_receivers_reply() {
    let mut bench = accepted();
    let answer = deliver(&mut bench, None);
    assert_eq!((bench.log.as_slice(), answer.status), (&["callback"][..], 200));
    assert_eq!(bench.state(), Some(EntryState::Accepted));
    bench.failing = vec!["callback"];
    assert_eq!(deliver(&mut bench, None).status, 500);
    let answer = bench.send("POST", "/callbacks/other", &[], b"");
    assert_eq!((answer.status, bench.log.len()), (404, 0));
    assert_eq!(bench.send("GET", "/callbacks/main", &[], b"").status, 405);
}

#[test]
fn a_callback_that_is_early_settles_with_the_answer() {
    let mut bench = Bench::new();
    deliver(&mut bench, Some(event("signed", "done")));
    bench.ends = vec![Ok(r#"{"action":"freeze","cardId":"c-1","result":"accepted","confirmed":false,"taskId":"t-1"}"#.to_owned())];
    let answer = bench.post(FREEZE, "{}");
    assert_eq!((answer.status, &body(&answer)["result"]), (200, &json!("completed")));
    assert_eq!(answer.header("location"), None);
    let mut bench = Bench::new();
    deliver(&mut bench, Some(event("origin", "failed")));
    bench.ends = vec![Ok(r#"{"action":"freeze","cardId":"c-1","result":"accepted","confirmed":false,"taskId":"t-1"}"#.to_owned())];
    let answer = bench.post(FREEZE, "{}");
    assert_eq!((answer.status, &body(&answer)["code"]), (422, &json!("issuer_rejected")));
}

#[test]
fn what_anybody_may_have_sent_is_only_a_reason_to_read() {
    let read =
        |verdict: &str| Ok(format!(r#"{{"verdict":"{verdict}","card":{{"state":"frozen"}}}}"#));
    let mut bench = accepted();
    bench.verdicts = vec![read("done")];
    deliver(&mut bench, Some(event("read_card_first", "failed")));
    assert_eq!(bench.log, ["callback", "take", "reconcile", "record", "handle", "keep"]);
    assert_eq!(bench.state(), Some(EntryState::Done), "the card says more than the callback");
    for verdict in [read("not_done"), read("unknown"), edge::failed("network", "none")] {
        let mut bench = accepted();
        bench.verdicts = vec![verdict];
        deliver(&mut bench, Some(event("read_card_first", "failed")));
        assert_eq!(bench.log, ["callback", "take", "reconcile", "handle", "keep"]);
        assert_eq!(bench.state(), Some(EntryState::Accepted), "it may still be on its way");
    }
    let mut bench = accepted();
    (bench.verdicts, bench.failing) = (vec![read("done")], vec!["record"]);
    assert_eq!(deliver(&mut bench, Some(event("read_card_first", "done"))).status, 200);
    let mut unheard = event("somebody", "done");
    unheard["key"] = Value::Null;
    let mut bench = accepted();
    deliver(&mut bench, Some(unheard));
    assert!(bench.log.contains(&"reconcile"), "an unknown trust is none");
    assert_eq!(bench.state(), Some(EntryState::Accepted));
}

#[test]
fn a_word_that_is_believed_settles_what_was_lost() {
    let lost = |action: &str| {
        let mut bench = Bench::new();
        bench.ends = vec![edge::failed("timeout", "unknown")];
        bench.post(&format!("/cards/c-1/{action}"), "{}");
        assert_eq!(bench.state(), Some(EntryState::Unknown));
        bench
    };
    let mut bench = lost("freeze");
    deliver(&mut bench, Some(event("signed", "done")));
    assert_eq!(bench.log, ["callback", "take", "record", "audit", "handle", "keep"]);
    assert_eq!(bench.state(), Some(EntryState::Done));
    let told = bench.asked.iter().find_map(|command| match command {
        Command::Handle { issuer, operations } => Some((issuer.clone(), operations.clone())),
        _ => None,
    });
    let (issuer, operations) = told.unwrap();
    assert_eq!((issuer.as_str(), operations.len()), ("main", 1));
    assert_eq!(operations[0].state, EntryState::Done);
    assert_eq!(body(&bench.post(FREEZE, "{}"))["result"], "completed");
    // That it failed may be about another try, and another action or amount says nothing.
    for (action, trust, progress) in [
        ("freeze", "signed", "failed"),
        ("unfreeze", "signed", "done"),
        ("set-pin", "signed", "done"),
    ] {
        let mut bench = lost(action);
        let mut told = event(trust, progress);
        told["taskId"] = json!("t-9");
        if action == "set-pin" {
            told["action"] = json!("setPin");
        }
        deliver(&mut bench, Some(told));
        assert_eq!(bench.state(), Some(EntryState::Unknown), "{action} {progress}");
    }
}
