//! The proxy in a Rust program, with a real client and a real receiver.

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

use std::cell::RefCell;
use std::sync::Arc;

use cardlatch::callbacks::{Digest, Event, Receiver};
use cardlatch::crypto::sha256;
use cardlatch::edge::ledger::{AuditLine, Ledger, LedgerEntry};
use cardlatch::edge::serve::{Asked, Call, HookFailed, Host, Request, serve};
use cardlatch::edge::{Answer, Proxy};
use cardlatch::http::Response;
use cardlatch::issuers::open_api::OpenApiConfig;
use cardlatch::transport::closure::Blocking;
use cardlatch::{Action, Client, Done, Error, Fault, IssuerConfig, Task};
use edge::{KEY, Table, body};
use serde_json::json;

struct Program {
    client: Client,
    answers: RefCell<Vec<Result<Response, Fault>>>,
    sent: RefCell<Vec<String>>,
    table: Table,
    receiver: Arc<Receiver>,
    events: Vec<Event>,
    lines: Vec<AuditLine>,
}

impl Program {
    fn new() -> Self {
        let config =
            OpenApiConfig::new("https://issuer.example", "v1", "10000011", "100001", "key");
        Self {
            client: Client::new(IssuerConfig::OpenApi(config)).unwrap(),
            answers: RefCell::new(Vec::new()),
            sent: RefCell::new(Vec::new()),
            table: Table::default(),
            receiver: Arc::new(Receiver::yativo(["whsec_one"]).unwrap()),
            events: Vec::new(),
            lines: Vec::new(),
        }
    }

    fn run(&self, task: Task) -> Result<Done, Error> {
        let send = |request: cardlatch::http::Request| {
            self.sent
                .borrow_mut()
                .push(String::from_utf8_lossy(request.body.as_bytes()).into_owned());
            self.answers.borrow_mut().remove(0)
        };
        Blocking::new(send).run(&self.client, task)
    }
}

impl Host for Program {
    fn now_ms(&mut self) -> u64 {
        1_000
    }

    fn authenticate(&mut self, request: &Request<'_>) -> Result<Option<String>, HookFailed> {
        let named = request.headers.iter().find(|(name, _)| *name == "authorization");
        Ok(named.map(|(_, value)| (*value).to_owned()))
    }

    fn owns(&mut self, principal: &str, asked: Asked<'_>) -> Result<bool, HookFailed> {
        Ok(principal == "alice" && asked.card_id == Some("cid_1"))
    }

    fn sha256(&mut self, bytes: &[u8]) -> Vec<u8> {
        sha256(bytes)
    }

    fn execute(&mut self, call: Call<'_>) -> Result<Done, Error> {
        self.run(call.task(&self.client)?)
    }

    fn reconcile(&mut self, asked: Asked<'_>) -> Result<Done, Error> {
        let action = Action::from_text(asked.action).unwrap();
        self.run(Task::reconcile(action, asked.card_id.unwrap(), cardlatch::CallOptions::default()))
    }

    fn ledger(&self) -> &dyn Ledger {
        &self.table
    }

    fn audited(&mut self, line: &AuditLine) {
        self.lines.push(line.clone());
    }

    fn receiver(&self, _: &str) -> Option<Arc<Receiver>> {
        Some(Arc::clone(&self.receiver))
    }

    fn digest(&mut self, digest: Digest<'_>) -> Vec<u8> {
        digest.compute().to_vec()
    }

    fn handle(&mut self, issuer: &str, event: Event, _: &[LedgerEntry]) -> bool {
        assert_eq!(issuer, "main");
        self.events.push(event);
        true
    }
}

fn ask(program: &mut Program, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    let settings = json!({
        "issuers": [{ "name": "main", "id": "open-api", "can": ["freeze", "card"] }],
        "allow": ["freeze", "card"],
        "has": { "callbacks": ["main"] },
    });
    let proxy = Arc::new(Proxy::new(&settings.to_string()).unwrap());
    let url = format!("https://proxy.example{path}");
    let request = Request { method: "POST", url: &url, headers, body, address: None };
    serve(&proxy, &request, program)
}

const HEADERS: [(&str, &str); 3] =
    [("authorization", "alice"), ("content-type", "application/json"), ("idempotency-key", KEY)];

#[test]
fn a_write_reaches_the_issuer_once() {
    let mut program = Program::new();
    program.answers.borrow_mut().push(Ok(Response::new(200, r#"{"code":0,"message":"success"}"#)));
    let answer = ask(&mut program, "/cards/cid_1/freeze", &HEADERS, br#"{"form":"physical"}"#);
    assert_eq!(
        (answer.status, &body(&answer)["result"]),
        (202, &json!("accepted")),
        "{}",
        answer.body
    );
    assert_eq!(program.sent.borrow().len(), 1);
    assert!(program.sent.borrow()[0].contains("cid_1"));
    let again = ask(&mut program, "/cards/cid_1/freeze", &HEADERS, br#"{"form":"physical"}"#);
    assert_eq!((again.status, again.header("idempotency-replayed")), (202, Some("true")));
    assert_eq!(program.sent.borrow().len(), 1);
    assert_eq!(program.lines.len(), 1);
    let headers = [("authorization", "bob"), HEADERS[1], HEADERS[2]];
    assert_eq!(ask(&mut program, "/cards/cid_1/freeze", &headers, b"{}").status, 403);
    assert_eq!(ask(&mut program, "/cards/cid_1/freeze", &HEADERS[1..], b"{}").status, 401);
    let odd = ask(
        &mut program,
        "/cards/cid_1/freeze",
        &[HEADERS[0], HEADERS[1], ("idempotency-key", "another-key-0123456")],
        br#"{"odd":1}"#,
    );
    assert_eq!((odd.status, &body(&odd)["path"]), (400, &json!("odd")));
    assert_eq!(program.sent.borrow().len(), 1);
}

#[test]
fn a_lost_answer_is_unknown() {
    let mut program = Program::new();
    program.answers.borrow_mut().push(Err(Fault::Broken));
    let answer = ask(&mut program, "/cards/cid_1/freeze", &HEADERS, br#"{"form":"physical"}"#);
    assert_eq!((answer.status, &body(&answer)["effect"]), (502, &json!("unknown")));
    let again = ask(&mut program, "/cards/cid_1/freeze", &HEADERS, br#"{"form":"physical"}"#);
    assert_eq!((again.status, &body(&again)["effect"]), (502, &json!("unknown")));
    assert_eq!(program.sent.borrow().len(), 1, "never sent twice");
}

#[test]
fn a_signed_callback_is_handed_over_and_another_is_not() {
    let text = br#"{"event.type":"customer.kyc.approved","payload":{"id":"c_1"}}"#;
    let signature = cardlatch::crypto::hmac_sha256(
        "whsec_one",
        cardlatch::issuers::artha_v1::SecretEncoding::Text,
    )
    .unwrap()(text)
    .unwrap();
    let signature = edge::hex(&signature);
    let mut program = Program::new();
    let answer = ask(&mut program, "/callbacks/main", &[("x-yativo-signature", &signature)], text);
    assert_eq!((answer.status, program.events.len()), (200, 1), "{}", answer.body);
    let wrong = signature.replace('a', "b");
    let answer = ask(&mut program, "/callbacks/main", &[("x-yativo-signature", &wrong)], text);
    assert_eq!((answer.status, program.events.len()), (401, 1));
}
