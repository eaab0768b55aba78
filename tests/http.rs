//! To and from the types of the `http` crate.

#![cfg(all(feature = "native", feature = "crypto", feature = "edge", feature = "http"))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

#[path = "support/golden_cases.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod golden_cases;
#[path = "support/told.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod told;

use std::cell::RefCell;

use cardlatch::body::Body;
use cardlatch::callbacks::{Kind, Receiver, Reply};
use cardlatch::edge::{Answer, Stream};
use cardlatch::http::{Limits, Received, Request, Response};
use cardlatch::issuers::artha::ArthaConfig;
use cardlatch::transport::closure::{Blocking, Surroundings};
use cardlatch::{Action, ActionOptions, Client, ErrorCode, IssuerConfig};
use golden_cases::CASES;
use proptest::prelude::*;

/// What a request says, to be compared.
type Plain = (String, String, Vec<(String, String)>, Vec<u8>);

fn plain(request: &Request) -> Plain {
    let headers = request.headers().map(|(name, value)| (name.to_lowercase(), value.to_owned()));
    let body = request.body.as_bytes().to_vec();
    (request.method().to_owned(), request.url().to_owned(), headers.collect(), body)
}

fn plain_http<B: AsRef<[u8]>>(request: &http1::Request<B>) -> Plain {
    let headers = request.headers().iter();
    let headers = headers.map(|(name, value)| {
        (name.to_string(), String::from_utf8(value.as_bytes().into()).unwrap())
    });
    let body = request.body().as_ref().to_vec();
    (request.method().to_string(), request.uri().to_string(), headers.collect(), body)
}

/// The URL as the `http` crate has it, which knows no path that is empty.
fn same(mut own: Plain, mut other: Plain) -> bool {
    own.2.sort();
    other.2.sort();
    own == other
}

#[test]
fn every_documented_request_stays_what_it_is() {
    for case in CASES {
        let mut own = case.request();
        (own.limit_ms, own.most_bytes) = (1_234, 5_678);
        let due = plain(&own);
        let made = http1::Request::<Vec<u8>>::try_from(own).expect(case.name);
        assert!(same(due.clone(), plain_http(&made)), "{}", case.name);
        let limits = made.extensions().get::<Limits>();
        assert_eq!(limits, Some(&Limits { limit_ms: 1_234, most_bytes: 5_678 }), "{}", case.name);
        let kept = http1::Request::<Body>::try_from(case.request()).expect(case.name);
        assert!(same(due, plain_http(&kept)), "{}", case.name);
    }
}

#[test]
fn no_value_that_may_be_secret_is_printed() {
    let mut seen = 0;
    for case in CASES {
        let made = http1::Request::<Body>::try_from(case.request()).expect(case.name);
        for (name, value) in made.headers() {
            let is_plain = ["accept", "content-type"].contains(&name.as_str());
            assert_eq!(value.is_sensitive(), !is_plain, "{} {name}", case.name);
            seen += usize::from(!is_plain);
        }
        let shown = format!("{made:?} {made:#?}");
        for (name, value) in made.headers().iter().filter(|(_, value)| value.is_sensitive()) {
            let value = value.to_str().unwrap();
            let is_in_url = made.uri().to_string().contains(value);
            assert!(
                is_in_url || value.len() < 12 || !shown.contains(value),
                "{} {name}",
                case.name
            );
        }
        let body = String::from_utf8_lossy(made.body().as_bytes()).into_owned();
        assert!(body.len() < 12 || !shown.contains(&body), "{}", case.name);
    }
    assert!(seen > 400, "{seen}");
}

#[test]
fn a_url_that_is_too_long_is_refused() {
    let fields = Box::leak(format!(r#""from":"{}""#, "a".repeat(66_000)).into_boxed_str());
    let case = CASES.iter().find(|case| case.name == "ibanera-transactions-all").expect("a case");
    let case = golden_cases::Case { fields, ..*case };
    let error = http1::Request::<Vec<u8>>::try_from(case.request()).expect_err("too long");
    assert_eq!(told::error(&error), "invalid_input none path=url");
    assert!(!format!("{error} {error:?}").contains("aaaa"));
}

#[test]
fn an_answer_keeps_its_status_its_body_and_when_to_come_again() {
    let answer = |value: http1::HeaderValue| {
        let builder = http1::Response::builder().status(503).header("retry-after", value);
        Response::from(builder.body(b"later".as_slice()).unwrap())
    };
    let told = answer(http1::HeaderValue::from_static("120"));
    assert_eq!((told.status, told.retry_after.as_deref()), (503, Some("120")));
    assert_eq!(told.body, b"later");
    let odd = answer(http1::HeaderValue::from_bytes(b"\xff").unwrap());
    assert_eq!((odd.status, odd.retry_after), (503, None));
}

#[test]
fn a_header_that_is_no_text_is_refused() {
    let value = http1::HeaderValue::from_bytes(b"secret\xff").unwrap();
    let request = http1::Request::post("/").header("x-signature", value).body("{}").unwrap();
    let error = Received::try_from(&request).expect_err("no text");
    assert_eq!(told::error(&error), "invalid_input none path=headers.x-signature");
    assert!(!format!("{error} {error:?}").contains("secret"));
}

#[test]
fn a_request_that_came_in_shows_its_method_alone() {
    let request = http1::Request::post("/callbacks/main/path-secret-0001")
        .header("authorization", "header-secret-0001")
        .body("body-secret-0001")
        .unwrap();
    let received = Received::try_from(&request).unwrap();
    assert_eq!(format!("{received:?}"), "Received { method: \"POST\", .. }");
}

#[test]
fn the_origin_is_put_before_a_path_and_nothing_else() {
    let url = |uri: &str| {
        let request = http1::Request::get(uri).body("").unwrap();
        Received::try_from(&request).unwrap().at_origin("https://cards.example").url().to_owned()
    };
    assert_eq!(url("/api/cards?page=2"), "https://cards.example/api/cards?page=2");
    assert_eq!(url("http://named.example/api?page=2"), "https://cards.example/api?page=2");
    assert_eq!(url("https://named.example"), "https://cards.example/");
    assert_eq!(url("//named.example/api"), "https://cards.example//named.example/api");
    assert_eq!(url("*"), "*");
}

#[test]
fn a_callback_is_received_and_answered() {
    let body = r#"{"event.type":"customer.kyc.approved","payload":{"id":"c_1"}}"#;
    let signature = "93340039fd392e6beee847892578e41f084fe25de63ca7ae60af233fa990415f";
    let receiver = Receiver::yativo(["whsec_old"]).unwrap();
    let read = |signature: &str| {
        let request = http1::Request::post("/callbacks/main")
            .header("X-Yativo-Signature", signature)
            .body(body)
            .unwrap();
        receiver.receive(Received::try_from(&request).unwrap().incoming())
    };
    assert_eq!(read(signature).map(|event| event.kind).ok(), Some(Kind::Kyc));
    let error = read(&signature.replace('9', "8")).map(|_| ()).expect_err("another signature");
    assert_eq!(error.code(), ErrorCode::Unauthorized);

    let refused = http1::Response::<Vec<u8>>::try_from(receiver.refused(&error)).unwrap();
    assert_eq!((refused.status().as_u16(), refused.body().len()), (401, 0));
    let reply = http1::Response::<Vec<u8>>::try_from(Reply::json("{}")).unwrap();
    assert_eq!(reply.headers()["content-type"], "application/json");
    assert_eq!(reply.body(), b"{}");
    let empty = http1::Response::<Body>::try_from(Reply::empty(200)).unwrap();
    assert!(empty.headers().is_empty());
    let odd = Reply { status: 7, ..Reply::empty(200) };
    assert!(http1::Response::<Vec<u8>>::try_from(odd).is_err());
    let split = Reply { media_type: "a\nb".into(), ..Reply::empty(200) };
    let error = http1::Response::<Vec<u8>>::try_from(split).expect_err("two lines");
    assert_eq!(error.path(), Some("headers.content-type"));
}

fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Answer {
    let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let headers = headers.iter().map(own).collect();
    Answer { status, headers, body: body.to_owned(), stream: None }
}

#[test]
fn what_the_proxy_answers_is_kept_and_not_printed() {
    let stream = Stream { operation: "op".into(), shard: "s".into(), since_ms: 7 };
    let own = Answer {
        stream: Some(stream.clone()),
        ..answer(202, &[("location", "/operations/a~main~card-1")], r#"{"pan":"5391"}"#)
    };
    let made = http1::Response::<Body>::try_from(own.clone()).unwrap();
    assert_eq!((made.status().as_u16(), made.extensions().get()), (202, Some(&stream)));
    let shown = format!("{made:?}");
    assert!(!shown.contains("card-1") && !shown.contains("5391"), "{shown}");
    assert_eq!(made.headers()["location"], "/operations/a~main~card-1");
    let bytes = http1::Response::<Vec<u8>>::try_from(own.clone()).unwrap().into_body();
    assert_eq!(bytes, own.body.as_bytes());
    for odd in
        [answer(99, &[], ""), answer(200, &[("a b", "c")], ""), answer(200, &[("a", "\n")], "")]
    {
        assert!(http1::Response::<Vec<u8>>::try_from(odd).is_err());
    }
}

fn headers() -> impl Strategy<Value = Vec<(String, String)>> {
    prop::collection::vec(("[a-z][a-z0-9-]{0,12}", "[ -~]{0,20}"), 0..12)
}

proptest! {
    #[test]
    fn what_a_client_sends_stays_what_it_is(
        token in "[!-~]{8,40}", card in "[!-~]{1,40}", base in "[a-z]{1,9}(/[a-z0-9]{1,5}){0,2}",
    ) {
        let mut config = ArthaConfig::new(&format!("https://{base}"), &token);
        config.need_photo_for_operate_card = Some(false);
        let Ok(client) = Client::new(IssuerConfig::Artha(config)) else { return Ok(()) };
        let seen = RefCell::new(None);
        let send = |request: Request| {
            let own = plain(&request);
            let made = http1::Request::<Vec<u8>>::try_from(request).map(|made| plain_http(&made));
            *seen.borrow_mut() = Some((own, made));
            Ok(Response::from(http1::Response::new(r#"{"status":"Success","data":{}}"#)))
        };
        let surroundings = Surroundings::default().signer(|_| Ok(vec![7; 128]));
        let driver = Blocking::with(send, surroundings);
        let _ = driver.act(&client, Action::Freeze, &card, ActionOptions::default());
        if let Some((own, made)) = seen.into_inner() {
            let made = made.expect("converted");
            prop_assert!(same(own.clone(), made.clone()), "{own:?} {made:?}");
        }
    }

    #[test]
    fn what_comes_in_stays_what_it_is(
        method in "[A-Z]{1,8}", path in "/[a-z0-9/~.%-]{0,30}(\\?[a-z0-9=&]{0,20})?",
        headers in headers(), body in prop::collection::vec(any::<u8>(), 0..64),
    ) {
        let mut builder = http1::Request::builder().method(&*method).uri(&*path);
        for (name, value) in &headers {
            builder = builder.header(name, value);
        }
        let request = builder.body(body.clone()).unwrap();
        let received = Received::try_from(&request).unwrap().from_address("192.0.2.1");
        prop_assert_eq!((received.method(), received.url()), (&*method, &*path));
        prop_assert_eq!(received.body(), &*body);
        let mut due: Vec<(&str, &str)> =
            headers.iter().map(|(name, value)| (&**name, &**value)).collect();
        let mut got = received.headers().to_vec();
        // Those of one name stay in their order; the names have none.
        due.sort_by_key(|(name, _)| *name);
        got.sort_by_key(|(name, _)| *name);
        prop_assert_eq!(&got, &due);
        let (incoming, asked) = (received.incoming(), received.request());
        prop_assert_eq!((incoming.method, incoming.headers, incoming.body), (asked.method, asked.headers, asked.body));
        prop_assert_eq!((incoming.address, asked.address), (Some("192.0.2.1"), Some("192.0.2.1")));
        prop_assert_eq!(asked.url, &*path);
    }

    #[test]
    fn what_the_proxy_answers_stays_what_it_is(
        status in any::<u16>(), headers in headers(), body in ".{0,40}",
    ) {
        let list: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (&**name, &**value)).collect();
        let made = http1::Response::<Vec<u8>>::try_from(answer(status, &list, &body));
        let Ok(made) = made else {
            prop_assert!(!(100..1_000).contains(&status));
            return Ok(());
        };
        prop_assert_eq!(made.status().as_u16(), status);
        prop_assert_eq!(made.headers().len(), headers.len());
        for (name, value) in &headers {
            let mut all = made.headers().get_all(name).iter();
            prop_assert!(all.any(|own| own.as_bytes() == value.as_bytes()));
        }
        let retry_after = made.headers().get("retry-after").map(|value| value.to_str().unwrap().to_owned());
        let back = Response::from(made);
        prop_assert_eq!((back.status, back.retry_after, back.body), (status, retry_after, body.into_bytes()));
    }
}
