//! Prints the crate's tables as JSON: what each issuer offers, and the rules of its options. The
//! build makes the README's table and the package's data from them.

use cardlatch::IssuerId;
use cardlatch::capability::CAPABILITIES;
use cardlatch::issuers::issuer;
use cardlatch::json::{self, Object, Value};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rows: Result<Vec<Value>, _> = CAPABILITIES.iter().map(json::to_value).collect();
    let mut rules = Object::new();
    for id in IssuerId::ALL {
        rules.insert(id.as_str(), issuer(id).rules);
    }
    let mut tables = Object::new();
    tables.insert("capabilities", rows?);
    tables.insert("rules", rules);
    let mut text = Vec::new();
    json::write(&Value::Object(tables), &mut text);
    println!("{}", String::from_utf8(text)?);
    Ok(())
}
