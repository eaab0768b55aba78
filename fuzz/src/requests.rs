//! Options, fields and card ids: what passes the checks never breaks out of its place in a request.
//! Two bytes choose the operation, one whose the text is: the issuer's options, the operation's
//! fields or the card's id.

use std::collections::BTreeSet;

use cardlatch::endpoint::{About, Draft};
use cardlatch::http::Request;
use cardlatch::issuers::{Operation, issuer};
use cardlatch::json::{self, Json, Limits};
use cardlatch::settings::Settings;
use cardlatch::{ActionOptions, CallOptions, Client, Error, Task, plain};
use serde_json::Value;

use crate::golden_cases::{ATTEMPT, CASES, Case};
use crate::situations::{SITUATIONS, Situation, chosen, input_for_case};
use crate::told;

pub fn hold(data: &[u8]) {
    let Some((situation, rest)) = chosen(data) else { return };
    let Some((what, text)) = rest.split_first() else { return };
    let built = match what % 3 {
        0 => with_options(text),
        1 => with_fields(situation, text),
        _ => with_card(situation, text),
    };
    if let Err(error) = built {
        told::json(&plain::error(&error));
    }
}

fn plain_json(text: &[u8]) -> Option<Json<'_>> {
    json::check(text, Limits::default()).ok()
}

fn with_options(text: &[u8]) -> Result<(), Error> {
    let client = Client::from_json(plain_json(text), CallOptions::default())?;
    for (operation, _) in issuer(client.issuer()).endpoints {
        let same = |own: &&Situation| own.issuer == client.issuer() && own.operation == *operation;
        let Some(situation) = SITUATIONS.iter().find(same) else { continue };
        // What the fields lack for these options is no matter here.
        let _ = build(&client, *operation, situation.card, &situation.given);
    }
    Ok(())
}

fn with_fields(situation: &Situation, text: &[u8]) -> Result<(), Error> {
    let Ok(text) = std::str::from_utf8(text) else { return Ok(()) };
    build(&situation.client, situation.operation, situation.card, text)
}

fn with_card(situation: &Situation, text: &[u8]) -> Result<(), Error> {
    let Ok(text) = std::str::from_utf8(text) else { return Ok(()) };
    build(&situation.client, situation.operation, text, &situation.given)
}

fn build(client: &Client, operation: Operation, card: &str, given: &str) -> Result<(), Error> {
    let Some(given) = plain_json(given.as_bytes()) else { return Ok(()) };
    let fields = || client.fields(operation, given);
    let options = ActionOptions::default();
    client.check(&Task::of(operation, card, fields()?, options))?;
    let fields: Settings = fields()?;
    let about = About { settings: client.settings(), card, fields: &fields, sign_image: None };
    let exchange = cardlatch::issuers::endpoint(client.issuer(), operation).expect("an endpoint");
    let request = match exchange.build(&about, &ATTEMPT) {
        Draft::Ready(request) => request,
        Draft::Unhashed(unhashed) => unhashed.hashed(b"not a hash").signed(b"not a signature"),
        Draft::Unsigned(unsigned) => unsigned.signed(b"not a signature"),
    };
    is_whole(&request, exchange.request, client.settings().text("baseUrl"));
    Ok(())
}

/// A request has the parts that its endpoint writes, and no other.
fn is_whole(request: &Request, written: &str, base: &str) {
    let (method, url) = (request.method(), request.url());
    assert!(["GET", "POST", "PUT", "PATCH"].contains(&method), "{method}");
    let path = url.strip_prefix(base).unwrap_or_else(|| panic!("{url}"));
    assert!(path.starts_with('/') && path.bytes().all(|byte| byte.is_ascii_graphic()), "{url}");
    let (steps, query) = path.split_once('?').unwrap_or((path, ""));
    assert!(steps.split('/').all(|step| step != "." && step != ".."), "{url}");
    assert!(!query.contains(['?', '#', '/']) && !steps.contains('#'), "{url}");

    let mut seen = BTreeSet::new();
    for (name, value) in request.headers() {
        let is_named = |line: &str| line.split_once(": ").is_some_and(|(own, _)| own == name);
        let is_token = name == "customerToken" || name == "CustomerToken";
        assert!(written.lines().any(is_named) || is_token, "{name}: {value}");
        assert!(value.bytes().all(|byte| (b' '..=b'~').contains(&byte)), "{name}");
        assert!(seen.insert(name.to_owned()), "{name} is there twice");
    }

    let body = request.body.as_bytes();
    if body.is_empty() {
        return;
    }
    let text = std::str::from_utf8(body).expect("UTF-8");
    let Value::Object(members) = told::json(text) else { panic!("{text}") };
    // Some bodies take members that the caller names, and an option writes `cardId` as `card_id`.
    if !written.contains("<{") {
        let loose = |text: &str| text.replace('_', "").to_ascii_lowercase();
        let written = loose(written);
        for name in members.keys() {
            assert!(written.contains(&loose(&format!("\"{name}\":"))), "{name} in {text}");
        }
    }
}

pub fn seeds() -> Vec<Vec<u8>> {
    let of_case = |case: &Case| {
        let mut options = Vec::new();
        json::write(&json::Value::Object(case.config()), &mut options);
        let given = format!("{{{}}}", case.fields);
        let texts = [&*options, given.as_bytes(), case.card.as_bytes()];
        [0, 1, 2].map(|what| input_for_case(case, what, texts[usize::from(what)]))
    };
    CASES.iter().flat_map(of_case).collect()
}
