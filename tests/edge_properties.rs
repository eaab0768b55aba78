//! What holds of the proxy for any request and any hooks.

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

use std::sync::Arc;

use cardlatch::edge::ledger::{LedgerEntry, Reserved, Taken, Verdict};
use cardlatch::edge::{Command, Event, Handling, Proxy, RateLimit};
use cardlatch::json::{self, Limits};
use edge::{Bench, KEY, ORIGIN, settings};
use proptest::prelude::*;

const PATHS: [&str; 12] = [
    "/cards/c-1/freeze",
    "/cards/c-1/cancel",
    "/cards/c-1/set-pin",
    "/cards/c-2/freeze",
    "/cards",
    "/cards/c-1",
    "/cards/c-1/reveal",
    "/cards/c-1/balance?a=b",
    "/operations/x",
    "/operations?card=c-1",
    "/callbacks/main",
    "/capabilities",
];

fn header() -> impl Strategy<Value = (String, String)> {
    let known = prop::sample::select(vec![
        ("origin", ORIGIN),
        ("origin", "https://evil.example"),
        ("content-type", "application/json"),
        ("content-type", "multipart/form-data; boundary=B"),
        ("idempotency-key", KEY),
        ("cookie", "s=1"),
        ("sec-fetch-site", "cross-site"),
        ("content-length", "2"),
        ("accept", "text/event-stream"),
    ]);
    prop_oneof![
        9 => known.prop_map(|(name, value)| (name.to_owned(), value.to_owned())),
        1 => ("[a-zA-Z-]{1,12}", ".{0,20}"),
    ]
}

/// One answer of somebody who is asked: mostly what belongs to the command, sometimes anything.
#[derive(Clone, Debug)]
struct Turn {
    is_fitting: bool,
    choice: u8,
    text: String,
    bytes: Vec<u8>,
}

fn turn() -> impl Strategy<Value = Turn> {
    let text = prop_oneof![
        Just(r#"{"result":"completed"}"#.to_owned()),
        Just(r#"{"result":"accepted","taskId":"t"}"#.to_owned()),
        Just(r#"{"verdict":"done"}"#.to_owned()),
        Just(r#"{"items":[{"id":"c-1"},{"id":"c-2"}]}"#.to_owned()),
        Just(r#"{"code":"timeout","effect":"unknown"}"#.to_owned()),
        Just(r#"{"status":200,"headers":{},"body":""}"#.to_owned()),
        Just("{}".to_owned()),
        Just("null".to_owned()),
    ];
    let bytes = prop_oneof![
        Just(b"{}".to_vec()),
        Just(vec![7; 32]),
        prop::collection::vec(any::<u8>(), 0..40),
    ];
    (prop::bool::weighted(0.9), any::<u8>(), text, bytes)
        .prop_map(|(is_fitting, choice, text, bytes)| Turn { is_fitting, choice, text, bytes })
}

fn entry(command: &Command, choice: u8) -> Option<LedgerEntry> {
    let (operation, shard, fingerprint) = match command {
        Command::Reserve(ask) => (&ask.operation, &ask.shard, ask.fingerprint.as_str()),
        Command::Find { operation, shard } => (operation, shard, ""),
        Command::Record(change) => (&change.operation, &change.shard, ""),
        _ => return None,
    };
    let state = ["running", "accepted", "done", "failed", "unknown"][usize::from(choice) % 5];
    let text = format!(
        r#"{{"operation":"{operation}","shard":"{shard}","principal":"alice","issuer":"main","cardId":"c-1","action":"freeze","fingerprint":"{fingerprint}","state":"{state}","createdMs":1,"updatedMs":2,"expiresMs":3}}"#
    );
    LedgerEntry::of(json::check(text.as_bytes(), Limits::default()).unwrap())
}

/// Tells a request what a turn says, and gives whether that was the owner's yes.
fn tell(handling: &mut Handling, turn: &Turn) -> bool {
    let Some(command) = handling.command().cloned() else { return false };
    let json = json::check(turn.text.as_bytes(), Limits::default()).unwrap();
    let yes = !turn.choice.is_multiple_of(4);
    let reserved = || Reserved {
        verdict: Verdict::ALL[usize::from(turn.choice) % 5],
        entry: entry(&command, turn.choice / 5),
    };
    let all = [yes, !turn.choice.is_multiple_of(7)];
    let owns = match &command {
        Command::Owns { cards, .. } => all.get(..cards.len().min(2)).unwrap(),
        _ => &all,
    };
    let limit = RateLimit { allowed: yes, ..RateLimit::default() };
    let taken = || Taken {
        state: cardlatch::edge::ledger::Claim::ALL[usize::from(turn.choice) % 3],
        settled: Vec::new(),
        open: entry(
            &Command::Find { operation: "o".to_owned(), shard: "s".to_owned() },
            turn.choice,
        )
        .into_iter()
        .collect(),
    };
    let name = if turn.is_fitting { command.name() } else { "" };
    let event = match name {
        "authenticate" => Event::Principal(yes.then_some("alice")),
        "rateLimit" => Event::RateLimit(limit),
        "owns" => Event::Owns(owns),
        "read" => Event::Chunk { bytes: &turn.bytes, is_last: !turn.choice.is_multiple_of(3) },
        "confirm" => Event::Confirmed(yes),
        "hash" => Event::Hashed(if yes { &[3; 32] } else { &turn.bytes }),
        "reserve" => Event::Reserved(reserved()),
        "execute" | "reconcile" if yes => Event::Done(json),
        "execute" | "reconcile" => Event::Failed(json),
        "record" => Event::Recorded(entry(&command, turn.choice)),
        "find" => Event::Found(entry(&command, turn.choice)),
        "audit" => Event::Audited,
        "callback" => Event::Received { event: yes.then_some(json), reply: json },
        "take" => Event::Taken(taken()),
        "handle" => Event::Handled(yes),
        "keep" => Event::Kept,
        _ => [
            Event::HookFailed,
            Event::Owns(&[true]),
            Event::Done(json),
            Event::Confirmed(true),
            Event::Kept,
            Event::Principal(Some("mallory")),
            Event::Chunk { bytes: b"", is_last: true },
            Event::Hashed(&turn.bytes),
        ][usize::from(turn.choice) % 8]
            .clone(),
    };
    let is_yes = matches!((&command, &event), (Command::Owns { cards, .. }, Event::Owns([true])) if cards.len() == 1);
    handling.tell(1_000, event);
    is_yes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn nothing_is_executed_before_the_owner_said_yes(
        method in prop::sample::select(vec!["GET", "POST", "POST", "POST", "HEAD", "OPTIONS", "PUT"]),
        path in prop::sample::select(PATHS.to_vec()),
        mut headers in prop::collection::vec(header(), 0..4),
        is_plain in prop::bool::weighted(0.7),
        turns in prop::collection::vec(turn(), 30),
    ) {
        if is_plain {
            headers = [("origin", ORIGIN), ("content-type", "application/json"), ("idempotency-key", KEY)]
                .map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        }
        let headers: Vec<(&str, &str)> = headers.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let proxy = Arc::new(Proxy::new(&settings().to_string()).unwrap());
        let mut handling = Handling::new(proxy);
        let url = format!("https://proxy.example/api{path}");
        handling.tell(1_000, Event::Request { method, url: &url, headers: &headers });
        let mut is_owned = false;
        let (mut executed, mut reserved, mut recorded) = (0, 0, 0);
        for turn in &turns {
            prop_assert!(handling.command().is_some() != handling.answer().is_some());
            match handling.command() {
                Some(Command::Execute { operation, .. }) => {
                    prop_assert!(is_owned || operation == "cards", "{operation}");
                    executed += 1;
                }
                Some(Command::Reserve(ask)) => {
                    prop_assert!(is_owned);
                    prop_assert!(ask.lease_ms > 0 && !ask.fingerprint.is_empty());
                    reserved += 1;
                }
                Some(Command::Record(_)) => recorded += 1,
                _ => {}
            }
            is_owned |= tell(&mut handling, turn);
        }
        prop_assert!(executed <= 1, "a request calls the issuer once at most");
        prop_assert!(reserved <= 2);
        if method == "POST" && executed == 1 && reserved > 0 && handling.answer().is_some() {
            prop_assert_eq!(recorded, 1, "what was executed is recorded");
        }
        if let Some(answer) = handling.answer() {
            prop_assert!((200..600).contains(&answer.status));
            prop_assert_eq!(answer.header("cache-control"), Some("no-store"));
            let is_named = headers.contains(&("origin", ORIGIN));
            prop_assert_eq!(answer.header("access-control-allow-origin").is_some(), is_named && headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("origin")).count() == 1);
        }
    }

    #[test]
    fn garbage_is_refused_and_nothing_else(
        method in "[A-Z]{0,7}", url in ".{0,60}",
        headers in prop::collection::vec((".{0,10}", ".{0,20}"), 0..4),
    ) {
        let headers: Vec<(&str, &str)> = headers.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let proxy = Arc::new(Proxy::new(&settings().to_string()).unwrap());
        let mut handling = Handling::new(proxy);
        handling.tell(0, Event::Request { method: &method, url: &url, headers: &headers });
        prop_assert!(handling.answer().is_some_and(|answer| answer.status >= 400));
    }

    #[test]
    fn settings_never_panic(text in ".{0,200}") {
        prop_assert!(Proxy::new(&text).is_err());
    }

    #[test]
    fn secrets_are_kept_nowhere(
        pin in "[0-9]{6}", key in "[a-zA-Z0-9]{20,40}", pan in "4[0-9]{15}", seed in any::<u8>(),
        chunk in 1_usize..40,
    ) {
        let word = |text: &str| text.to_owned();
        let mut bench = Bench::new();
        bench.chunk = chunk;
        bench.ends = vec![match seed % 5 {
            0 => Ok(format!(r#"{{"action":"setPin","cardId":"c-1","result":"completed","remarks":"{pan}","pin":"{pin}x{pan}","data":{{"a":["{pan}"]}}}}"#)),
            1 => Ok(format!(r#"{{"result":"accepted","taskId":"t-1","extra":{{"pin":"{pin}"}},"card":{{"state":"active","issuerWord":"{pan}"}}}}"#)),
            2 => Err(format!(r#"{{"code":"issuer_rejected","effect":"none","message":"{pan}","issuerCode":"{pan}","issuerMessage":"{pin}"}}"#)),
            3 => Err(format!(r#"{{"code":"not_confirmed","effect":"unknown","data":{{"number":{pan},"b":"x {pan}"}},"path":"{pan}"}}"#)),
            _ => Ok(String::new()),
        }];
        let answer = bench.post_under(&key, "/cards/c-1/set-pin", &format!(r#"{{"pin":"{pin}"}}"#));
        let (kept, asked) = (bench.kept(), format!("{:?}{answer:?}", bench.asked));
        // A hash may hold six digits by chance.
        let plain = kept.split('"').filter(|part| part.len() != 64 && !part.contains('~')).collect::<String>();
        let shown = answer.body.split('"').filter(|part| !part.contains('~')).collect::<String>();
        for secret in [&pin, &key, &pan] {
            prop_assert!(!plain.contains(secret.as_str()), "{plain}");
            prop_assert!(!shown.contains(secret.as_str()), "{shown}");
            prop_assert!(!asked.contains(secret.as_str()));
        }
        prop_assert!(!kept.contains(&word(&key)) && !kept.contains(&pan));
    }
}
