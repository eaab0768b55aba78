//! What of an issuer's words may reach a page.
//!
//! An answer is told in this library's names. What issuers add in their own is left out, and so is
//! every text that could hold a card number.

use crate::json::{Json, write_text};
use crate::prelude::*;
use crate::text::{self, after, cut, is_one_of};

/// This many digits in a row may be a card number.
const MOST_DIGITS: usize = 11;
/// The longest word of an issuer.
const LONGEST_WORD: usize = 64;
/// Fields that are left out.
const LEFT_OUT: &str = "extra issuerMessage body stack";
/// Fields that hold an issuer's own words on what it did.
const WORDS: &str = "remarks issuerWord issuerCode";
/// Fields that hold names by which a page must be able to ask again.
const IDS: &str = "id cardId taskId card customer program original operation";
/// What a secret that nobody asked for looks like.
const SECRET: &str = "[secret]";

/// Whether a text holds no row of digits that may be a card number. Blanks, line ends, hyphens and
/// what else groups digits, seen or not, do not end a row.
pub(crate) fn is_safe_text(text: &str) -> bool {
    let mut digits = 0_usize;
    for letter in text.chars() {
        digits = match letter {
            ' '
            | '\t'
            | '\n'
            | '\r'
            | '-'
            | '.'
            | ','
            | '/'
            | '_'
            | '\u{a0}'
            | '\u{ad}'
            | '\u{2000}'..='\u{206f}'
            | '\u{2212}'
            | '\u{3000}'
            | '\u{feff}' => digits,
            _ if letter.is_numeric() => digits + 1,
            _ => 0,
        };
        if digits > MOST_DIGITS {
            return false;
        }
    }
    true
}

/// Whether a text is a short word without anything odd in it.
pub(crate) fn is_safe_word(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b" ._:/-".contains(&byte);
    (1..=LONGEST_WORD).contains(&text.len()) && text.bytes().all(is_plain) && is_safe_text(text)
}

/// An amount keeps all its digits.
fn is_amount(text: &str) -> bool {
    let digits = after(text, b"-").unwrap_or(text);
    let is_part = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = cut(digits, b'.');
    if whole.len() == digits.len() {
        return is_safe_text(text);
    }
    (1..=15).contains(&whole.len()) && is_part(whole) && is_part(fraction)
}

/// How far an answer is told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    /// Nothing that could hold a card number.
    Safe,
    /// The card's owner asked for the secrets.
    Revealed,
}

/// The value without what no page may see.
pub(crate) fn safe(value: Json<'_>) -> String {
    filtered(value, Told::Safe)
}

/// The value with its secrets, without what has no name here.
pub(crate) fn revealed(value: Json<'_>) -> String {
    filtered(value, Told::Revealed)
}

fn filtered(value: Json<'_>, told: Told) -> String {
    let mut out = Vec::new();
    if !put(value, "", told, &mut out) {
        out.extend_from_slice(b"null");
    }
    text::string(out)
}

/// Writes a value, unless it is left out.
fn put(value: Json<'_>, name: &str, told: Told, out: &mut Vec<u8>) -> bool {
    if value.is_object() {
        put_object(value, told, out);
        return true;
    }
    if value.is_list() {
        put_list(value, name, told, out);
        return true;
    }
    let text = value.text();
    let is_told = match text.as_deref().or_else(|| value.number()) {
        Some(text) => told == Told::Revealed && text != SECRET || may_be_told(name, text),
        None => value.flag().is_some() || value.is_null(),
    };
    match text {
        _ if !is_told => return false,
        Some(text) => write_text(&text, out),
        None => out.extend_from_slice(value.as_str().as_bytes()),
    }
    true
}

fn may_be_told(name: &str, text: &str) -> bool {
    match name {
        _ if text == SECRET => false,
        _ if is_one_of(WORDS, name) => is_safe_word(text),
        _ if is_one_of(IDS, name) => true,
        "value" => is_amount(text),
        _ => is_safe_text(text),
    }
}

fn put_object(value: Json<'_>, told: Told, out: &mut Vec<u8>) {
    out.push(b'{');
    let start = out.len();
    for (name, value) in value.fields() {
        let name = name.text().unwrap_or_default();
        if is_one_of(LEFT_OUT, &name) || !is_safe_text(&name) {
            continue;
        }
        let before = out.len();
        if before > start {
            out.push(b',');
        }
        write_text(&name, out);
        out.push(b':');
        if !put(value, &name, told, out) {
            out.truncate(before);
        }
    }
    out.push(b'}');
}

fn put_list(value: Json<'_>, name: &str, told: Told, out: &mut Vec<u8>) {
    out.push(b'[');
    let start = out.len();
    for value in value.parts() {
        let before = out.len();
        if before > start {
            out.push(b',');
        }
        if !put(value, name, told, out) {
            out.truncate(before);
        }
    }
    out.push(b']');
}

/// The value with the fields of its objects in the order of their names: two texts that say the same
/// are the same.
/// A field of the outermost object can be left out.
pub(crate) fn put_canonical(value: Json<'_>, without: Option<&str>, out: &mut Vec<u8>) {
    if value.is_object() {
        let name = |key: Json<'_>| key.text().unwrap_or_default();
        // No name comes twice, and the reader limits how many there are.
        let mut fields: Vec<(String, Json<'_>)> = Vec::new();
        for (key, value) in value.fields() {
            let key = name(key);
            if without != Some(key.as_str()) {
                let place = fields.partition_point(|(own, _)| *own < key);
                fields.insert(place, (key, value));
            }
        }
        out.push(b'{');
        for (place, (name, value)) in fields.into_iter().enumerate() {
            if place > 0 {
                out.push(b',');
            }
            write_text(&name, out);
            out.push(b':');
            put_canonical(value, None, out);
        }
        out.push(b'}');
    } else if value.is_list() {
        out.push(b'[');
        for (place, value) in value.parts().enumerate() {
            if place > 0 {
                out.push(b',');
            }
            put_canonical(value, None, out);
        }
        out.push(b']');
    } else if let Some(text) = value.text() {
        write_text(&text, out);
    } else {
        out.extend_from_slice(value.as_str().as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn card_numbers_are_found_in_any_dress() {
        for bad in [
            "4111111111111111",
            "4111 1111 1111 1111",
            "card 4111-1111-1111-1111!",
            "411111111111",
            "4111.1111.1111.1111",
            "4111\u{a0}1111\u{a0}1111\u{a0}1111",
            "4111\u{2009}1111\u{202f}1111\u{3000}1111",
            "4111\u{200b}1111\u{ad}1111\u{feff}1111",
            "4111\u{2212}1111_1111/1111",
            "4111\t1111\n1111\r\n1111",
            "4111,1111,1111,1111",
            "٤١١١١١١١١١١١١١١١",
        ] {
            assert!(!is_safe_text(bad), "{bad}");
            assert!(!is_safe_word(bad), "{bad}");
        }
        for good in
            ["41111111111", "CardInProgress", "2024-01-01 00:00:00", "2024-01-01T00:00:00.000Z"]
        {
            assert!(is_safe_text(good) && is_safe_word(good), "{good}");
        }
        for good in ["411111******1111", "01/02/2024, 10:20:30", "2024年01月01日 10时20分30秒"]
        {
            assert!(is_safe_text(good), "{good}");
        }
        for odd in ["", "a\nb", "<b>", "é", &"a".repeat(65)] {
            assert!(!is_safe_word(odd), "{odd}");
        }
    }

    #[test]
    fn what_no_page_may_see_is_left_out() {
        let told = r#"{"id":"4111111111111111","extra":{"pan":"1"},"remarks":"<b>","issuerMessage":"x",
            "description":"paid with 4111 1111 1111 1111","note":"a","cvv":"[secret]","list":["4111111111111111",1,{"extra":1}],
            "total":{"value":"123456789012.50","currency":"EUR"},"n":411111111111,"ok":true,"none":null,"issuerWord":"ACTIVE"}"#;
        let due = r#"{"id":"4111111111111111","note":"a","list":[1,{}],"total":{"value":"123456789012.50","currency":"EUR"},"ok":true,"none":null,"issuerWord":"ACTIVE"}"#;
        assert_eq!(safe(Json::trusted(told)), due);
        let secrets = r#"{"pan":"4111111111111111","cvv":"123","pin":"[secret]","extra":{"a":1}}"#;
        assert_eq!(revealed(Json::trusted(secrets)), r#"{"pan":"4111111111111111","cvv":"123"}"#);
    }

    #[test]
    fn the_same_options_have_the_same_text() {
        let text = |json: &str| {
            let mut out = Vec::new();
            put_canonical(Json::trusted(json), None, &mut out);
            String::from_utf8(out).unwrap()
        };
        let one = text(r#"{ "b" : [1, {"d":null,"c":"A"}], "a":1.50 }"#);
        assert_eq!(one, r#"{"a":1.50,"b":[1,{"c":"A","d":null}]}"#);
        assert_eq!(one, text(&one));
    }
}
