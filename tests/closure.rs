//! The drivers over closures, blocking and asynchronous, with real keys.

#![cfg(all(feature = "native", feature = "crypto"))]
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/golden_cases.rs"]
#[allow(dead_code, reason = "only the picture is used here")]
mod golden_cases;
#[path = "support/told.rs"]
#[allow(dead_code, reason = "replies are compared by field here")]
mod told;

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, Mutex};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cardlatch::crypto::{RsaKey, hmac_sha256, sha256, totp};
use cardlatch::http::{Request, Response};
use cardlatch::issuers::artha::ArthaConfig;
use cardlatch::issuers::artha_v1::{ArthaV1Config, SecretEncoding};
use cardlatch::issuers::ibanera::IbaneraConfig;
use cardlatch::issuers::open_api::OpenApiConfig;
use cardlatch::issuers::yativo::YativoConfig;
use cardlatch::json::{self, Limits};
use cardlatch::totp::TotpEncoding;
use cardlatch::transport::closure::{Asynchronous, Blocking, Surroundings};
use cardlatch::{
    Action, ActionOptions, ActionResult, Client, Done, Error, ErrorCode, Fault, IssuerConfig,
    Secret, Task, Verdict,
};
use golden_cases::sign_image;
use rsa::pkcs1v15::{Signature, VerifyingKey};
use rsa::pkcs8::DecodePrivateKey;
use rsa::signature::Verifier;
use rsa::{RsaPrivateKey, RsaPublicKey};
use sha2::Sha256;

/// An RSA key of 1024 bits in PKCS #8, made for these tests.
const KEY: &str = "MIICdwIBADANBgkqhkiG9w0BAQEFAASCAmEwggJdAgEAAoGBANuYQuGb50gvAnysB3H7Rfwfl+ksoVAfZNC/rfE7bE70\
    Ckjgh0xggV7WCLimBdJ6xwStG5HhG9XGgpqtYrgaTK4k5caJEGwVAVgRZh7fPspaa8DGiZfWnHjSBfFZ9fF5/txeUjA2\
    DjMnTZMAlsi3HyOSS7viKfsRld1HHjRk1L0xAgMBAAECgYEAtDbI7I4dyMeLqvUjRw+H59mlud6+pBqfihFEluzFfiYZ\
    KqXZY3zvrvzIO4FE1e+c1OGb9qRfS5mWJYqVsbEjq2DX+5c5P4GD4g6ge+/Az1S7Gzd0a+JSdbvG9LqwLx3Je/ExXvZD\
    xt3DHKK/D5U9prd19g8UR5NNBgNayddQG2ECQQD97SRTwjEtvC8/FdMhfuCbiaFO/4UPRbQ+6PurO6cR4Ze+VKE6n2D8\
    77dmPDUFFQGSoefTy95ejzMK8+TEy48nAkEA3WNYh9YPq+PaQRI3VIRTMiwvcpdFRsGw+Qa4N2e6ewlOjPbRZHCMUpsd\
    QpDdi/l5SapMDgOHxv7Gyrn0m6+H5wJBAMTA5H4WIX8bqsxJ/++bXTSHvzr0GMkNrK12X9N9hGYBlE/BSbCf4En9APGx\
    wy9t6GsTEwv0kxhYAygAdYnbZM8CQGyyJzhiOEWL1I/YUsQzR+m9WfpoHQJVfP93diD109AuzJtXX41x2OOB9wbEu5HL\
    BerOKxNCVnq0goPscxWxRAcCQEpkVXnWKKUl62bdoXO91/RRqdl8MP6CofoaLZcFMdypK2q0OjwPYNoe5Gmr+LvL0ENd\
    P5eoFYNPJGun0H6rkPc=";

const BASE: &str = "https://a.example";

fn verifier() -> VerifyingKey<Sha256> {
    let der = STANDARD.decode(KEY).expect("base64");
    VerifyingKey::new(RsaPublicKey::from(RsaPrivateKey::from_pkcs8_der(&der).expect("a key")))
}

fn verified(text: &[u8], signature: &[u8]) -> bool {
    let signature = Signature::try_from(signature).expect("a signature");
    verifier().verify(text, &signature).is_ok()
}

fn yativo() -> Client {
    Client::new(IssuerConfig::Yativo(YativoConfig::new(BASE, "acct-Wb5nKf8Q", "app-Lq3vTz7H")))
        .expect("options")
}

fn artha() -> Client {
    let mut config = ArthaConfig::new(BASE, "token-Gs4wPb9J");
    config.need_photo_for_operate_card = Some(false);
    Client::new(IssuerConfig::Artha(config)).expect("options")
}

fn ibanera() -> Client {
    Client::new(IssuerConfig::Ibanera(IbaneraConfig::new(BASE, "u", "pass-Dy6kRm2X")))
        .expect("options")
}

fn open_api() -> Client {
    let config = OpenApiConfig::new(BASE, "v1", "1", "2", "key-Ch8jNv5T");
    Client::new(IssuerConfig::OpenApi(config)).expect("options")
}

/// Answers as a Yativo that freezes.
fn frozen(request: &Request) -> Response {
    let body = match request.url().rsplit('/').nth(1) {
        Some("auth") => r#"{"status":"success","data":{"access_token":"t","expires_in":600}}"#,
        Some("get") => r#"{"status":"success","data":{"card_status":"frozen"}}"#,
        _ => r#"{"status":"success","data":{"action":"freeze card successfully"}}"#,
    };
    Response::new(200, body)
}

// Keys

#[test]
fn a_key_signs_alike_in_every_form() {
    let der = STANDARD.decode(KEY).expect("base64");
    // Of a key of this length, the first 26 bytes of PKCS #8 stand before PKCS #1.
    let pkcs1 = STANDARD.encode(der.get(26..).expect("long enough"));
    let pem = |label: &str, body: &str, end: &str| {
        let lines: Vec<&str> = body
            .as_bytes()
            .chunks(64)
            .map(|line| std::str::from_utf8(line).expect("ASCII"))
            .collect();
        format!("-----BEGIN {label}-----{end}{}{end}-----END {label}-----{end}", lines.join(end))
    };
    for text in [
        KEY.to_owned(),
        pkcs1.clone(),
        pem("PRIVATE KEY", KEY, "\n"),
        pem("PRIVATE KEY", KEY, "\r\n"),
        pem("RSA PRIVATE KEY", &pkcs1, "\n"),
    ] {
        let signature = RsaKey::parse(&text).expect("a key").sign(b"text").expect("a signature");
        assert_eq!(signature.len(), 128);
        assert!(verified(b"text", &signature), "{text}");
        assert!(!verified(b"test", &signature));
    }
}

#[test]
fn a_key_that_is_none_is_named_and_not_shown() {
    let half = KEY.get(..400).expect("long enough");
    for text in ["", "SECRET", half, "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----"] {
        let error = RsaKey::parse(text).err().expect("refused");
        assert_eq!(told::error(&error), "configuration none path=issuer.privateKey");
        assert!(text.is_empty() || !format!("{error} {error:?}").contains(text));
    }
}

#[test]
fn one_time_codes_are_those_of_rfc_6238() {
    let text = totp("12345678901234567890", TotpEncoding::Text).expect("a secret");
    let base32 = totp("gezd gnbv gy3t qojq gezd gnbv gy3t qojq", TotpEncoding::Base32);
    let base32 = base32.expect("a secret");
    // Appendix B, the last six of the eight digits.
    for (seconds, due) in [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ] {
        assert_eq!(text(seconds).expect("a code"), due);
        assert_eq!(base32(seconds).expect("a code"), due);
    }
    for bad in ["", "1", "SECRET!"] {
        let error = totp(bad, TotpEncoding::Base32).err().expect("refused");
        assert_eq!(told::error(&error), "configuration none path=issuer.totpSecret");
    }
}

#[test]
fn an_artha_request_is_signed_over_its_headers_and_its_body() {
    let total = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&total);
    let send = move |request: Request| {
        count.fetch_add(1, Ordering::Relaxed);
        let mut signature = Vec::new();
        let mut fields: BTreeMap<String, String> =
            serde_json::from_slice(request.body.as_bytes()).expect("texts");
        for (name, value) in request.headers() {
            match name {
                "signature" => signature = STANDARD.decode(value).expect("base64"),
                "Content-Type" => (),
                name => _ = fields.insert(name.to_owned(), value.to_owned()),
            }
        }
        let pairs: Vec<String> =
            fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert!(verified(pairs.join("&").as_bytes(), &signature), "{pairs:?}");
        Ok(Response::new(200, r#"{"status":"Success","taskId":"t"}"#))
    };
    let signer = RsaKey::parse(KEY).expect("a key").into_signer();
    let driver = Blocking::with(send, Surroundings::default().signer(signer));
    for sign_image in [None, Some(sign_image())] {
        let options = ActionOptions { sign_image, ..ActionOptions::default() };
        let outcome = driver.act(&artha(), Action::Freeze, "c1", options).expect("an outcome");
        assert_eq!(outcome.task_id.as_deref(), Some("t"));
    }
    assert_eq!(total.load(Ordering::Relaxed), 2);
}

#[test]
fn a_secret_makes_the_hmac_of_rfc_4231() {
    let due = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    for (secret, encoding) in [("Jefe", SecretEncoding::Text), ("SmVmZQ==", SecretEncoding::Base64)]
    {
        let sign = hmac_sha256(secret, encoding).expect("a secret");
        let code = sign(b"what do ya want for nothing?").expect("a code");
        let hex: Vec<String> = code.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex.concat(), due);
    }
    for (secret, encoding) in [
        ("", SecretEncoding::Text),
        ("", SecretEncoding::Base64),
        ("SECRET", SecretEncoding::Base64),
        // The example of the page is no base64.
        ("mJ8v3aQpT5y2rX6nK9cD4eH7sB1uF0gLzN2wV8tYqP=", SecretEncoding::Base64),
    ] {
        let error = hmac_sha256(secret, encoding).err().expect("refused");
        assert_eq!(told::error(&error), "configuration none path=issuer.secret");
        assert!(secret.is_empty() || !format!("{error} {error:?}").contains(secret));
    }
}

#[test]
fn an_artha_v1_request_is_signed_over_its_line_and_the_hash_of_its_body() {
    let send = |request: Request| {
        let header = |due: &str| {
            let mut headers = request.headers();
            headers.find(|(name, _)| *name == due).expect("a header").1.to_owned()
        };
        let hash = STANDARD.encode(sha256(request.body.as_bytes()));
        assert_eq!(header("X-Body-Hash"), hash);
        let (time, nonce) = (header("X-Timestamp"), header("X-Nonce"));
        let path = request.url().strip_prefix(BASE).expect("the base");
        let text = [request.method(), path, &time, &nonce, &hash].join("\n");
        let sign = hmac_sha256("s", SecretEncoding::Text).expect("a secret");
        let due = STANDARD.encode(sign(text.as_bytes()).expect("a code"));
        assert_eq!(header("X-Signature"), due);
        Ok(Response::new(200, r#"{"status":"frozen"}"#))
    };
    let config = ArthaV1Config::new(BASE, "key-Ch8jNv5T", "/api/v1");
    let client = Client::new(IssuerConfig::ArthaV1(config)).expect("options");
    let signer = || hmac_sha256("s", SecretEncoding::Text).expect("a secret");
    let driver = Blocking::with(send, Surroundings::default().signer(signer()));
    for action in [Action::Freeze, Action::Cancel] {
        let outcome = driver.act(&client, action, "c1", ActionOptions::default());
        assert_eq!(outcome.is_ok(), action == Action::Freeze);
    }
    let driver = Asynchronous::with(
        |request| std::future::ready(send(request)),
        long,
        Surroundings::default().signer(signer()),
    );
    let outcome = polled(driver.act(&client, Action::Freeze, "c1", ActionOptions::default()));
    assert_eq!(outcome.expect("an outcome").result, ActionResult::Completed);

    let blind = Surroundings::default()
        .hasher(|_| Err(Error::new(ErrorCode::Configuration, "There is nothing to hash with.")));
    let driver = Blocking::with(|_| panic!("nothing may be sent"), blind);
    let error = driver.act(&client, Action::Freeze, "c1", ActionOptions::default());
    assert_eq!(error.expect_err("no hash").code(), ErrorCode::Configuration);
}

#[test]
fn an_ibanera_request_carries_the_code_of_its_moment() {
    let code = totp("12345678901234567890", TotpEncoding::Text).expect("a secret");
    let surroundings = Surroundings::default().one_time_code(code).clock(|| 1_111_111_109_000);
    let send = |request: Request| {
        if request.url().ends_with("/login") {
            assert_eq!(
                request.body.as_bytes(),
                br#"{"username":"u","password":"pass-Dy6kRm2X","otp":"081804"}"#
            );
            let body = r#"{"status":"1","details":{"accessToken":"t","expiresIn":60}}"#;
            return Ok(Response::new(200, body));
        }
        assert!(request.headers().any(|header| header == ("otp", "081804")));
        Ok(Response::new(200, r#"{"status":"1","details":{"card":{"id":7,"bSuppressed":false}}}"#))
    };
    let driver = Blocking::with(send, surroundings);
    // The clock stands still, so there is no other code to wait for.
    let mut config = IbaneraConfig::new(BASE, "u", "pass-Dy6kRm2X");
    config.reuse_one_time_code = true;
    let client = Client::new(IssuerConfig::Ibanera(config)).expect("options");
    let outcome = driver.act(&client, Action::Activate, "7", ActionOptions::default());
    assert_eq!(outcome.expect("an outcome").result, ActionResult::Completed);
}

#[test]
fn a_call_without_its_key_fails_and_holds_nobody_up() {
    let never = |_: Request| -> Result<Response, Fault> { panic!("nothing may be sent") };
    let driver = Blocking::new(never);
    let (artha, ibanera) = (artha(), ibanera());
    for (client, action, due) in [
        (&artha, Action::Freeze, "configuration none path=issuer.privateKey"),
        (&ibanera, Action::Activate, "configuration none path=issuer.totpSecret"),
        // The login that failed before it was sent is free again.
        (&ibanera, Action::Activate, "configuration none path=issuer.totpSecret"),
    ] {
        let error = driver.act(client, action, "1", ActionOptions::default()).expect_err("no key");
        assert_eq!(told::error(&error), due);
    }
    let blind = Surroundings::default()
        .random(|_| Err(Error::new(ErrorCode::Configuration, "The system gives no random bytes.")));
    let driver = Blocking::with(never, blind);
    let error = driver.act(&yativo(), Action::Freeze, "1", ActionOptions::default());
    assert_eq!(error.expect_err("no chance").code(), ErrorCode::Configuration);
}

// Blocking

#[test]
fn a_blocking_driver_acts_reads_and_reconciles() {
    let client = yativo();
    let driver = Blocking::new(|request: Request| Ok(frozen(&request)));
    let outcome = driver.act(&client, Action::Freeze, "c1", ActionOptions::default());
    let outcome = outcome.expect("an outcome");
    assert_eq!((outcome.result, outcome.confirmed), (ActionResult::Completed, true));
    assert_eq!(told::card(&driver.card(&client, "c1").expect("a card")), "frozen(frozen)");
    let verdict = driver.reconcile(&client, Action::Unfreeze, "c1").expect("a verdict").verdict;
    assert_eq!(verdict, Verdict::NotDone);
    let task = Task::act(Action::Freeze, "c1", ActionOptions::default());
    assert!(matches!(driver.run(&client, task), Ok(Done::Outcome(_))));
}

#[test]
fn a_fault_of_the_transport_becomes_the_error() {
    for (fault, due) in [
        (Fault::NotSent, "network none"),
        (Fault::Broken, "network unknown"),
        (Fault::TimedOut, "timeout unknown"),
        (Fault::Aborted, "aborted unknown"),
        (Fault::AbortedUnsent, "aborted none"),
    ] {
        let driver = Blocking::new(move |_| Err(fault));
        let error = driver.act(&open_api(), Action::Freeze, "c1", ActionOptions::default());
        assert_eq!(told::error(&error.expect_err("a fault")), due);
    }
}

#[test]
fn a_blocking_driver_waits_and_tries_again() {
    let sent = AtomicUsize::new(0);
    let driver = Blocking::new(|_| {
        let mut response = Response::new(200, r#"{"code":0}"#);
        if sent.fetch_add(1, Ordering::Relaxed) == 0 {
            response = Response::new(429, "");
            response.retry_after = Some("0".into());
        }
        Ok(response)
    });
    let outcome = driver.act(&open_api(), Action::Freeze, "c1", ActionOptions::default());
    assert_eq!(outcome.expect("an outcome").result, ActionResult::Accepted);
    assert_eq!(sent.load(Ordering::Relaxed), 2);
}

#[test]
fn threads_share_one_login() {
    let (client, logins, barrier) = (yativo(), AtomicUsize::new(0), Barrier::new(8));
    let act = || {
        let driver = Blocking::new(|request: Request| {
            if request.url().ends_with("/login") {
                logins.fetch_add(1, Ordering::Relaxed);
                thread::sleep(Duration::from_millis(20));
            }
            Ok(frozen(&request))
        });
        barrier.wait();
        driver.act(&client, Action::Freeze, "c1", ActionOptions::default()).expect("an outcome");
    };
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(act);
        }
    });
    assert_eq!(logins.load(Ordering::Relaxed), 1);
}

// Asynchronous

/// Polls to the end: nothing here waits for anything but another poll.
fn polled<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    for _ in 0..10_000 {
        if let Poll::Ready(value) = work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return value;
        }
    }
    panic!("it never ends");
}

/// Ready at the second poll.
async fn a_while() {
    let mut polls = 0;
    std::future::poll_fn(|_| {
        polls += 1;
        if polls > 1 { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
}

/// A timer that does not end while an exchange goes on.
async fn long(_: Duration) {
    for _ in 0..100 {
        a_while().await;
    }
}

#[test]
fn an_asynchronous_driver_acts() {
    let send = |request: Request| async move {
        a_while().await;
        Ok(frozen(&request))
    };
    let driver = Asynchronous::with(send, long, Surroundings::default());
    let client = yativo();
    let outcome = polled(driver.act(&client, Action::Freeze, "c1", ActionOptions::default()));
    assert_eq!(outcome.expect("an outcome").result, ActionResult::Completed);
}

#[test]
fn an_exchange_that_takes_too_long_is_given_up() {
    let limits = Mutex::new(Vec::new());
    let sleep = |limit| {
        limits.lock().expect("a lock").push(limit);
        a_while()
    };
    let send = |_| std::future::pending::<Result<Response, Fault>>();
    let driver = Asynchronous::with(send, sleep, Surroundings::default());
    let ended = polled(driver.act(&open_api(), Action::Freeze, "c1", ActionOptions::default()));
    assert_eq!(told::error(&ended.expect_err("no answer")), "timeout unknown");
    assert_eq!(*limits.lock().expect("a lock"), [Duration::from_secs(10)]);
}

type Call<'a> = Pin<Box<dyn Future<Output = Result<cardlatch::Outcome, Error>> + 'a>>;

#[test]
fn calls_of_one_thread_share_one_login_and_a_dropped_one_frees_the_others() {
    let (client, logins) = (yativo(), AtomicUsize::new(0));
    let send = |request: Request| {
        let login = request.url().ends_with("/login");
        let earlier = if login { logins.fetch_add(1, Ordering::Relaxed) } else { 1 };
        async move {
            if earlier == 0 {
                // The first login never answers.
                std::future::pending::<()>().await;
            }
            a_while().await;
            Ok(frozen(&request))
        }
    };
    let driver = Asynchronous::with(send, long, Surroundings::default());
    let call = || -> Call<'_> {
        Box::pin(driver.act(&client, Action::Freeze, "c1", ActionOptions::default()))
    };
    let mut calls: Vec<Call<'_>> = (0..6).map(|_| call()).collect();
    for call in &mut calls {
        let polled = call.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert!(polled.is_pending());
    }
    assert_eq!(logins.load(Ordering::Relaxed), 1);
    drop(calls.remove(0));
    let mut done = 0;
    for _ in 0..10_000 {
        calls.retain_mut(|call| {
            match call.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
                Poll::Ready(outcome) => {
                    assert!(outcome.is_ok());
                    done += 1;
                    false
                }
                Poll::Pending => true,
            }
        });
    }
    assert_eq!((done, logins.load(Ordering::Relaxed)), (5, 2));
}

// Secrets

#[test]
fn nothing_public_shows_a_secret() {
    let mut artha = ArthaConfig::new(BASE, "SECRET");
    artha.program_id = Some("p1".into());
    let mut ibanera = IbaneraConfig::new(BASE, "SECRET", "SECRET");
    ibanera.totp_encoding = TotpEncoding::Text;
    let shown = [
        format!("{artha:?} {:?}", IssuerConfig::Artha(artha.clone())),
        format!("{:?}", IssuerConfig::Yativo(YativoConfig::new(BASE, "SECRET", "SECRET"))),
        format!("{:?}", IssuerConfig::OpenApi(OpenApiConfig::new(BASE, "v1", "1", "2", "SECRET"))),
        format!("{ibanera:?}"),
        format!("{:?}", Secret::new("SECRET".to_owned())),
        format!("{:?}", sign_image()),
        format!("{:?}", Response::new(200, "SECRET")),
        format!("{:?}", json::parse(br#"{"SECRET":["SECRET"]}"#, Limits::default())),
        format!("{:?}", json::parse(br#"{"a":"SECRET"#, Limits::default())),
    ];
    for text in shown {
        assert!(!text.contains("SECRET") && !text.contains("PNG"), "{text}");
    }
}

#[test]
fn no_request_shows_its_headers_or_its_body() {
    let client = Client::new(IssuerConfig::Yativo(YativoConfig::new(BASE, "SECRET", "SECRET")))
        .expect("options");
    let driver = Blocking::new(|request: Request| {
        assert!(!format!("{request:?}").contains("SECRET"), "{request:?}");
        let answer = frozen(&request).body;
        Ok(Response::new(200, String::from_utf8_lossy(&answer).replace("\"t\"", "\"SECRET\"")))
    });
    let outcome = driver.act(&client, Action::Freeze, "c1", ActionOptions::default());
    assert!(!format!("{:?}", outcome.expect("an outcome")).contains("SECRET"));
}

// What is told of requests

#[test]
fn each_request_and_its_answer_are_told_without_secrets() {
    let heard: Arc<Mutex<Vec<String>>> = Arc::default();
    let (told, clock) = (Arc::clone(&heard), AtomicUsize::new(1_700_000_000_000));
    let surroundings = Surroundings::default()
        .clock(move || clock.fetch_add(1, Ordering::Relaxed) as u64)
        .watch(move |notice| {
            let words = format!(
                "{} {} {} {} {}{}",
                notice.issuer.as_str(),
                notice.call.as_str(),
                notice.operation.as_str(),
                notice.method,
                notice.attempt,
                notice.answer.as_ref().map_or_else(String::new, |answer| {
                    let setback = answer.setback.map(|made| (made.reason.as_str(), made.wait_ms));
                    format!(" {:?} {} {setback:?}", answer.status, answer.duration_ms)
                })
            );
            assert!(!format!("{notice:?}").contains("planted"));
            told.lock().expect("unpoisoned").push(words);
        });
    let answers = Mutex::new(vec![Err(Fault::Broken), Ok(retry_at_once())]);
    let send = move |_: Request| answers.lock().expect("unpoisoned").pop().expect("an answer");
    let driver = Blocking::with(send, surroundings);
    let options = ActionOptions::default();
    let config = OpenApiConfig::new(BASE, "v1", "1", "2", "planted-key");
    let client = Client::new(IssuerConfig::OpenApi(config)).expect("options");
    let error = driver.act(&client, Action::Freeze, "planted-card", options).expect_err("broken");
    assert_eq!(told::error(&error), "network unknown");
    assert_eq!(
        *heard.lock().expect("unpoisoned"),
        [
            "open-api freeze freeze POST 1",
            "open-api freeze freeze POST 1 Some(429) 1 Some((\"rate_limited\", Some(0)))",
            "open-api freeze freeze POST 2",
            "open-api freeze freeze POST 2 None 1 Some((\"write_not_repeated\", None))",
        ]
    );
}

fn retry_at_once() -> Response {
    let mut response = Response::new(429, "");
    response.retry_after = Some("0".into());
    response
}

// What fails beside the network

#[test]
fn what_the_issuer_took_is_told_though_a_key_fails_later() {
    let config = ArthaV1Config::new(BASE, "key", "/api/v1");
    let client = Client::new(IssuerConfig::ArthaV1(config)).expect("options");
    let signed = AtomicUsize::new(0);
    let surroundings = Surroundings::default().signer(move |_| {
        if signed.fetch_add(1, Ordering::Relaxed) == 0 {
            return Ok(b"signature".to_vec());
        }
        Err(Error::new(ErrorCode::Configuration, "The key is gone."))
    });
    let send = |_: Request| Ok(Response::new(200, r#"{"status":"success","message":"ok"}"#));
    let driver = Blocking::with(send, surroundings);
    let outcome = driver.act(&client, Action::Freeze, "c1", ActionOptions::default());
    assert_eq!(outcome.expect("an outcome").result, ActionResult::Accepted);
}

#[test]
fn an_answer_counts_though_there_is_no_chance_any_more() {
    let (drawn, requests) = (AtomicUsize::new(0), Arc::new(AtomicUsize::new(0)));
    let count = Arc::clone(&requests);
    let surroundings = Surroundings::default().random(move |_| {
        if drawn.fetch_add(1, Ordering::Relaxed) == 0 {
            return Ok(());
        }
        Err(Error::new(ErrorCode::Configuration, "There is no chance."))
    });
    let send = move |request: Request| {
        count.fetch_add(1, Ordering::Relaxed);
        let status = if request.url().ends_with("/freeze") { 200 } else { 429 };
        Ok(Response::new(status, r#"{"code":0,"message":"success"}"#))
    };
    let driver = Blocking::with(send, surroundings);
    let outcome = driver.act(&open_api(), Action::Freeze, "c1", ActionOptions::default());
    assert_eq!(outcome.expect("an outcome").result, ActionResult::Accepted);
    assert_eq!(requests.load(Ordering::Relaxed), 1);
    // Without any, nothing is begun.
    let nothing = || Error::new(ErrorCode::Configuration, "There is no chance.");
    let surroundings = Surroundings::default().random(move |_| Err(nothing()));
    let driver = Blocking::with(|_| panic!("nothing may be sent"), surroundings);
    let outcome = driver.act(&open_api(), Action::Freeze, "c1", ActionOptions::default());
    assert_eq!(told::error(&outcome.expect_err("refused")), "configuration none");
}
