//! Prints the capability table as JSON. The build makes the README's table and the package's data
//! from it.

use cardlatch::capability::CAPABILITIES;
use cardlatch::json;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut text = Vec::new();
    text.push(b'[');
    for (position, row) in CAPABILITIES.iter().enumerate() {
        if position > 0 {
            text.push(b',');
        }
        json::write(&json::to_value(row)?, &mut text);
    }
    text.push(b']');
    println!("{}", String::from_utf8(text)?);
    Ok(())
}
