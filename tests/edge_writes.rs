//! What changes something: once per key, and told truly whatever fails.

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

use cardlatch::edge::Command;
use cardlatch::edge::ledger::{EntryState, RecordState};
use edge::{Bench, KEY, ORIGIN, body, code, completed, failed, settings};
use serde_json::json;

const FREEZE: &str = "/cards/c-1/freeze";

fn accepted() -> String {
    r#"{"issuer":"yativo","action":"freeze","cardId":"c-1","result":"accepted","confirmed":false,"taskId":"t-1","remarks":"<script>","extra":{"a":1}}"#.to_owned()
}

#[allow(clippy::unnecessary_wraps, reason = "what a client ends with")]
fn verdict(word: &str) -> edge::Ended {
    Ok(format!(
        r#"{{"action":"freeze","cardId":"c-1","verdict":"{word}","card":{{"state":"frozen","issuerWord":"<b>"}}}}"#
    ))
}

#[test]
fn an_accepted_action_is_a_place_to_look() {
    let mut bench = Bench::new();
    bench.ends = vec![Ok(accepted())];
    let answer = bench.post(FREEZE, "{}");
    let told = body(&answer);
    let id = told["operation"].as_str().unwrap().to_owned();
    assert_eq!(answer.status, 202);
    assert_eq!(answer.header("location").unwrap(), format!("/api/operations/{id}"));
    assert_eq!(
        told,
        json!({ "issuer": "yativo", "action": "freeze", "cardId": "c-1", "result": "accepted", "confirmed": false, "taskId": "t-1", "operation": id })
    );
    let looked = body(&bench.get(&format!("/operations/{id}")));
    assert_eq!(bench.log, ["authenticate", "rateLimit", "find"]);
    assert_eq!(
        (&looked["state"], &looked["outcome"]["result"]),
        (&json!("accepted"), &json!("accepted"))
    );
    let by_key = [("origin", ORIGIN), ("idempotency-key", KEY)];
    let found = bench.send("GET", "/operations?card=c-1", &by_key, b"");
    assert_eq!(bench.log, ["authenticate", "rateLimit", "hash", "find"]);
    assert_eq!(body(&found), looked);
    assert_eq!(code(&bench.get("/operations?card=c-1")), (428, "key_required".to_owned()));
    bench.principal = Some("bob".to_owned());
    assert_eq!(code(&bench.get(&format!("/operations/{id}"))), (404, "not_found".to_owned()));
    assert_eq!(code(&bench.send("GET", "/operations?card=c-1", &by_key, b"")).0, 404);
    for odd in ["x~main~c-1", &format!("{}~other~c-1", "a".repeat(32)), &"a".repeat(32)] {
        assert_eq!(code(&bench.get(&format!("/operations/{odd}"))).0, 404, "{odd}");
        assert_eq!(bench.log, ["authenticate"]);
    }
}

#[test]
fn an_operation_is_told_as_it_goes_on() {
    let mut bench = Bench::new();
    bench.ends = vec![Ok(accepted())];
    let id = body(&bench.post(FREEZE, "{}"))["operation"].as_str().unwrap().to_owned();
    let headers = [("origin", ORIGIN), ("accept", "text/html, text/event-stream;q=0.9")];
    let answer = bench.send("GET", &format!("/operations/{id}"), &headers, b"");
    let stream = answer.stream.clone().unwrap();
    assert_eq!((stream.operation.as_str(), stream.shard.as_str()), (id.as_str(), "card:main:c-1"));
    assert_eq!(answer.header("content-type"), Some("text/event-stream"));
    let start = format!("event: operation\nid: 1000000\ndata: {{\"id\":\"{id}\"");
    assert!(answer.body.starts_with(&start) && answer.body.ends_with("}\n\n"), "{}", answer.body);
    assert_eq!(answer.body.matches('\n').count(), 4, "one event");
    for entry in bench.ledger.entries.borrow_mut().values_mut() {
        entry.state = EntryState::Done;
    }
    let answer = bench.send("GET", &format!("/operations/{id}"), &headers, b"");
    assert_eq!(answer.stream, None, "nothing follows what is final");
}

#[test]
fn a_new_card_has_its_own_place() {
    let mut bench = Bench::new();
    let answer = bench.post("/cards", r#"{"type":"virtual"}"#);
    assert_eq!(answer.status, 200);
    let entry = bench.ledger.entries.borrow().values().next().unwrap().clone();
    assert!(entry.operation.ends_with("~main~") && entry.card_id.is_none());
    assert_eq!(entry.shard, format!("issue:main:{}", &entry.operation[..32]));
    let found =
        bench.send("GET", "/operations", &[("origin", ORIGIN), ("idempotency-key", KEY)], b"");
    assert_eq!(body(&found)["id"], entry.operation.as_str());
    let by_id = bench.get(&format!("/operations/{}", entry.operation));
    assert_eq!(by_id.body, found.body);
}

#[test]
fn the_same_key_is_the_same_order() {
    for end in
        [completed("freeze"), accepted(), completed("freeze").replace("completed", "already")]
    {
        let mut bench = Bench::new();
        bench.ends = vec![Ok(end)];
        let first = bench.post(FREEZE, r#"{"a":1,"b":"x"}"#);
        assert_eq!(first.header("idempotency-replayed"), None);
        let again = bench.post(FREEZE, r#" { "b" : "x", "a" : 1 } "#);
        assert_eq!((again.status, &again.body), (first.status, &first.body));
        assert_eq!(again.header("idempotency-replayed"), Some("true"));
        assert_eq!(again.header("location"), first.header("location"));
        assert_eq!(bench.log.last(), Some(&"reserve"));
        let other = bench.post(FREEZE, r#"{"a":2,"b":"x"}"#);
        assert_eq!(code(&other), (422, "key_reused".to_owned()));
        assert_eq!(code(&bench.post("/cards/c-1/unfreeze", r#"{"a":1,"b":"x"}"#)).0, 422);
        assert_eq!(bench.calls.len(), 1);
        bench.principal = Some("bob".to_owned());
        assert_eq!(bench.post(FREEZE, r#"{"a":2}"#).status, 200, "another's key is another key");
        assert_eq!(bench.calls.len(), 2);
    }
}

#[test]
fn every_failure_ends_where_it_belongs() {
    let cases: [(&str, &str, u16, Option<EntryState>, RecordState); 19] = [
        ("invalid_input", "none", 400, None, RecordState::Free),
        ("sign_image_required", "none", 400, None, RecordState::Free),
        ("image_too_large", "none", 400, None, RecordState::Free),
        ("unsupported_action", "none", 422, None, RecordState::Free),
        ("rate_limited", "none", 429, None, RecordState::Free),
        ("unauthorized", "none", 502, None, RecordState::Free),
        ("forbidden", "none", 502, None, RecordState::Free),
        ("network", "none", 502, None, RecordState::Free),
        ("aborted", "none", 503, None, RecordState::Free),
        ("configuration", "none", 500, None, RecordState::Free),
        ("insecure_url", "none", 500, None, RecordState::Free),
        ("card_not_found", "none", 404, Some(EntryState::Failed), RecordState::Failed),
        ("issuer_rejected", "none", 422, Some(EntryState::Failed), RecordState::Failed),
        ("not_confirmed", "none", 502, Some(EntryState::Failed), RecordState::Failed),
        ("issuer_rejected", "unknown", 422, Some(EntryState::Unknown), RecordState::Unknown),
        ("timeout", "unknown", 504, Some(EntryState::Unknown), RecordState::Unknown),
        ("network", "unknown", 502, Some(EntryState::Unknown), RecordState::Unknown),
        ("network", "", 502, Some(EntryState::Unknown), RecordState::Unknown),
        ("never_heard_of", "maybe", 502, Some(EntryState::Unknown), RecordState::Unknown),
    ];
    for (word, effect, status, state, recorded) in cases {
        let mut bench = Bench::new();
        bench.ends = vec![failed(word, effect)];
        let answer = bench.post(FREEZE, "{}");
        let due = if word == "never_heard_of" { "unexpected_answer" } else { word };
        assert_eq!(code(&answer), (status, due.to_owned()), "{word} {effect}");
        let told = body(&answer);
        assert_eq!(told["effect"], if effect == "none" { "none" } else { "unknown" }, "{word}");
        assert_eq!((&told["issuer"], &told["issuerStatus"]), (&json!("main"), &json!(500)));
        assert!(
            told["operation"].is_string() && told["cardId"] == "c-1" && told["action"] == "freeze"
        );
        assert!(!answer.body.contains("4111") && !bench.kept().contains("4111"));
        assert_eq!(bench.state(), state, "{word} {effect}");
        assert_eq!(bench.ledger.changes.borrow()[0].state, recorded);
        let line = bench.ledger.lines.borrow()[0].clone();
        assert_eq!((line.outcome.as_str(), line.effect.as_deref()), (due, told["effect"].as_str()));
        if state.is_none() {
            assert_eq!(bench.post(FREEZE, "{}").status, 200, "{word}: the key runs again");
            assert_eq!(bench.calls.len(), 2);
        } else if state == Some(EntryState::Failed) {
            let again = bench.post(FREEZE, "{}");
            assert_eq!((again.status, &again.body), (answer.status, &answer.body), "{word}");
            assert_eq!(again.header("idempotency-replayed"), Some("true"));
            assert_eq!(bench.calls.len(), 1);
        }
    }
}

#[test]
fn an_answer_that_is_none_is_never_a_success() {
    for odd in
        ["", "{}", "[]", "null", r#"{"result":"done"}"#, r#"{"result":true}"#, r#""completed""#]
    {
        let mut bench = Bench::new();
        bench.ends = vec![Ok(odd.to_owned())];
        let answer = bench.post(FREEZE, "{}");
        assert_eq!(code(&answer), (502, "unexpected_answer".to_owned()), "{odd}");
        assert_eq!(
            (body(&answer)["effect"].as_str(), bench.state()),
            (Some("unknown"), Some(EntryState::Unknown))
        );
    }
}

fn lost() -> Bench {
    let mut bench = Bench::new();
    bench.ends = vec![failed("timeout", "unknown")];
    bench.post(FREEZE, "{}");
    assert_eq!(bench.state(), Some(EntryState::Unknown));
    bench
}

#[test]
fn a_lost_answer_is_read_off_the_card() {
    let mut bench = lost();
    bench.verdicts = vec![verdict("done")];
    let answer = bench.post(FREEZE, "{}");
    assert_eq!(bench.log[bench.log.len() - 4..], ["reserve", "reserve", "reconcile", "record"]);
    assert_eq!((answer.status, answer.header("idempotency-replayed")), (200, Some("true")));
    let told = body(&answer);
    assert_eq!(
        (&told["result"], &told["confirmed"], &told["card"]),
        (&json!("completed"), &json!(true), &json!({ "state": "frozen" }))
    );
    assert_eq!(bench.state(), Some(EntryState::Done));
    assert_eq!(bench.post(FREEZE, "{}").body, answer.body);
    assert_eq!(bench.calls.len(), 1, "never sent twice");
    let reserves = |bench: &Bench| {
        bench
            .asked
            .iter()
            .filter(|command| matches!(command, Command::Reserve(ask) if ask.reconcile))
            .count()
    };
    assert_eq!(reserves(&bench), 0);

    let mut bench = lost();
    bench.now_ms += 120_000;
    bench.verdicts = vec![verdict("not_done")];
    let answer = bench.post(FREEZE, "{}");
    assert_eq!(reserves(&bench), 1);
    assert_eq!(code(&answer), (502, "not_confirmed".to_owned()));
    assert_eq!(
        (body(&answer)["effect"].as_str(), bench.state()),
        (Some("none"), Some(EntryState::Failed))
    );
    assert_eq!(bench.post(FREEZE, "{}").body, answer.body);
    assert_eq!(bench.calls.len(), 1);

    for end in [
        verdict("unknown"),
        verdict("perhaps"),
        failed("network", "none"),
        Ok("{}".to_owned()),
        Ok(String::new()),
    ] {
        let mut bench = lost();
        bench.verdicts = vec![end.clone()];
        let answer = bench.post(FREEZE, "{}");
        assert_eq!(code(&answer), (504, "timeout".to_owned()), "{end:?}");
        assert_eq!(
            (body(&answer)["effect"].as_str(), bench.state()),
            (Some("unknown"), Some(EntryState::Unknown))
        );
        bench.verdicts = vec![verdict("done")];
        assert_eq!(bench.post(FREEZE, "{}").status, 200, "another repeat may learn more");
    }
}

#[test]
fn a_ledger_that_goes_away_leaves_what_it_knew_unknown() {
    let mut bench = lost();
    bench.failing = vec!["reserve again"];
    let answer = bench.post(FREEZE, "{}");
    assert_eq!(code(&answer), (503, "ledger_unavailable".to_owned()));
    let told = body(&answer);
    assert_eq!((&told["effect"], &told["retryable"]), (&json!("unknown"), &json!(true)));
    assert!(told["operation"].is_string());
    assert_eq!(bench.calls.len(), 1);
}

#[test]
fn what_is_not_seen_yet_may_still_be_on_its_way() {
    let mut bench = lost();
    for passed in [0, 60_000, 119_999] {
        bench.now_ms = 1_000_000 + passed;
        bench.verdicts = vec![verdict("not_done")];
        let answer = bench.post(FREEZE, "{}");
        let told = body(&answer);
        assert_eq!(code(&answer), (504, "timeout".to_owned()), "{passed}");
        assert_eq!(
            (&told["effect"], &told["retryable"], &told["retryAfterMs"]),
            (&json!("unknown"), &json!(true), &json!(120_000 - passed))
        );
        assert_eq!(bench.state(), Some(EntryState::Unknown));
    }
    bench.verdicts = vec![verdict("unknown")];
    let told = body(&bench.post(FREEZE, "{}"));
    assert_eq!((&told["effect"], told.get("retryAfterMs")), (&json!("unknown"), None));
    bench.verdicts = vec![verdict("done")];
    assert_eq!(bench.post(FREEZE, "{}").status, 200, "that it is seen is proof at any time");
    let mut settings = settings();
    settings["settleMs"] = json!(0);
    let mut bench = Bench::with(&settings);
    bench.ends = vec![failed("timeout", "unknown")];
    bench.post(FREEZE, "{}");
    bench.verdicts = vec![verdict("not_done")];
    assert_eq!(body(&bench.post(FREEZE, "{}"))["effect"], "none");
}

#[test]
fn no_call_outlives_its_lease() {
    let deadlines = |bench: &Bench| -> Vec<u64> {
        let all = bench.asked.iter().filter_map(|command| match command {
            Command::Execute { deadline_ms, .. } | Command::Reconcile { deadline_ms, .. } => {
                Some(*deadline_ms)
            }
            _ => None,
        });
        all.collect()
    };
    for (late_ms, deadline_ms) in [(0, 60_000), (15_000, 60_000), (20_000, 55_000), (74_999, 1)] {
        let mut bench = Bench::new();
        *bench.ledger.late_ms.borrow_mut() = late_ms;
        bench.ends = vec![failed("timeout", "unknown")];
        bench.post(FREEZE, "{}");
        assert_eq!(deadlines(&bench), [deadline_ms]);
        bench.verdicts = vec![verdict("done")];
        bench.post(FREEZE, "{}");
        assert_eq!(deadlines(&bench), [deadline_ms]);
    }
    let mut bench = Bench::new();
    *bench.ledger.late_ms.borrow_mut() = 75_000;
    let answer = bench.post(FREEZE, "{}");
    assert_eq!(code(&answer), (503, "ledger_unavailable".to_owned()));
    assert_eq!(body(&answer)["effect"], "none");
    assert_eq!((bench.calls.len(), bench.state()), (0, None), "nothing is sent, the key is free");
    let mut bench = lost();
    *bench.ledger.late_ms.borrow_mut() = 75_000;
    let answer = bench.post(FREEZE, "{}");
    assert_eq!(body(&answer)["effect"], "unknown");
    assert_eq!((deadlines(&bench).len(), bench.state()), (0, Some(EntryState::Unknown)));
}

#[test]
fn a_record_names_the_order_that_it_ends() {
    let mut bench = lost();
    bench.now_ms += 5;
    bench.verdicts = vec![verdict("done")];
    bench.post(FREEZE, "{}");
    let changes = bench.ledger.changes.borrow();
    let began: Vec<_> = changes.iter().map(|change| change.created_ms).collect();
    assert_eq!(began, [Some(1_000_000), Some(1_000_000)]);
}

#[test]
fn who_ended_it_meanwhile_knows_better_than_a_read() {
    const DONE: &str =
        r#"{"action":"freeze","cardId":"c-1","result":"completed","confirmed":true}"#;
    const REJECTED: &str = r#"{"code":"issuer_rejected","effect":"none","retryable":false}"#;
    for word in ["not_done", "unknown"] {
        let mut bench = lost();
        bench.now_ms += 120_000;
        bench.verdicts = vec![verdict(word)];
        *bench.ledger.ended.borrow_mut() = Some((EntryState::Done, DONE));
        let answer = bench.post(FREEZE, "{}");
        assert_eq!((answer.status, &body(&answer)["result"]), (200, &json!("completed")), "{word}");
        assert_eq!(answer.header("idempotency-replayed"), Some("true"));
    }
    let mut bench = lost();
    bench.verdicts = vec![verdict("done")];
    *bench.ledger.ended.borrow_mut() = Some((EntryState::Failed, REJECTED));
    assert_eq!(code(&bench.post(FREEZE, "{}")), (422, "issuer_rejected".to_owned()));
    // The answer of the very call was lost, and the callback came.
    let mut bench = Bench::new();
    bench.ends = vec![failed("timeout", "unknown")];
    *bench.ledger.ended.borrow_mut() = Some((EntryState::Done, DONE));
    let answer = bench.post(FREEZE, "{}");
    assert_eq!((answer.status, answer.header("idempotency-replayed")), (200, None));
    // What the issuer itself said of the call stands.
    let mut bench = Bench::new();
    *bench.ledger.ended.borrow_mut() = Some((EntryState::Failed, REJECTED));
    assert_eq!(bench.post(FREEZE, "{}").status, 200);
}

#[test]
fn where_no_read_tells_only_the_page_is_told_so() {
    for (path, sent) in
        [("/cards/c-1/top-up", r#"{"amount":"5"}"#), ("/cards/c-1/set-pin", r#"{"pin":"4321"}"#)]
    {
        let mut bench = Bench::new();
        bench.ends = vec![failed("timeout", "unknown")];
        bench.post(path, sent);
        let answer = bench.post(path, sent);
        assert_eq!(bench.log.last(), Some(&"reserve"), "{path}");
        assert_eq!(code(&answer), (504, "timeout".to_owned()));
        let told = body(&answer);
        assert_eq!((&told["effect"], &told["retryable"]), (&json!("unknown"), &json!(false)));
        assert_eq!(bench.calls.len(), 1);
    }
    let mut settings = settings();
    settings["issuers"][0]["can"] = json!(["freeze"]);
    let mut bench = Bench::with(&settings);
    bench.ends = vec![failed("timeout", "unknown")];
    bench.post(FREEZE, "{}");
    bench.post(FREEZE, "{}");
    assert_eq!(bench.log.last(), Some(&"reserve"), "nothing reads this card");
}

#[test]
fn a_lease_that_was_lost_is_told_as_unknown() {
    let mut bench = lost();
    for entry in bench.ledger.entries.borrow_mut().values_mut() {
        entry.error = cardlatch::json::JsonText::default();
    }
    let id = bench.ledger.entries.borrow().keys().next().unwrap().clone();
    let looked = body(&bench.get(&format!("/operations/{id}")));
    assert_eq!(
        (&looked["state"], &looked["error"]["code"], &looked["error"]["effect"]),
        (&json!("unknown"), &json!("timeout"), &json!("unknown"))
    );
    assert_eq!(looked["error"]["operation"], id.as_str());
}

#[test]
fn what_runs_is_waited_for_elsewhere() {
    let mut bench = Bench::new();
    bench.post(FREEZE, "{}");
    for entry in bench.ledger.entries.borrow_mut().values_mut() {
        entry.state = EntryState::Running;
    }
    let answer = bench.post(FREEZE, "{}");
    assert_eq!(code(&answer), (409, "still_running".to_owned()));
    let told = body(&answer);
    assert_eq!(
        (&told["retryable"], &told["retryAfterMs"], &told["effect"]),
        (&json!(true), &json!(1_000), &json!("unknown"))
    );
    assert_eq!(answer.header("retry-after"), Some("1"));
    let answer = bench.post_under("another-key-0123456", FREEZE, "{}");
    assert_eq!(code(&answer), (409, "card_busy".to_owned()));
    assert_eq!(
        (&body(&answer)["effect"], &body(&answer)["retryable"]),
        (&json!("none"), &json!(true))
    );
    assert_eq!(bench.calls.len(), 1);
}

#[test]
fn the_page_is_told_what_happened_even_where_nobody_can_keep_it() {
    let mut bench = Bench::new();
    bench.failing = vec!["record"];
    let answer = bench.post(FREEZE, "{}");
    assert_eq!((answer.status, &body(&answer)["result"]), (200, &json!("completed")));
    let mut bench = Bench::new();
    bench.failing = vec!["record"];
    bench.ends = vec![failed("timeout", "unknown")];
    let answer = bench.post(FREEZE, "{}");
    assert_eq!(
        (code(&answer).1.as_str(), &body(&answer)["effect"]),
        ("timeout", &json!("unknown"))
    );
}

#[test]
fn whoever_calls_the_issuer_and_is_not_heard_of_leaves_it_unknown() {
    let mut bench = Bench::new();
    bench.failing = vec!["execute"];
    let answer = bench.post(FREEZE, "{}");
    assert_eq!(code(&answer), (502, "unexpected_answer".to_owned()));
    assert_eq!(
        (body(&answer)["effect"].as_str(), bench.state()),
        (Some("unknown"), Some(EntryState::Unknown))
    );
}

#[test]
fn figures_are_told_where_an_amount_moved_otherwise() {
    let mut bench = Bench::new();
    bench.ends = vec![Err(r#"{"code":"not_confirmed","effect":"unknown","data":{"before":"10.00","after":"1010.00","note":"4111111111111111"}}"#.to_owned())];
    let answer = bench.post("/cards/c-1/top-up", r#"{"amount":"10"}"#);
    assert_eq!(body(&answer)["data"], json!({ "before": "10.00", "after": "1010.00" }));
}

#[test]
fn a_pin_is_kept_nowhere() {
    let mut bench = Bench::new();
    let answer = bench.post("/cards/c-1/set-pin", r#"{"pin":"483920"}"#);
    assert_eq!(answer.status, 200);
    assert!(bench.calls[0].2.contains("483920"), "the client needs it");
    let asked: Vec<String> = bench
        .asked
        .iter()
        .filter_map(|command| match command {
            Command::Reserve(ask) => Some(ask.json()),
            _ => None,
        })
        .collect();
    for told in [bench.kept(), answer.body.clone(), asked.concat()] {
        assert!(!told.contains("483920") && !told.contains(KEY), "{told}");
    }
    // A plain hash of a PIN is a PIN: six digits are tried in a second.
    let entry = bench.ledger.entries.borrow().values().next().unwrap().clone();
    let guess = |key: &str| {
        let payload = [b"payload\0", key.as_bytes(), b"\0setPin\0{\"pin\":\"483920\"}\0"].concat();
        edge::hex(&cardlatch::crypto::sha256(&payload))
    };
    assert_eq!(entry.fingerprint, guess(KEY));
    assert_ne!(entry.fingerprint, guess(""));
    let tag = cardlatch::crypto::sha256(format!("tag\0alice\0{KEY}").as_bytes());
    let tag = edge::hex(&tag[..16]);
    assert_eq!(entry.operation, format!("{tag}~main~c-1"));
    assert!(format!("{:?}", bench.asked).len() < 200, "a command shows its name alone");
}
