//! The lists by which reads become this library's words: two bytes choose the read, one the wrapper;
//! the rest is the JSON that a good answer holds.

use cardlatch::answer::Answer;
use cardlatch::endpoint::Kind;
use cardlatch::http::Response;
use cardlatch::json::{self, Limits};
use cardlatch::{IssuerId, Operation};
use serde_json::Value;

use crate::reads::ALL;
use crate::situations::{chosen, input_for_row};
use crate::told;
use crate::truth::bare_name;

/// What no document describes field by field is handed on as it came.
const AS_THEY_CAME: [Operation; 4] = [
    Operation::own("countries"),
    Operation::own("towns"),
    Operation::own("read"),
    Operation::own("walletTransaction"),
];

/// A good answer around what is read.
fn wrapped(issuer: IssuerId, how: u8, body: &str) -> String {
    match (issuer, how % 2) {
        (IssuerId::ArthaV1, 1) => format!(r#"{{"data":{body}}}"#),
        (IssuerId::Artha | IssuerId::ArthaV1, _) => body.to_owned(),
        (IssuerId::Yativo, _) => format!(r#"{{"status":"success","data":{body}}}"#),
        (IssuerId::OpenApi, _) => format!(r#"{{"code":0,"message":"success","data":{body}}}"#),
        (IssuerId::Ibanera, _) => {
            format!(r#"{{"id":0,"status":"1","errors":[],"details":{body},"numberOfPages":3}}"#)
        }
    }
}

pub fn hold(data: &[u8]) {
    let Some((situation, rest)) = chosen(data) else { return };
    let Some((how, body)) = rest.split_first() else { return };
    let endpoint = situation.endpoint();
    let Ok(checked) = json::check(body, Limits { max_depth: 40, max_bytes: 1 << 20 }) else {
        return;
    };
    if endpoint.kind != Kind::Read {
        return;
    }
    let body = checked.as_str();
    let response = Response::new(200, wrapped(situation.issuer, *how, body));
    let Ok(Answer::Data(data)) = endpoint.read(&situation.about(), &response) else { return };
    let value = told::json(data.expose());
    told::holds_fit_numbers(&value);
    if !AS_THEY_CAME.contains(&situation.operation) {
        holds_amounts(&value);
    }
    // Other answers hold no card number by any document, and keep what they do not know.
    let is_about_cards = [Operation::CARD, Operation::CARDS].contains(&situation.operation);
    if is_about_cards {
        let whole: Value = serde_json::from_str(body).unwrap_or_default();
        for number in card_numbers(&whole) {
            let is_elsewhere = body.matches(&number).count() > 1;
            assert!(is_elsewhere || !data.expose().contains(&number), "{:?}", situation.operation);
        }
    }
}

/// What this library calls a value is an exact decimal number. What it does not know stands in
/// `extra` as it came.
fn holds_amounts(value: &Value) {
    match value {
        Value::Array(items) => items.iter().for_each(holds_amounts),
        Value::Object(fields) => {
            for (name, field) in fields {
                let amount = field.get("value").and_then(Value::as_str);
                if name == "extra" {
                    continue;
                }
                if let Some(amount) = amount {
                    assert!(told::is_decimal(amount), "{name} {amount}");
                }
                holds_amounts(field);
            }
        }
        _ => {}
    }
}

/// The members that issuers name like a card number and that look like a whole one.
fn card_numbers(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(card_numbers).collect(),
        Value::Object(fields) => {
            let named = fields.iter().filter_map(|(name, value)| {
                let name = bare_name(name);
                let digits = value.as_str()?;
                let is_number = ["cardnumber", "fullcardnumber", "cardno"].contains(&&*name);
                let is_long = digits.len() >= 12 && digits.bytes().all(|b| b.is_ascii_digit());
                (is_number && is_long).then(|| digits.to_owned())
            });
            // An address is kept whole.
            let others = fields.iter().filter(|(name, _)| !bare_name(name).contains("address"));
            named.chain(others.flat_map(|(_, value)| card_numbers(value))).collect()
        }
        _ => Vec::new(),
    }
}

pub fn seeds() -> Vec<Vec<u8>> {
    let rows = ALL.iter().flat_map(|rows| rows.iter());
    let held = rows.filter_map(|row| {
        let whole: Value = serde_json::from_str(row.body).ok()?;
        let held = ["data", "details"].iter().find_map(|name| whole.get(name)).unwrap_or(&whole);
        Some(input_for_row(row, 0, held.to_string().as_bytes()))
    });
    held.collect()
}
