//! Issuers' callbacks: what each documented payload means, and that only true ones are read.

#![cfg(feature = "crypto")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "support/layout.rs"]
mod layout;
#[path = "support/payloads.rs"]
#[allow(dead_code, reason = "which event it is matters to tests/coverage.rs")]
mod payloads;
#[path = "support/shown.rs"]
mod shown;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cardlatch::callbacks::{
    Check, Digest, DigestText, Event, Field, Incoming, Kind, Layout, Place, Proof, Receiver, Reply,
    Sender, Signature, Strength, Trust,
};
use cardlatch::{Error, ErrorCode};
use hmac::{Hmac, KeyInit, Mac};
use layout::layout;
use payloads::{Payload, payloads};
use proptest::prelude::*;
use sha2::{Digest as _, Sha256};

const PATH_SECRET: &str = "0123456789abcdef";

fn read_back(make: impl FnOnce(Proof) -> Result<Receiver, Error>) -> Receiver {
    make(Proof::ReadBack).expect("a receiver")
}

fn artha() -> Receiver {
    read_back(Receiver::artha)
}

fn open_api() -> Receiver {
    read_back(|proof| Receiver::open_api(proof, Place::header("X-Event-Tag")))
}

fn yativo() -> Receiver {
    Receiver::yativo(["whsec_1"]).expect("a receiver")
}

fn ibanera() -> Receiver {
    Receiver::ibanera(["hash secret"], DigestText::Either).expect("a receiver")
}

fn artha_v1() -> Receiver {
    read_back(|proof| Receiver::artha_v1(proof, layout()))
}

/// HMAC in hexadecimal digits, by the library and not by the code under test.
fn mac(secret: &str, body: &[u8]) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any key");
    hex(&mac.chain_update(body).finalize().into_bytes())
}

fn hash(secret: &str, body: &[u8]) -> [u8; 32] {
    Sha256::digest([body, secret.as_bytes()].concat()).into()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a text takes all");
        text
    })
}

/// A request that its issuer has signed, as far as it signs.
fn deliver(receiver: &Receiver, tag: &str, body: &str) -> Result<Event, Error> {
    let body = body.as_bytes();
    let (name, value) = match receiver.sender() {
        Sender::Yativo => ("X-Yativo-Signature", mac("whsec_1", body)),
        Sender::Ibanera => ("webhook-signature", STANDARD.encode(hash("hash secret", body))),
        _ => ("x-event-tag", tag.to_owned()),
    };
    shown::plant_body(body);
    receiver.receive(Incoming::new("POST", &[(name, &value)], body)).inspect_err(shown::check)
}

/// All that an event holds, without what is not there.
fn told(event: &Event) -> String {
    let mut text = format!("{} {}", event.kind.as_str(), event.progress.as_str());
    let amount = event.amount.as_ref();
    let money = amount.map(|own| format!("{} {}", own.value, own.unit.as_str()));
    let parts = [
        ("word", event.word.clone()),
        ("card", event.card_id.clone()),
        ("task", event.task_id.clone()),
        ("action", event.action.map(|action| action.as_str().to_owned())),
        ("state", event.card_state.map(|state| state.as_str().to_owned())),
        ("status", event.status.clone()),
        ("amount", money),
        ("currency", amount.and_then(|own| own.currency.clone())),
        ("time", event.time.clone()),
        ("remarks", event.remarks.clone()),
        ("code", event.code.as_ref().map(|code| code.expose().clone())),
    ];
    for (name, value) in parts {
        if let Some(value) = value {
            write!(text, " {name}={value}").expect("a text takes all");
        }
    }
    for (name, value) in &event.secrets {
        write!(text, " secret:{name}={}", value.expose()).expect("a text takes all");
    }
    if !event.extra.is_empty() {
        write!(text, " extra={}", event.extra.json().as_str()).expect("a text takes all");
    }
    text
}

#[track_caller]
fn assert_told(receiver: &Receiver) {
    let all = payloads(receiver.sender().as_str());
    assert!(all.len() > 7);
    for Payload { source, body, told: expected, tag, .. } in all {
        let event =
            deliver(receiver, &tag, &body).unwrap_or_else(|error| panic!("{source}: {error}"));
        assert_eq!(told(&event), expected, "{source}");
        assert_eq!(event.sender, receiver.sender());
    }
}

#[test]
fn artha_tells() {
    assert_told(&artha());
}

#[test]
fn yativo_tells() {
    assert_told(&yativo());
}

#[test]
fn ibanera_tells() {
    assert_told(&ibanera());
}

#[test]
fn open_api_tells() {
    assert_told(&open_api());
    let event = deliver(&open_api(), "card.status.closed", &payloads("open-api")[0].body);
    assert_eq!(event.expect("an event").secret("cvv"), Some("345"));
}

#[test]
fn open_api_may_wrap_the_card_and_carry_the_word_anywhere() {
    let wrapped = r#"{"head":{"eventTag":"card.status.freeze"},"data":{"card_id":"c"}}"#;
    let receiver = read_back(|proof| Receiver::open_api(proof, Place::body("head/eventTag")));
    let event = deliver(&receiver, "", wrapped).expect("an event");
    assert_eq!(told(&event), "card.state unknown word=card.status.freeze card=c state=frozen");

    let event = deliver(&open_api(), "", wrapped).expect("an event");
    assert_eq!((event.kind, event.word.as_deref()), (Kind::Other, Some("")));
    let event = open_api().receive(Incoming::new("POST", &[], wrapped.as_bytes()));
    assert_eq!(event.expect("an event").word, None);
}

#[test]
fn artha_v1_tells_where_the_caller_says_so() {
    assert_told(&artha_v1());
    for Payload { body, .. } in payloads("artha-v1") {
        let event = deliver(&artha_v1(), "", &body).expect(&body);
        let key = event.key.expect("a key");
        assert_eq!((key.text.as_str(), key.strength), ("artha-v1:e", Strength::Id));
    }
    let bare = Layout::new(Place::header("x-event-tag"));
    let receiver = read_back(|proof| Receiver::artha_v1(proof, bare));
    let event = deliver(&receiver, "card.freeze", r#"{"cardId":"c"}"#).expect("an event");
    assert_eq!(
        told(&event),
        "other unknown word=card.freeze action=freeze extra={\"cardId\":\"c\"}"
    );
}

#[track_caller]
fn assert_untrue(result: Result<Event, Error>, fault: &str) {
    let error = result.expect_err(fault);
    assert_eq!((error.code(), error.message()), (ErrorCode::Unauthorized, fault));
    assert!(error.body().is_none());
}

const NO_SIGNATURE: &str = "The callback has no signature.";
const NO_DIGEST: &str = "The callback's signature is not a whole digest.";
const WRONG: &str = "The callback's signature is wrong.";

#[test]
fn yativo_signs_with_hmac() {
    let body = br#"{"event.type":"deposit.created","payload":{}}"#;
    // By OpenSSL: openssl dgst -sha256 -hmac whsec_1
    let good = "00221ef5fb769416716318f739e5a4433e7234a583cecaa6b07b59a2489d787f";
    assert_eq!(mac("whsec_1", body), good);
    let deliver = |receiver: &Receiver, headers: &[(&str, &str)], body: &[u8]| {
        receiver.receive(Incoming::new("POST", headers, body))
    };
    let (prefixed, capital) = (format!("sha256={good}"), good.to_uppercase());
    let (padded, old) = (format!(" {good}\t"), mac("whsec_0", body));
    for (name, value) in [
        ("X-Yativo-Signature", good),
        ("x-yativo-signature", &prefixed),
        ("Signature", good),
        ("signature", &padded),
        ("X-SIGNATURE", &prefixed),
        ("x-signature", &capital),
    ] {
        let headers = [("host", "h"), (name, value)];
        let event = deliver(&yativo(), &headers, body).expect(name);
        assert_eq!(event.trust, Trust::Signed);
    }
    let both = Receiver::yativo(["whsec_1", "whsec_0"]).expect("a receiver");
    for value in [good, &old] {
        deliver(&both, &[("signature", value)], body).expect("either secret");
    }
    deliver(&yativo(), &[("signature", &old), ("x-yativo-signature", good)], body)
        .expect("one of the headers");

    assert_untrue(deliver(&yativo(), &[], body), NO_SIGNATURE);
    assert_untrue(deliver(&yativo(), &[("webhook-signature", good)], body), NO_SIGNATURE);
    assert_untrue(deliver(&yativo(), &[("x-webhook-signature", good)], body), NO_SIGNATURE);
    assert_untrue(deliver(&yativo(), &[("signature", &old)], body), WRONG);
    assert_untrue(deliver(&yativo(), &[("signature", good)], b"{}"), WRONG);
    for value in ["", "sha256=", "00", "zz", "0022", &format!("{good}00"), "sha1=00"] {
        assert_untrue(deliver(&yativo(), &[("signature", value)], body), NO_DIGEST);
    }
    let base64 = STANDARD.encode(Sha256::digest(body));
    assert_untrue(deliver(&yativo(), &[("signature", &base64)], body), NO_DIGEST);
}

#[test]
fn ibanera_signs_with_a_hash() {
    let body = br#"{"Id":"7f1c","Type":"MANAGEE_CARD_APPROVAL_UPDATED","Data":{}}"#;
    // By OpenSSL: openssl dgst -sha256 over the body and the secret.
    let (hex, base64) = (
        "b9d05b3c632b8075f13f9818722d2e933f3eec50722b77eeb20bc777b93a23af",
        "udBbPGMrgHXxP5gYci0ukz8+7FByK3fusgvHd7k6I68=",
    );
    let deliver = |text: DigestText, value: &str| {
        let receiver = Receiver::ibanera(["hash secret"], text).expect("a receiver");
        receiver.receive(Incoming::new("POST", &[("Webhook-Signature", value)], body))
    };
    let capital = hex.to_uppercase();
    for (text, value) in [
        (DigestText::Either, hex),
        (DigestText::Either, base64),
        (DigestText::Hex, hex),
        (DigestText::Hex, &capital),
        (DigestText::Base64, base64),
    ] {
        assert_eq!(deliver(text, value).expect(value).trust, Trust::Signed);
    }
    assert_untrue(deliver(DigestText::Hex, base64), NO_DIGEST);
    assert_untrue(deliver(DigestText::Base64, hex), NO_DIGEST);
    assert_untrue(deliver(DigestText::Either, &mac("hash secret", body)), WRONG);
    assert_untrue(deliver(DigestText::Either, &STANDARD.encode(hash("another", body))), WRONG);
}

#[test]
fn what_is_not_signed_has_another_proof() {
    let receiver = Receiver::artha(Proof::path_secret(PATH_SECRET)).expect("a receiver");
    let plain = Incoming::new("POST", &[], b"{}");
    let wrong = "The callback's path has another secret.";
    let event = receiver.receive(plain.with_path_secret(PATH_SECRET)).expect("an event");
    assert_eq!(event.trust, Trust::Origin);
    assert_untrue(receiver.receive(plain), wrong);
    for text in ["", "0123456789abcdeF", "0123456789abcde", "0123456789abcdef0"] {
        assert_untrue(receiver.receive(plain.with_path_secret(text)), wrong);
    }

    let list = Proof::addresses(["203.0.113.7", "2001:db8::1"]);
    let receiver = Receiver::artha(list).expect("a receiver");
    let wrong = "The callback comes from another address.";
    for text in ["203.0.113.7", "::ffff:203.0.113.7", "2001:DB8:0::1", " 203.0.113.7"] {
        let event = receiver.receive(plain.from_address(text)).expect(text);
        assert_eq!(event.trust, Trust::Origin);
    }
    assert_untrue(receiver.receive(plain), wrong);
    for text in ["", "203.0.113.8", "203.0.113.7:443", "203.0.113.07", "x"] {
        assert_untrue(receiver.receive(plain.from_address(text)), wrong);
    }

    let event = artha().receive(plain).expect("an event");
    assert_eq!(event.trust, Trust::ReadCardFirst);

    let signature = Signature::hmac(["k"]).header("x-artha");
    let receiver = Receiver::artha(Proof::Signature(signature)).expect("a receiver");
    assert_untrue(receiver.receive(plain), NO_SIGNATURE);
    let good = mac("k", b"{}");
    receiver.receive(Incoming::new("POST", &[("X-Artha", &good)], b"{}")).expect("an event");
}

#[test]
fn there_is_no_receiver_without_a_proof() {
    let none: [&str; 0] = [];
    let refused = [
        Receiver::yativo(none).err(),
        Receiver::yativo(["whsec_1", ""]).err(),
        Receiver::ibanera(none, DigestText::Hex).err(),
        Receiver::artha(Proof::addresses(none)).err(),
        Receiver::artha(Proof::addresses(["203.0.113.7", "example.org"])).err(),
        Receiver::artha(Proof::path_secret("0123456789abcde")).err(),
        Receiver::artha(Proof::path_secret("")).err(),
        Receiver::artha(Proof::Signature(Signature::hmac(["k"]))).err(),
        Receiver::open_api(Proof::ReadBack, Place::body("")).err(),
        Receiver::open_api(Proof::path_secret(""), Place::body("eventTag")).err(),
        Receiver::artha_v1(Proof::ReadBack, Layout::new(Place::header(""))).err(),
        Receiver::artha_v1(
            Proof::ReadBack,
            Layout::new(Place::body("event")).field(Field::CardId, ""),
        )
        .err(),
    ];
    for (place, error) in refused.into_iter().enumerate() {
        let error = error.unwrap_or_else(|| panic!("number {place} was made"));
        assert_eq!(error.code(), ErrorCode::Configuration, "number {place}");
        assert!(error.path().is_some(), "number {place}");
    }
}

#[test]
fn digests_may_come_from_elsewhere() {
    let body = b"{}";
    let receiver = Receiver::yativo(["a", "b", "c"]).expect("a receiver");
    let (good, mut asked) = (mac("b", body), Vec::new());
    let headers = [("signature", good.as_str())];
    let mut check = receiver.check(Incoming::new("POST", &headers, body)).expect("a check");
    while let Some(digest) = check.needed() {
        let Digest::HmacSha256 { key, message } = digest else { panic!("another digest") };
        assert_eq!(message, body);
        asked.push(key.to_vec());
        check.give(&digest.compute());
    }
    assert_eq!(asked, [b"a", b"b"], "none is asked for after the right one");
    check.event().expect("an event");

    let start = || receiver.check(Incoming::new("POST", &headers, body)).expect("a check");
    let give = |mut check: Check<'_>, digests: &[&[u8]]| {
        for digest in digests {
            check.give(digest);
        }
        check.event()
    };
    assert_untrue(give(start(), &[]), WRONG);
    let right = Digest::HmacSha256 { key: b"b", message: body }.compute();
    assert_untrue(give(start(), &[b"", &right[..31]]), WRONG);
    assert_untrue(give(start(), &[&[0; 32], &[0; 32], &[0; 32], &right]), WRONG);

    let digest = hash("hash secret", body);
    let value = hex(&digest);
    let headers = [("webhook-signature", value.as_str())];
    let receiver = ibanera();
    let mut check = receiver.check(Incoming::new("POST", &headers, body)).expect("a check");
    let Some(Digest::Sha256 { parts }) = check.needed() else { panic!("another digest") };
    assert_eq!(parts.concat(), b"{}hash secret");
    check.give(&digest);
    assert!(check.needed().is_none());
    check.event().expect("an event");
}

#[test]
fn methods_and_broken_bodies_are_refused() {
    for method in ["GET", "HEAD", "DELETE", "OPTIONS", "", "POST "] {
        let error = artha().receive(Incoming::new(method, &[], b"{}")).expect_err(method);
        assert_eq!((error.code(), error.path()), (ErrorCode::InvalidInput, Some("method")));
        assert_eq!(artha().refused(&error), Reply::empty(405));
    }
    for method in ["POST", "post", "PUT", "PATCH"] {
        artha().receive(Incoming::new(method, &[], b"{}")).expect(method);
    }
    artha_v1().receive(Incoming::new("PUT", &[], b"{}")).expect_err("POST is documented");

    for body in
        ["", "{", "[]", "1", "null", "\"x\"", "<html>", "{\"a\":1,\"a\":2}", "{} x", "{'a':1}"]
    {
        for receiver in [artha(), open_api(), artha_v1(), yativo(), ibanera()] {
            let error = deliver(&receiver, "", body).expect_err(body);
            assert_eq!(error.code(), ErrorCode::UnexpectedAnswer, "{body}");
            assert_eq!(error.issuer(), Some(receiver.sender()));
            assert_eq!(receiver.refused(&error), Reply::empty(400));
        }
    }
    // The samples of these pages are not JSON: a comma too many.
    let sample = r#"{"Id":"g","Type":"TRANSACTION_STATUS_UPDATED","Data":{"Id":1,}}"#;
    assert_eq!(deliver(&ibanera(), "", sample).unwrap_err().code(), ErrorCode::UnexpectedAnswer);
    let deep = "[".repeat(100_000);
    let body = format!(r#"{{"a":{deep}}}"#);
    deliver(&artha(), "", &body).expect_err("too deep");
    let long = format!(r#"{{"a":"{}"}}"#, "x".repeat(1024 * 1024));
    let error = deliver(&artha(), "", &long).expect_err("too long");
    assert_eq!((error.code(), error.path()), (ErrorCode::InvalidInput, Some("body")));
    assert_eq!(artha().refused(&error), Reply::empty(413));
}

#[test]
fn replies_are_what_the_issuer_wants() {
    let taken = artha().taken();
    assert_eq!(taken.status, 200);
    assert_eq!(taken.media_type, "application/json");
    assert_eq!(taken.body, r#"{"code":0,"message":"success"}"#);
    for receiver in [yativo(), ibanera(), open_api(), artha_v1()] {
        assert_eq!(receiver.taken(), Reply::empty(200));
        assert_eq!(receiver.later(), Reply::empty(503));
    }
    let own = open_api().with_taken(Reply::json(r#"{"code":0}"#));
    assert_eq!(own.taken().body, r#"{"code":0}"#);
    let untrue = yativo().receive(Incoming::new("POST", &[], b"{}")).expect_err("no signature");
    assert_eq!(yativo().refused(&untrue), Reply::empty(401));
}

/// Whether it tells no more than its word and how it went.
fn is_general(event: &Event) -> bool {
    let told = [&event.card_id, &event.task_id, &event.time];
    event.amount.is_none() && told.iter().all(|text| text.as_deref().is_none_or(str::is_empty))
}

#[test]
fn what_an_event_is_about_tells_it_apart_and_its_word_alone_does_not() {
    let receiver = |layout| read_back(|proof| Receiver::artha_v1(proof, layout));
    let key = |receiver: &Receiver, body: &str| {
        deliver(receiver, "", body).expect(body).key.map(|key| key.text)
    };
    let bare = receiver(Layout::new(Place::body("event")).field(Field::Status, "status"));
    for body in [
        r#"{"event":"cardholder.approved","customerId":"a"}"#,
        r#"{"event":"cardholder.approved","customerId":"b","status":"approved"}"#,
        r#"{"event":"consume"}"#,
        "{}",
    ] {
        assert_eq!(key(&bare, body), None, "{body}");
    }
    let about = receiver(
        Layout::new(Place::body("event")).field(Field::About, "customerId|data/transactionId"),
    );
    let (one, other) = (
        key(&about, r#"{"event":"cardholder.approved","customerId":"a"}"#),
        key(&about, r#"{"event":"cardholder.approved","customerId":"b"}"#),
    );
    assert!(one.is_some() && one != other);
    let spent = r#"{"event":"consume","data":{"transactionId":"t"}}"#;
    assert!(key(&about, spent).is_some_and(|key| key.contains(":t:")));
    let event = deliver(&about, "", spent).expect("an event");
    assert_eq!(event.extra.json().as_str(), r#"{"data":{"transactionId":"t"}}"#);
}

#[test]
fn keys_are_stable_and_tell_events_apart() {
    let mut seen = BTreeSet::new();
    for receiver in [artha(), yativo()] {
        for Payload { source, body, .. } in payloads(receiver.sender().as_str()) {
            let event = deliver(&receiver, "", &body).expect(&source);
            let again = deliver(&receiver, "", &body).expect(&source);
            assert_eq!(event.key, again.key);
            let Some(key) = event.key else {
                assert!(event.kind == Kind::ThreedsCode || is_general(&event), "{source}");
                continue;
            };
            assert_eq!(key.strength, Strength::Derived);
            assert!(seen.insert(key.text.clone()), "{source}: {} twice", key.text);
        }
    }
    let key = |body: &str| deliver(&ibanera(), "", body).expect(body).key.expect("a key");
    let one = key(r#"{"Id":"g1","Type":"A","Data":{}}"#);
    assert_eq!((one.text.as_str(), one.strength), ("ibanera:g1", Strength::Id));
    assert_eq!(one, key(r#"{"Id":"g1","Type":"B","Data":{"Amount":1}}"#));
    assert_ne!(one, key(r#"{"Id":"g2","Type":"A","Data":{}}"#));
    assert_eq!(
        key(r#"{"Type":"FIAT_DEPOSIT_RECEIVED","Data":{"Amount":1}}"#).strength,
        Strength::Derived
    );

    let tags = ["card.status.active", "card.status.freeze", "card.status.unfreeze"];
    for tag in tags {
        let event = deliver(&open_api(), tag, &payloads("open-api")[0].body).expect(tag);
        let key = event.key.expect("a key");
        assert!(!key.text.contains("907152573585214424064"));
        assert!(seen.insert(key.text));
    }
}

#[test]
fn nothing_shows_a_secret() {
    let secrets = ["whsec_hidden", "path-secret-hidden-1", "971615", "4111111111111111", "whsec_1"];
    let body = r#"{"notifyType":"OPT_CODE","OPT_CODE":"971615","cardNo":"4111111111111111","remarks":"4111111111111111"}"#;
    let event = deliver(&artha(), "", body).expect("an event");
    let receiver = Receiver::yativo(["whsec_hidden"]).expect("a receiver");
    let signature = mac("whsec_1", body.as_bytes());
    let headers = [("signature", signature.as_str())];
    let incoming = Incoming::new("POST", &headers, body.as_bytes());
    let incoming = incoming.with_path_secret("path-secret-hidden-1");
    let check = receiver.check(incoming).expect("a check");
    let digest = check.needed().expect("a digest");
    let mut shown = format!("{event:?} {receiver:?} {incoming:?} {check:?} {digest:?}");
    let error = receiver.receive(incoming).expect_err("another secret");
    write!(shown, "{error:?} {error} {:?}", Proof::path_secret("path-secret-hidden-1"))
        .expect("a text takes all");
    write!(shown, "{:?}{:?}", event.secrets, event.code).expect("a text takes all");
    write!(shown, "{:?}{:?}", event.extra, event.key).expect("a text takes all");
    for secret in secrets {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
    assert!(!shown.contains(&signature));
}

fn receivers() -> [Receiver; 5] {
    [artha(), artha_v1(), yativo(), open_api(), ibanera()]
}

/// Values as a callback may hold them, and names that mean something.
fn object() -> impl Strategy<Value = String> {
    let name = prop::sample::select(
        "notifyType event.type event Type Data payload data cardId card_id taskld status amount \
         currency OPT_CODE otp id Id requestType kycPassed isTerminated reason narrative cvv \
         updated_at bPending Amount Asset eventTag"
            .split_whitespace()
            .collect::<Vec<_>>(),
    );
    let leaf = prop::sample::select(vec![
        "null",
        "true",
        "false",
        "1",
        "-0.10",
        "1e999",
        "\"\"",
        "\" \"",
        "\"operation\"",
        "\"consume\"",
        "\"virtualcard.deactivated\"",
        "\"FIAT DEPOSIT RECEIVED\"",
        "\"success\"",
        "5",
        "\"5\"",
        "\"\\u00e9\"",
        "[]",
        "{}",
    ]);
    leaf.prop_map(str::to_owned).prop_recursive(4, 40, 6, move |inner| {
        let fields = prop::collection::btree_map(name.clone(), inner.clone(), 0..6);
        let object = fields.prop_map(|fields| {
            let fields = fields.iter().map(|(name, value)| format!("\"{name}\":{value}"));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
        });
        let list = prop::collection::vec(inner, 0..4);
        prop_oneof![4 => object, 1 => list.prop_map(|items| format!("[{}]", items.join(",")))]
    })
}

proptest! {
    #[test]
    fn any_bytes_are_an_event_or_an_error(
        body in prop::collection::vec(any::<u8>(), 0..200),
        method in ".{0,6}",
        header in ".{0,70}",
    ) {
        let headers = [("signature", header.as_str()), ("webhook-signature", &header)];
        for receiver in receivers() {
            let _ = receiver.receive(Incoming::new(&method, &headers, &body));
            let signed = String::from_utf8_lossy(&body);
            let _ = deliver(&receiver, &header, &signed);
        }
    }

    #[test]
    fn any_object_is_an_event(body in object()) {
        for receiver in receivers() {
            let result = deliver(&receiver, "card.status.closed", &body);
            prop_assert_eq!(result.is_ok(), body.starts_with('{'), "{}", body);
            let Ok(event) = result else { continue };
            let extra = event.extra.json().as_str().as_bytes();
            prop_assert!(cardlatch::json::check(extra, cardlatch::json::Limits::default()).is_ok());
            let has_none = event.kind == Kind::ThreedsCode || is_general(&event);
            prop_assert!(event.key.is_none() == has_none || receiver.sender() != Sender::Artha);
            prop_assert!(event.key.is_some() || has_none);
        }
    }

    #[test]
    fn amounts_keep_every_digit(value in r"-?(0|[1-9][0-9]{0,40})(\.[0-9]{1,30})?", quoted: bool) {
        let written = if quoted { format!("\"{value}\"") } else { value.clone() };
        for (receiver, body) in [
            (artha(), format!(r#"{{"notifyType":"consume","Amount":{written}}}"#)),
            (yativo(), format!(r#"{{"cardId":"c","amount":{written}}}"#)),
            (ibanera(), format!(r#"{{"Type":"FIAT_DEPOSIT_RECEIVED","Data":{{"Amount":{written}}}}}"#)),
            (artha_v1(), format!(r#"{{"event":"consume","data":{{"amount":{written}}}}}"#)),
        ] {
            let event = deliver(&receiver, "", &body).expect("an event");
            prop_assert_eq!(event.amount.expect("an amount").value, value.clone());
        }
    }

    #[test]
    fn a_changed_byte_never_verifies(
        name in "[a-z]{1,12}",
        place in any::<prop::sample::Index>(),
        change in 1_u8..=255,
        in_signature: bool,
    ) {
        let mut body = format!(r#"{{"Id":"{name}","event":"{name}"}}"#).into_bytes();
        let yativo_value = mac("whsec_1", &body);
        let ibanera_value = hex(&hash("hash secret", &body));
        let (mut first, mut second) = (yativo_value.into_bytes(), ibanera_value.into_bytes());
        if in_signature {
            let at = place.index(first.len());
            for value in [&mut first, &mut second] {
                // Another hexadecimal digit: small and capital letters are the same one.
                value[at] = if value[at] == b'0' { b'1' } else { b'0' };
            }
        } else {
            let at = place.index(body.len());
            body[at] ^= change;
        }
        for (receiver, header, value) in
            [(yativo(), "signature", &first), (ibanera(), "webhook-signature", &second)]
        {
            let value = String::from_utf8_lossy(value);
            let headers = [(header, value.as_ref())];
            let error = receiver.receive(Incoming::new("POST", &headers, &body)).unwrap_err();
            prop_assert_eq!(error.code(), ErrorCode::Unauthorized);
        }
    }
}
