//! The order in which the proxy asks, and whom it turns away at which point.

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

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cardlatch::ErrorCode;
use cardlatch::edge::{Command, Proxy, RateLimit};
use edge::{Bench, KEY, ORIGIN, body, code, failed, settings};
use serde_json::{Value, json};

const WRITE: [&str; 9] =
    ["authenticate", "rateLimit", "owns", "read", "hash", "hash", "reserve", "execute", "record"];

fn fault(change: impl Fn(&mut Value)) -> (ErrorCode, String) {
    let mut settings = settings();
    change(&mut settings);
    let error = Proxy::new(&settings.to_string()).expect_err("bad settings");
    (error.code(), error.path().unwrap_or_default().to_owned())
}

#[test]
fn settings_are_checked_with_their_path() {
    let cases: [(&str, Value, &str); 26] = [
        ("issuers", json!([]), "issuers"),
        ("issuers", json!(null), "issuers"),
        ("issuers", json!([{ "name": "Main", "id": "artha", "can": [] }]), "issuers.Main"),
        ("issuers", json!([{ "name": "main", "can": [] }]), "issuers.main"),
        ("allow", json!([]), "allow"),
        ("allow", json!("freeze"), "allow"),
        ("allow", json!(["freeze", "card", "melt"]), "allow.2"),
        ("allow", json!(["freeze", "freeze"]), "allow.1"),
        ("allow", json!(["capabilities"]), "allow.0"),
        ("confirm", json!(["card"]), "confirmActions.0"),
        ("basePath", json!("api"), "basePath"),
        ("basePath", json!("/api/"), "basePath"),
        ("basePath", json!("/a/../b"), "basePath"),
        ("basePath", json!(1), "basePath"),
        ("origins", json!(["*"]), "origins.0"),
        ("origins", json!(["https://a.example", "https://b.example/"]), "origins.1"),
        ("origins", json!(["null"]), "origins.0"),
        ("origins", json!(["https://a.example:443"]), "origins.0"),
        ("maxBodyBytes", json!(-1), "maxBodyBytes"),
        ("maxImageBytes", json!("2"), "maxImageBytes"),
        ("deadlineMs", json!(0), "deadlineMs"),
        ("keepMs", json!(1.5), "keepMs"),
        ("keepMs", json!(86_399_999), "keepMs"),
        ("queueMs", json!(40_001), "queueMs"),
        ("openapi", json!("yes"), "openapi"),
        ("orgins", json!([]), "orgins"),
    ];
    for (name, value, path) in cases {
        let told = fault(|settings| settings[name] = value.clone());
        assert_eq!(told, (ErrorCode::Configuration, path.to_owned()), "{name}: {value}");
    }
    let told = fault(|settings| settings["has"]["callbacks"] = json!(["other"]));
    assert_eq!(told.1, "callbacks.0");
    let told = fault(|settings| {
        settings["has"]["confirm"] = json!(false);
        settings["confirm"] = json!(["freeze"]);
    });
    assert_eq!(told.1, "confirmActions");
    assert!(Proxy::new("").is_err() && Proxy::new("[]").is_err() && Proxy::new("{").is_err());
}

#[test]
fn a_write_goes_its_whole_way() {
    let mut bench = Bench::new();
    let answer = bench.post("/cards/c-1/freeze", "{}");
    assert_eq!(bench.log, WRITE);
    assert_eq!(answer.status, 200);
    let told = body(&answer);
    assert_eq!(told["result"], "completed");
    let id = told["operation"].as_str().unwrap();
    assert!(id.ends_with("~main~c-1") && id.len() == 32 + 9, "{id}");
    for (name, value) in [
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-resource-policy", "same-origin"),
        ("vary", "Origin"),
        ("content-type", "application/json"),
        ("access-control-allow-origin", ORIGIN),
        ("access-control-allow-credentials", "true"),
        ("access-control-expose-headers", "location, retry-after, idempotency-replayed"),
    ] {
        assert_eq!(answer.header(name), Some(value), "{name}");
    }
    let line = bench.ledger.lines.borrow()[0].clone();
    assert_eq!(
        (line.who.as_str(), line.what.as_str(), line.outcome.as_str()),
        ("alice", "freeze", "done")
    );
    assert_eq!((line.card_id.as_deref(), line.operation.as_deref()), (Some("c-1"), Some(id)));
}

#[test]
fn what_cannot_be_undone_is_confirmed() {
    let mut bench = Bench::new();
    bench.post("/cards/c-1/cancel", "{}");
    let mut due = WRITE.to_vec();
    due.insert(4, "confirm");
    assert_eq!(bench.log, due);
    bench.is_confirmed = false;
    for (path, body) in
        [("/cards/c-1/cancel", "{}"), ("/cards/c-1/replace", r#"{"reason":"lost"}"#)]
    {
        let answer = bench.post_under("another-key-0123456", path, body);
        assert_eq!(code(&answer), (403, "confirmation_required".to_owned()));
        assert_eq!(bench.log[3..], ["read", "confirm", "audit"]);
    }
    assert_eq!(bench.calls.len(), 1);
    let mut settings = settings();
    settings["confirm"] = json!(["freeze", "reveal"]);
    let mut bench = Bench::with(&settings);
    bench.failing = vec!["confirm"];
    assert_eq!(code(&bench.post("/cards/c-1/freeze", "{}")), (500, "failed".to_owned()));
    assert_eq!(code(&bench.post("/cards/c-1/reveal", "{}")), (500, "failed".to_owned()));
    assert!(bench.calls.is_empty());
    settings["confirm"] = json!([]);
    settings["has"]["confirm"] = json!(false);
    let mut bench = Bench::with(&settings);
    bench.post("/cards/c-1/cancel", "{}");
    assert_eq!(bench.log, WRITE, "nobody can confirm");
}

#[test]
fn not_allowed_and_not_owned_look_the_same() {
    let mut narrow = settings();
    narrow["allow"] = json!(["card"]);
    let mut unlisted = Bench::with(&narrow);
    let mut foreign = Bench::new();
    foreign.owned.clear();
    for path in ["/cards/c-1/freeze", "/cards/c-1/reveal"] {
        let (one, other) = (unlisted.post(path, "not read"), foreign.post(path, "not read"));
        assert_eq!(one, other);
        assert_eq!(code(&one), (403, "not_allowed".to_owned()));
        assert_eq!(unlisted.log, ["authenticate", "rateLimit", "audit"]);
        assert_eq!(foreign.log, ["authenticate", "rateLimit", "owns", "audit"]);
        // A trail that is broken changes nothing.
        foreign.failing = vec!["audit"];
        assert_eq!(foreign.post(path, ""), one);
        foreign.failing.clear();
    }
    let (one, other) = (unlisted.get("/cards/c-1/balance"), foreign.get("/cards/c-1/balance"));
    assert_eq!(one, other);
    assert!(unlisted.calls.is_empty() && foreign.calls.is_empty());
    assert!(unlisted.ledger.lines.borrow().iter().all(|line| line.outcome == "not_allowed"));
}

#[test]
fn nobody_gets_further_than_to_the_hook_that_fails() {
    let cases = [
        ("authenticate", 500, "failed"),
        ("rateLimit", 500, "failed"),
        ("owns", 500, "failed"),
        ("read", 500, "failed"),
        ("hash", 500, "failed"),
        ("reserve", 503, "ledger_unavailable"),
    ];
    for (name, status, due) in cases {
        let mut bench = Bench::new();
        bench.failing = vec![name];
        let answer = bench.post("/cards/c-1/freeze", "{}");
        assert_eq!(code(&answer), (status, due.to_owned()), "{name}");
        assert_eq!(body(&answer)["effect"], "none");
        assert_eq!(bench.log.last(), Some(&name));
        assert!(bench.calls.is_empty());
    }
}

#[test]
fn nobody_without_a_name_gets_in() {
    let long = "a".repeat(257);
    for (principal, due) in [
        (None, (401, "not_signed_in")),
        (Some(""), (500, "failed")),
        (Some("a b"), (500, "failed")),
        (Some("a\u{0}b"), (500, "failed")),
        (Some(long.as_str()), (500, "failed")),
    ] {
        let mut bench = Bench::new();
        bench.principal = principal.map(str::to_owned);
        let answer = bench.get("/cards/c-1");
        assert_eq!(code(&answer), (due.0, due.1.to_owned()), "{principal:?}");
        assert_eq!(bench.log, ["authenticate"]);
    }
}

#[test]
fn too_many_requests_are_turned_away() {
    let mut bench = Bench::new();
    bench.limit =
        RateLimit { allowed: false, limit: Some(10), remaining: Some(0), reset_seconds: Some(7) };
    let answer = bench.get("/cards/c-1");
    assert_eq!(code(&answer), (429, "rate_limited".to_owned()));
    assert_eq!(bench.log, ["authenticate", "rateLimit"]);
    assert_eq!(answer.header("retry-after"), Some("7"));
    assert_eq!(answer.header("ratelimit-remaining"), Some("0"));
    assert_eq!(body(&answer)["retryAfterMs"], 7_000);
    let mut settings = settings();
    settings["has"]["rateLimit"] = json!(false);
    let mut bench = Bench::with(&settings);
    bench.get("/cards/c-1");
    assert_eq!(bench.log, ["authenticate", "owns", "execute"]);
}

/// A request, and with what it is refused before anybody is asked.
type Refusal =
    (&'static str, &'static str, &'static [(&'static str, &'static str)], u16, &'static str);

const JSON: (&str, &str) = ("content-type", "application/json");
const FROM: (&str, &str) = ("origin", ORIGIN);
const UNDER: (&str, &str) = ("idempotency-key", KEY);

const REFUSALS: [Refusal; 28] = [
    (
        "POST",
        "/cards/c-1/freeze",
        &[JSON, UNDER, ("origin", "https://evil.example")],
        403,
        "wrong_origin",
    ),
    ("POST", "/cards/c-1/freeze", &[JSON, UNDER, ("origin", "null")], 403, "wrong_origin"),
    (
        "POST",
        "/cards/c-1/freeze",
        &[JSON, UNDER, ("origin", "https://app.example.evil")],
        403,
        "wrong_origin",
    ),
    (
        "POST",
        "/cards/c-1/freeze",
        &[JSON, UNDER, ("origin", "https://proxy.example")],
        403,
        "wrong_origin",
    ),
    ("POST", "/cards/c-1/freeze", &[JSON, UNDER, ("cookie", "s=1")], 403, "wrong_origin"),
    ("POST", "/cards/c-1/reveal", &[JSON, ("cookie", "s=1")], 403, "wrong_origin"),
    (
        "POST",
        "/cards/c-1/freeze",
        &[JSON, UNDER, ("sec-fetch-site", "cross-site")],
        403,
        "wrong_origin",
    ),
    ("POST", "/cards/c-1/freeze", &[JSON, UNDER, ("sec-fetch-site", "none")], 403, "wrong_origin"),
    ("GET", "/cards/c-1", &[("sec-fetch-site", "same-site")], 403, "wrong_origin"),
    ("GET", "/cards/c-1", &[("origin", "https://evil.example")], 403, "wrong_origin"),
    ("GET", "/cards/c-1", &[FROM, FROM], 400, "bad_request"),
    ("GET", "/cards/c-1", &[FROM, ("X-HTTP-Method-Override", "POST")], 400, "bad_request"),
    (
        "POST",
        "/cards/c-1/freeze",
        &[FROM, JSON, UNDER, ("x-method-override", "GET")],
        400,
        "bad_request",
    ),
    ("POST", "/cards/c-1/freeze", &[FROM, JSON], 428, "key_required"),
    ("POST", "/cards/c-1/freeze", &[FROM, JSON, ("idempotency-key", "short")], 400, "bad_request"),
    (
        "POST",
        "/cards/c-1/freeze",
        &[FROM, JSON, ("idempotency-key", "0123456789 abcdef")],
        400,
        "bad_request",
    ),
    ("POST", "/cards/c-1/freeze", &[FROM, JSON, UNDER, UNDER], 400, "bad_request"),
    (
        "POST",
        "/cards/c-1/freeze",
        &[FROM, UNDER, ("content-type", "text/plain")],
        415,
        "unsupported_media",
    ),
    (
        "POST",
        "/cards/c-1/freeze",
        &[FROM, UNDER, ("content-type", "application/json; charset=latin1")],
        415,
        "unsupported_media",
    ),
    (
        "POST",
        "/cards/c-1/freeze",
        &[FROM, UNDER, ("content-type", "application/x-www-form-urlencoded")],
        415,
        "unsupported_media",
    ),
    (
        "POST",
        "/cards/c-1/freeze",
        &[FROM, UNDER, JSON, ("content-encoding", "gzip")],
        415,
        "unsupported_media",
    ),
    (
        "POST",
        "/cards/c-1/reveal",
        &[FROM, ("content-type", "multipart/form-data; boundary=a")],
        415,
        "unsupported_media",
    ),
    (
        "POST",
        "/cards/c-1/freeze",
        &[FROM, UNDER, JSON, ("content-length", "99999999")],
        413,
        "too_large",
    ),
    ("POST", "/cards/c-1/reveal", &[FROM, JSON, ("content-length", "65537")], 413, "too_large"),
    (
        "POST",
        "/cards/c-1/freeze",
        &[FROM, UNDER, JSON, ("content-length", "-1")],
        400,
        "bad_request",
    ),
    ("GET", "/nothing", &[FROM], 404, "not_found"),
    ("DELETE", "/cards/c-1", &[FROM], 405, "method_not_allowed"),
    ("GET", "/cards?odd=1", &[FROM], 400, "bad_request"),
];

#[test]
fn heads_are_refused_before_anybody_is_asked() {
    for (method, path, headers, status, due) in REFUSALS {
        let mut bench = Bench::new();
        let answer = bench.send(method, path, headers, b"");
        assert_eq!(code(&answer), (status, due.to_owned()), "{method} {path} {headers:?}");
        assert!(bench.log.is_empty(), "{:?}", bench.log);
    }
    let answer = Bench::new().send("DELETE", "/cards/c-1", &[("origin", ORIGIN)], b"");
    assert_eq!(answer.header("allow"), Some("GET, HEAD, OPTIONS"));
    let answer = Bench::new().send("GET", "/cards/c-1", &[("origin", "https://evil.example")], b"");
    assert_eq!(answer.header("access-control-allow-origin"), None);
}

#[test]
fn who_may_ask_without_an_origin() {
    let mut bench = Bench::new();
    let headers =
        [("content-type", "application/json"), ("idempotency-key", "\"key-0123456789abcdef\"")];
    assert_eq!(bench.send("POST", "/cards/c-1/freeze", &headers, b"{}").status, 200, "a program");
    for site in ["same-origin", "none"] {
        let headers = [("sec-fetch-site", site), ("cookie", "s=1")];
        let answer = bench.send("GET", "/cards/c-1", &headers, b"");
        assert_eq!(answer.status, 200, "{site}");
        assert_eq!(answer.header("access-control-allow-origin"), None);
    }
    let mut own = settings();
    own["origins"] = Value::Null;
    let mut bench = Bench::with(&own);
    let from = |origin| [("origin", origin)];
    let answer = bench.send("GET", "/cards/c-1", &from("https://proxy.example"), b"");
    assert_eq!((answer.status, answer.header("access-control-allow-origin")), (200, None));
    for other in [ORIGIN, "http://proxy.example", "https://proxy.example:8443"] {
        assert_eq!(bench.send("GET", "/cards/c-1", &from(other), b"").status, 403, "{other}");
    }
}

#[test]
fn preflights_are_answered_for_named_origins() {
    let mut bench = Bench::new();
    let ask = [("origin", ORIGIN), ("access-control-request-method", "POST")];
    let answer = bench.send("OPTIONS", "/cards/c-1/freeze", &ask, b"");
    assert_eq!((answer.status, answer.body.as_str()), (204, ""));
    assert_eq!(answer.header("access-control-allow-origin"), Some(ORIGIN));
    assert!(answer.header("access-control-allow-headers").unwrap().contains("idempotency-key"));
    assert!(bench.log.is_empty());
    let ask = [("origin", "https://evil.example"), ("access-control-request-method", "POST")];
    let answer = bench.send("OPTIONS", "/cards/c-1/freeze", &ask, b"");
    assert_eq!(code(&answer), (403, "wrong_origin".to_owned()));
    assert_eq!(bench.send("OPTIONS", "/nothing", &ask, b"").status, 404);
}

#[test]
fn bodies_are_read_as_they_come_and_no_further() {
    let bad: [(&str, u16, &str); 9] = [
        ("[]", 400, "bad_request"),
        ("{", 400, "bad_request"),
        (r#"{"a":1,"a":2}"#, 400, "bad_request"),
        (r#"{"timeoutMs":1}"#, 400, "bad_request"),
        (r#"{"deadlineMs":1}"#, 400, "bad_request"),
        (r#"{"idempotencyKey":"x"}"#, 400, "bad_request"),
        (r#"{"signImage":1}"#, 400, "invalid_input"),
        (r#"{"signImage":"R0lGODlh"}"#, 400, "image_format"),
        ("\u{feff}null", 400, "bad_request"),
    ];
    for (sent, status, due) in bad {
        let mut bench = Bench::new();
        bench.chunk = 3;
        let answer = bench.post("/cards/c-1/freeze", sent);
        assert_eq!(code(&answer), (status, due.to_owned()), "{sent}");
        assert_eq!(bench.log.last(), Some(&"read"));
    }
    let mut bench = Bench::new();
    let deep = format!("{{\"a\":{}{}}}", "[".repeat(40), "]".repeat(40));
    assert_eq!(bench.post("/cards/c-1/freeze", &deep).status, 400);
    let long = format!("{{\"a\":\"{}\"}}", "x".repeat(65_536));
    assert_eq!(code(&bench.post("/cards/c-1/freeze", &long)), (413, "too_large".to_owned()));
    let endless = "x".repeat(4_000_000);
    assert_eq!(code(&bench.post("/cards/c-1/freeze", &endless)).0, 413);
    let reads =
        bench.asked.iter().filter(|command| matches!(command, Command::Read { .. })).count();
    assert!(reads < 2_900, "{reads}: it stops at the limit, not at the end");
    let headers = [("origin", ORIGIN), ("idempotency-key", KEY)];
    assert_eq!(
        bench.send("POST", "/cards/c-1/freeze", &headers, b"{}").status,
        415,
        "a body without a type"
    );
    assert_eq!(
        bench.send("POST", "/cards/c-1/freeze", &headers, b"").status,
        200,
        "no body at all"
    );
    assert_eq!(bench.calls.len(), 1);
    assert_eq!(bench.calls[0].2, "{}");
}

/// A picture of one dot.
const PICTURE: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==";

#[test]
fn a_picture_comes_as_text_or_in_a_form() {
    let picture = STANDARD.decode(PICTURE).unwrap();
    let mut bench = Bench::new();
    let as_text = format!(r#"{{"b":1,"signImage":"data:image/png;base64,{PICTURE}","a":"x"}}"#);
    assert_eq!(bench.post("/cards/c-1/freeze", &as_text).status, 200);
    assert_eq!(bench.log.iter().filter(|name| **name == "hash").count(), 3);
    let mut form = b"--B\r\nContent-Disposition: form-data; name=\"options\"\r\n\r\n{\"a\":\"x\",\"b\":1}\r\n--B\r\nContent-Disposition: form-data; name=\"signImage\"; filename=\"s.png\"\r\nContent-Type: image/png\r\n\r\n".to_vec();
    form.extend_from_slice(&picture);
    form.extend_from_slice(b"\r\n--B--\r\n");
    let headers = [
        ("origin", ORIGIN),
        ("content-type", "multipart/form-data; boundary=B"),
        ("idempotency-key", KEY),
    ];
    bench.chunk = 7;
    let answer = bench.send("POST", "/cards/c-1/freeze", &headers, &form);
    assert_eq!(
        answer.header("idempotency-replayed"),
        Some("true"),
        "the same picture, the same order"
    );
    assert_eq!(bench.calls.len(), 1);
    assert_eq!(
        (bench.calls[0].2.as_str(), bench.calls[0].3.as_slice()),
        (r#"{"a":"x","b":1}"#, picture.as_slice())
    );
    let cut = &form[..form.len() - 20];
    assert_eq!(bench.send("POST", "/cards/c-1/freeze", &headers, cut).status, 400);
}

#[test]
fn numbers_keep_their_digits() {
    let mut bench = Bench::new();
    bench.post("/cards/c-1/top-up", r#"{"b":12345678901234567890,"amount":12.50,"a":7}"#);
    assert_eq!(bench.calls[0].2, r#"{"a":7,"amount":"12.50","b":"12345678901234567890"}"#);
}

#[test]
fn reads_are_told_without_what_no_page_may_see() {
    let mut bench = Bench::new();
    bench.ends = vec![Ok(r#"{"id":"c-1","last4":"1111","extra":{"pan":"4111111111111111"},"holder":"4111 1111 1111 1111"}"#.to_owned())];
    let answer = bench.get("/cards/c-1");
    assert_eq!((answer.status, body(&answer)), (200, json!({ "id": "c-1", "last4": "1111" })));
    assert_eq!(bench.log, ["authenticate", "rateLimit", "owns", "execute"]);
    bench.ends = vec![Ok("{}".to_owned())];
    bench.get("/cards/c-1/transactions?page=2&from=2024-01-01&issuer=main");
    assert_eq!(bench.calls[1].2, r#"{"page":2,"from":"2024-01-01"}"#);
    bench.ends = vec![failed("issuer_unavailable", "unknown")];
    let answer = bench.get("/cards/c-1/balance");
    assert_eq!(code(&answer), (503, "issuer_unavailable".to_owned()));
    assert_eq!(body(&answer)["effect"], "none", "a read has none");
    assert!(!answer.body.contains("4111"));
    bench.ends = vec![Ok(String::new())];
    assert_eq!(code(&bench.get("/cards/c-1/balance")), (500, "failed".to_owned()));
    let answer = bench.send("HEAD", "/cards/c-1", &[("origin", ORIGIN)], b"");
    assert_eq!((answer.status, answer.body.as_str()), (200, ""));
}

#[test]
fn a_card_is_shown_only_to_its_owner() {
    let page = r#"{"items":[{"id":"c-2","a":1},{"id":"c-1","a":2},{"a":3},{"id":""}],"next":2}"#;
    let mut bench = Bench::new();
    bench.ends = vec![Ok(page.to_owned())];
    let answer = bench.get("/cards?page=1");
    assert_eq!(bench.log, ["authenticate", "rateLimit", "execute", "owns"]);
    assert_eq!(body(&answer), json!({ "items": [{ "id": "c-1", "a": 2 }], "next": 2 }));
    bench.failing = vec!["owns"];
    bench.ends = vec![Ok(page.to_owned())];
    assert_eq!(code(&bench.get("/cards")), (500, "failed".to_owned()));
    bench.failing.clear();
    bench.ends = vec![Ok(r#"{"items":[]}"#.to_owned())];
    assert_eq!(body(&bench.get("/cards")), json!({ "items": [] }));
    assert_eq!(bench.log.last(), Some(&"execute"));
}

#[test]
fn secrets_are_shown_on_record_only() {
    let secrets = r#"{"pan":"4111111111111111","cvv":"123","expiry":"12/28","extra":{"x":1}}"#;
    let headers = [("origin", ORIGIN)];
    let mut bench = Bench::new();
    bench.ends = vec![Ok(secrets.to_owned()), Ok(secrets.to_owned())];
    let answer = bench.send("POST", "/cards/c-1/reveal", &headers, b"");
    assert_eq!(bench.log, ["authenticate", "rateLimit", "owns", "read", "execute", "audit"]);
    assert_eq!(
        body(&answer),
        json!({ "pan": "4111111111111111", "cvv": "123", "expiry": "12/28" })
    );
    let line = bench.ledger.lines.borrow()[0].clone();
    assert_eq!((line.what.as_str(), line.outcome.as_str()), ("reveal", "revealed"));
    assert!(!bench.kept().contains("4111"));
    bench.failing = vec!["audit"];
    let answer = bench.send("POST", "/cards/c-1/reveal", &headers, b"");
    assert_eq!(code(&answer), (503, "ledger_unavailable".to_owned()));
    assert!(!answer.body.contains("4111"));
}

#[test]
fn what_may_be_asked_is_told() {
    let mut settings = settings();
    settings["issuers"] = json!([
        { "name": "one", "id": "artha", "can": ["freeze", "cancel", "cards"] },
        { "name": "two", "id": "ibanera", "can": ["activate", "freeze"] },
    ]);
    settings["allow"] = json!(["freeze", "cancel", "card"]);
    settings["has"]["callbacks"] = json!([]);
    let mut bench = Bench::with(&settings);
    assert_eq!(
        body(&bench.get("/capabilities")),
        json!({ "issuers": [
            { "name": "one", "id": "artha", "operations": ["freeze", "cancel"], "confirm": ["cancel"] },
            { "name": "two", "id": "ibanera", "operations": ["freeze"], "confirm": [] },
        ] })
    );
    assert_eq!(bench.log, ["authenticate", "rateLimit"]);
    assert_eq!(
        body(&bench.get("/capabilities?issuer=two"))["issuers"].as_array().unwrap().len(),
        1
    );
    assert_eq!(code(&bench.get("/cards/c-1")), (400, "bad_request".to_owned()), "no issuer named");
    assert_eq!(code(&bench.get("/cards/c-1?issuer=three")), (400, "bad_request".to_owned()));
    assert_eq!(bench.post("/cards/c-1/freeze?issuer=two", "{}").status, 200);
    let answer = bench.post_under("another-key-0123456", "/cards/c-1/cancel?issuer=two", "{}");
    assert_eq!(code(&answer), (422, "unsupported_action".to_owned()));
    assert_eq!(bench.log.last(), Some(&"owns"), "only who owns the card learns that");
}

#[test]
fn the_description_is_public_unless_it_is_switched_off() {
    let mut bench = Bench::new();
    bench.principal = None;
    let answer = bench.send("GET", "/openapi.json", &[], b"");
    assert_eq!((answer.status, body(&answer)["openapi"].as_str()), (200, Some("3.1.0")));
    assert!(bench.log.is_empty());
    let mut settings = settings();
    settings["openapi"] = json!(false);
    assert_eq!(Bench::with(&settings).send("GET", "/openapi.json", &[], b"").status, 404);
}
