//! Prints the crate's tables as JSON: what each issuer offers, the rules of its options, and its
//! operations with the rules of their fields. The build makes the README's tables, the package's data
//! and its declarations from them.

use cardlatch::IssuerId;
use cardlatch::capability::CAPABILITIES;
use cardlatch::endpoint::{Exchange, Kind};
use cardlatch::issuers::issuer;
use cardlatch::json::{self, Object, Value};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rows: Result<Vec<Value>, _> = CAPABILITIES.iter().map(json::to_value).collect();
    let mut rules = Object::new();
    let mut operations = Vec::new();
    for id in IssuerId::ALL {
        rules.insert(id.as_str(), issuer(id).rules);
        for (operation, exchange) in issuer(id).endpoints {
            operations.push(Value::Object(row(id, operation.as_str(), exchange)));
        }
    }
    let mut tables = Object::new();
    tables.insert("capabilities", rows?);
    tables.insert("rules", rules);
    tables.insert("operations", operations);
    let mut text = Vec::new();
    json::write(&Value::Object(tables), &mut text);
    println!("{}", String::from_utf8(text)?);
    Ok(())
}

fn row(id: IssuerId, operation: &str, exchange: &Exchange) -> Object {
    let kind = match exchange.kind {
        Kind::Read => "read",
        Kind::Write => "write",
        Kind::Login => "login",
    };
    let mut row = Object::new();
    row.insert("issuer", id.as_str());
    row.insert("operation", operation);
    row.insert("kind", kind);
    row.insert("route", exchange.request.lines().next().unwrap_or_default());
    row.insert("card", exchange.needs_card());
    row.insert("allCards", exchange.request.contains("<card?>"));
    row.insert("image", exchange.takes_image());
    row.insert("unit", unit(exchange));
    row.insert("observed", exchange.observed);
    row.insert("path", exchange.path_of_contract().unwrap_or_default());
    row.insert("fields", exchange.fields);
    row.insert("source", exchange.source);
    row
}

/// The option that says the unit of its amounts, where no document does and the caller must.
fn unit(exchange: &Exchange) -> &'static str {
    match exchange.unit() {
        Some(unit) => unit,
        None if exchange.kind == Kind::Write && exchange.request.contains("<$") => "amountUnit",
        None => "",
    }
}
