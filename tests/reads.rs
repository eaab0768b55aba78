//! What reads give: every documented answer in this library's names.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "support/reads/mod.rs"]
mod reads;
#[path = "support/shown.rs"]
mod shown;

use cardlatch::answer::Answer;
use cardlatch::endpoint::About;
use cardlatch::http::Response;
use cardlatch::issuers::endpoint;
use cardlatch::json::{self, Limits};
use cardlatch::{CallOptions, Client, Effect, IssuerId, Operation};
use reads::{ALL, Row};

fn told(row: &Row, response: &Response) -> Result<String, cardlatch::Error> {
    shown::plant_body(row.options.as_bytes());
    let options = json::parse(row.options.as_bytes(), Limits::default()).expect("JSON");
    let client = Client::from_plain(Some(options), CallOptions::default()).expect("options");
    let given = json::check(row.fields.as_bytes(), Limits::default()).expect("JSON");
    let fields = client.fields(row.operation, given).expect("fields");
    let about =
        About { settings: client.settings(), card: row.card, fields: &fields, sign_image: None };
    let endpoint = endpoint(row.issuer, row.operation).expect("an endpoint");
    Ok(match endpoint.read(&about, response).inspect_err(shown::check)? {
        Answer::Data(data) => data.expose().clone(),
        Answer::Reply(reply) => {
            cardlatch::plain::outcome(&reply.outcome(row.issuer, row.operation, row.card))
        }
        Answer::Session(_) => panic!("a session"),
    })
}

#[test]
fn every_documented_answer_is_read_as_its_page_says() {
    for row in ALL.iter().flat_map(|rows| rows.iter()) {
        let told = told(row, &Response::new(row.status, row.body));
        let told = told.unwrap_or_else(|error| error.code().as_str().to_owned());
        assert_eq!(told, row.due, "{:?} {:?} {}", row.issuer, row.operation, row.body);
    }
}

#[test]
fn an_answer_that_breaks_off_is_never_read() {
    for row in ALL.iter().flat_map(|rows| rows.iter()).filter(|row| row.status < 300) {
        // A bare 202 is all that one page shows.
        let bare = row.status == 202 && row.operation == Operation::REPLACE;
        for length in usize::from(bare)..row.body.trim_end().len() {
            let Some(cut) = row.body.get(..length) else { continue };
            let Err(error) = told(row, &Response::new(row.status, cut)) else {
                panic!("{:?} {:?} {cut}", row.issuer, row.operation)
            };
            assert_eq!(error.effect(), Effect::Unknown, "{cut}");
        }
    }
}

#[test]
fn every_read_has_an_answer() {
    for issuer in IssuerId::ALL {
        for (operation, _) in cardlatch::issuers::issuer(issuer).endpoints {
            let exempt = operation.action().is_some()
                || ["login", "refresh", "program", "merchant"].contains(&operation.as_str());
            let mut rows = ALL.iter().flat_map(|rows| rows.iter());
            let has = rows.any(|row| row.issuer == issuer && row.operation == *operation);
            assert!(has || exempt, "{issuer:?} {operation:?}");
        }
    }
}
