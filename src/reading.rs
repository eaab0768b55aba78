//! How the fields of an issuer's answer become this library's: a list in words instead of a
//! function for every answer.
//!
//! An entry is `name:kind=places`, entries are parted by blanks. A place is the name of a field,
//! `a.b` for one inside another; with `a|b` the first that is there counts, and `"USD"` is that text
//! itself. Names are compared without case, underscores and blanks, since every issuer spells its own in
//! several ways. An entry of the same name as the one before it counts only where that wrote nothing.
//!
//! | kind | meaning |
//! |---|---|
//! | none | a text, or the exact text of a number |
//! | `f` | true or false |
//! | `w` | the card's state: `state`, and the issuer's word for it |
//! | `l` | a text in lower case |
//! | `4` | the last four digits of what may be a whole card number |
//! | `n` | money in whole units; `places~places` says where its currency is |
//! | `c` | money in units of 1/100 |
//! | `$` | money in the unit that an option says: see [`in_unit`]; else as `x` |
//! | `x` | whatever it is, kept as `extra` |
//! | `o` | the same, and an object too where others are left out |
//!
//! An entry without a name stands for fields that are told elsewhere: they are left out.
//!
//! The last entry may be `*`: fields without a name here are kept as `extra`. It is left out where an
//! issuer's answer may hold a card number, a CVV or a PIN: only what is named is kept then, and an
//! object only of kind `o`.

use crate::amount;
use crate::card::CardState;
use crate::issuers::needs;
use crate::json::{Json, Writer};
use crate::plain::is_safe;
use crate::prelude::*;
use crate::text::{self, contains, cut, parts};

/// Where the currency is, if an entry does not say.
const CURRENCY: &str = "currency|cardCurrency";

/// What an answer says in this library's names, as a JSON object. `words` are the issuer's words for
/// a card's state, as in [`state`].
#[inline(never)]
pub(crate) fn read(from: Json<'_>, list: &str, words: &str) -> String {
    let (mut out, mut extra) = (Writer::new(), Writer::new());
    let (mut written_name, keeps_all) = ("", list.ends_with('*'));
    for entry in entries(list) {
        let (head, places) = cut(entry, b'=');
        let (name, kind) = cut(head, b':');
        let kind = kind.bytes().next().unwrap_or_default();
        let (places, currency) = cut(places, b'~');
        if name == "*" {
            put_rest(from, list, &mut extra);
            continue;
        }
        let value = find(from, places);
        let is_told = name.is_empty() || name == written_name;
        if is_told || value.is_null() && (kind != b'w' || from.fields().next().is_none()) {
            continue;
        }
        if kind == b'w' {
            put_state(value, words, &mut out);
            written_name = name;
            continue;
        }
        let mut is_text = true;
        let found = match kind {
            0 => value.scalar(),
            b'4' => last_four(value),
            b'$' | b'x' | b'o' => None,
            b'l' if needs::LOWERCASE => value.text().map(|text| text.to_ascii_lowercase()),
            kind => {
                is_text = false;
                if needs::FLAGS && kind == b'f' {
                    value.flag().map(|_| value.as_str().to_owned())
                } else {
                    let currency =
                        find(from, if currency.is_empty() { CURRENCY } else { currency });
                    money(value, needs::CENTS && kind == b'c', currency)
                }
            }
        };
        if let Some(found) = found {
            if is_text {
                out.text(name, &found);
            } else {
                out.raw(name, &found);
            }
            written_name = name;
        } else if kind == b'o' || kind != b'4' && (keeps_all || !has_names(value)) {
            put_extra(name, value, &mut extra);
        }
    }
    let extra = extra.end();
    if extra != "{}" {
        out.raw("extra", &extra);
    }
    out.end()
}

/// A list whose amounts are in whole units (`major`) or in units of 1/100 (`minor`), where an
/// issuer's documents do not say which.
#[inline(never)]
pub(crate) fn in_unit(list: &str, unit: &str) -> String {
    let kind = match unit {
        "major" => b'n',
        "minor" => b'c',
        _ => b'$',
    };
    text::string(list.bytes().map(|byte| if byte == b'$' { kind } else { byte }).collect())
}

/// The entries of a list.
fn entries(list: &str) -> impl Iterator<Item = &str> {
    parts(list, b' ').filter(|entry| !entry.is_empty())
}

/// The first of these places that holds something.
pub(crate) fn find<'a>(from: Json<'a>, places: &'a str) -> Json<'a> {
    for path in parts(places, b'|') {
        if path.starts_with('"') {
            return Json::trusted(path);
        }
        let value = from.at_loosely(path, b'.');
        if !value.is_null() {
            return value;
        }
    }
    Json::NONE
}

/// Whether an answer says that something went wrong, whatever else it says.
#[inline(never)]
pub(crate) fn has_errors(answer: Json<'_>) -> bool {
    ["error", "errors", "data.error", "data.errors"].into_iter().any(|place| {
        let told = find(answer, place);
        !told.is_null() && !matches!(told.as_str(), "\"\"" | "[]" | "{}")
    })
}

/// An amount, its currency where it is told, in whole units.
fn money(value: Json<'_>, is_minor: bool, currency: Json<'_>) -> Option<String> {
    let text = value.scalar()?;
    let amount = if is_minor { amount::from_minor(&text) } else { amount::decimal(&text) };
    let mut out = Writer::new();
    out.text("value", &amount?);
    out.some("currency", currency.text().as_deref());
    Some(out.end())
}

fn last_four(value: Json<'_>) -> Option<String> {
    let text = value.scalar()?;
    let four = text.get(text.len().checked_sub(4)?..)?;
    four.bytes().all(|byte| byte.is_ascii_digit()).then(|| four.to_owned())
}

fn put_state(value: Json<'_>, words: &str, out: &mut Writer) {
    let text = value.text();
    let word = text.as_deref().unwrap_or(value.as_str());
    let state = if needs::STATES { state(word, words) } else { CardState::Unknown };
    out.text("state", state.as_str());
    out.some("issuerWord", text.as_deref());
}

/// The state of an issuer's word, out of a list like `Active=active froz*=frozen`, where a star
/// stands for any end. What the list does not hold is unknown.
#[inline(never)]
pub(crate) fn state(word: &str, words: &str) -> CardState {
    for entry in entries(words) {
        let (own, state) = cut(entry, b'=');
        let holds = match own.strip_suffix('*') {
            Some(part) => contains(word.as_bytes(), part.as_bytes()),
            None => word.eq_ignore_ascii_case(own),
        };
        if holds {
            return CardState::from_text(state);
        }
    }
    CardState::Unknown
}

/// The fields that no entry begins with.
fn put_rest(from: Json<'_>, list: &str, out: &mut Writer) {
    for (name, value) in from.fields() {
        let is_named = entries(list).any(|entry| is_place(name, cut(entry, b'=').1));
        if !is_named && let Some(name) = name.text() {
            put_extra(&name, value, out);
        }
    }
}

/// Whether one of these places, or the place of a currency, begins with this name.
fn is_place(name: Json<'_>, places: &str) -> bool {
    let begins = |path: &str| !path.is_empty() && name.is_loosely(cut(path, b'.').0);
    parts(places, b'|').any(|place| {
        let (own, currency) = cut(place, b'~');
        begins(own) || begins(currency)
    })
}

/// Whether there are fields in a value, of which nobody knows what they hold.
fn has_names(value: Json<'_>) -> bool {
    !value.is_text() && contains(value.as_str().as_bytes(), b"{")
}

fn put_extra(name: &str, value: Json<'_>, out: &mut Writer) {
    out.raw(name, &value.with_fit_numbers(is_safe));
}

/// A page of a list: its items, each by the same list of entries, and where the next page begins.
pub(crate) fn page<'a>(
    mut items: impl Iterator<Item = Json<'a>>,
    list: &str,
    words: &str,
    next: Option<u64>,
) -> String {
    page_of(&mut items, list, words, next)
}

/// Once for all issuers, whatever their items come from.
#[inline(never)]
fn page_of(
    items: &mut dyn Iterator<Item = Json<'_>>,
    list: &str,
    words: &str,
    next: Option<u64>,
) -> String {
    let mut page = Page::default();
    for item in items {
        page.push(&read(item, list, words));
    }
    page.end(next)
}

/// A page of a list that is being written.
#[derive(Default)]
pub(crate) struct Page(String);

impl Page {
    /// Adds an item.
    pub(crate) fn push(&mut self, item: &str) {
        self.0.push(if self.0.is_empty() { '[' } else { ',' });
        self.0.push_str(item);
    }

    /// The page, and where the next one begins.
    pub(crate) fn end(mut self, next: Option<u64>) -> String {
        self.0.push_str(if self.0.is_empty() { "[]" } else { "]" });
        let mut out = Writer::new();
        out.raw("items", &self.0);
        if let Some(next) = next {
            out.whole("next", next);
        }
        out.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Limits, check};

    fn told(text: &str, list: &str) -> String {
        read(
            check(text.as_bytes(), Limits::default()).unwrap(),
            list,
            "Active=active froz*=frozen true=inactive",
        )
    }

    #[test]
    fn names_are_found_however_they_are_spelt() {
        for text in [
            r#"{"cardId":"1"}"#,
            r#"{"card_id":"1"}"#,
            r#"{"CardID":1}"#,
            r#"{"id":"1"}"#,
            r#"{"cardId":null,"id":"1"}"#,
        ] {
            assert_eq!(told(text, "id=cardId|id"), r#"{"id":"1"}"#, "{text}");
        }
        assert_eq!(told(r#"{"a":{"b":{"c":"x"}}}"#, "y=a.b.c"), r#"{"y":"x"}"#);
    }

    #[test]
    fn amounts_keep_every_digit() {
        let list = "a:n=a b:c=b c:n=c~other";
        assert_eq!(
            told(
                r#"{"a":-20.000000000000000000,"b":"300","c":1e2,"currency":"usd","other":"EUR"}"#,
                list
            ),
            r#"{"a":{"value":"-20.000000000000000000","currency":"usd"},"b":{"value":"3.00","currency":"usd"},"c":{"value":"100","currency":"EUR"}}"#
        );
    }

    #[test]
    fn a_place_may_be_a_text_and_a_name_may_come_again() {
        let list = "a:n=a~\"USD\" a:c=b~c|\"EUR\" k:x=k";
        for (text, due) in [
            (r#"{"a":5,"b":300}"#, r#"{"a":{"value":"5","currency":"USD"}}"#),
            (r#"{"a":null,"b":300}"#, r#"{"a":{"value":"3.00","currency":"EUR"}}"#),
            (
                r#"{"a":"much","b":300}"#,
                r#"{"a":{"value":"3.00","currency":"EUR"},"extra":{"a":"much"}}"#,
            ),
            (r#"{"b":1,"c":"GBP"}"#, r#"{"a":{"value":"0.01","currency":"GBP"}}"#),
            (r#"{"k":[0.10,true]}"#, r#"{"extra":{"k":["0.10",true]}}"#),
        ] {
            assert_eq!(told(text, list), due, "{text}");
        }
    }

    #[test]
    fn what_does_not_fit_its_kind_is_not_lost() {
        assert_eq!(
            told(r#"{"a":"much","b":"yes","c":[1]}"#, "a:n=a b:f=b c=c"),
            r#"{"extra":{"a":"much","b":"yes","c":[1]}}"#
        );
    }

    #[test]
    fn card_data_inside_a_field_of_another_kind_is_dropped_with_it() {
        let text = r#"{"id":{"pan":"4111"},"n":[{"cvv":"987"}],"f":"{","u":{"pin":1},"k":{"a":1},"w":{"otp":1}}"#;
        let list = "id=id amount:n=n flag:f=f unit:$=u kept:o=k what:x=w";
        assert_eq!(told(text, list), r#"{"extra":{"flag":"{","kept":{"a":1}}}"#);
        let all = "id=id amount:n=n flag:f=f unit:$=u kept:o=k what:x=w *";
        assert!(told(text, all).contains(r#""id":{"pan":"4111"},"amount":[{"cvv":"987"}]"#));
    }

    #[test]
    fn amounts_of_an_unknown_unit_are_kept_as_they_came() {
        let text = r#"{"a":150,"currency":"USD","b":1.5}"#;
        for (unit, due) in [
            ("major", r#"{"a":{"value":"150","currency":"USD"},"extra":{"b":"1.5"}}"#),
            ("minor", r#"{"a":{"value":"1.50","currency":"USD"},"extra":{"b":"1.5"}}"#),
            ("", r#"{"extra":{"a":150,"b":"1.5"}}"#),
        ] {
            assert_eq!(told(text, &in_unit("a:$=a =currency b:x=b *", unit)), due, "{unit}");
        }
    }

    #[test]
    fn unknown_fields_are_kept_only_where_that_is_said() {
        let text = r#"{"id":"1","new":{"x":12345678901234567890},"Card_Id":"2"}"#;
        assert_eq!(
            told(text, "id=id card=cardId *"),
            r#"{"id":"1","card":"2","extra":{"new":{"x":"12345678901234567890"}}}"#
        );
        assert_eq!(told(text, "id=id"), r#"{"id":"1"}"#);
    }

    #[test]
    fn one_field_can_be_kept_without_the_others() {
        let text = r#"{"id":"1","Ref_Id":12345678901234567890,"pin":"1234"}"#;
        assert_eq!(
            told(text, "id=id refId:x=refId"),
            r#"{"id":"1","extra":{"refId":"12345678901234567890"}}"#
        );
    }

    #[test]
    fn of_a_card_number_four_digits_are_left() {
        assert_eq!(told(r#"{"n":"4242424242424242"}"#, "last4:4=n"), r#"{"last4":"4242"}"#);
        for odd in [r#"{"n":"42"}"#, r#"{"n":"é42"}"#, r#"{"n":"12 4x"}"#, r#"{"n":{}}"#] {
            assert_eq!(told(odd, "last4:4=n *"), "{}", "{odd}");
        }
    }

    #[test]
    fn states_are_this_librarys_words() {
        for (text, due) in [
            (r#"{"s":"ACTIVE"}"#, r#"{"state":"active","issuerWord":"ACTIVE"}"#),
            (r#"{"s":"is frozen"}"#, r#"{"state":"frozen","issuerWord":"is frozen"}"#),
            (r#"{"s":"odd"}"#, r#"{"state":"unknown","issuerWord":"odd"}"#),
            (r#"{"s":true}"#, r#"{"state":"inactive"}"#),
            (r#"{"s":7}"#, r#"{"state":"unknown"}"#),
            ("{}", "{}"),
            (r#"{"x":1}"#, r#"{"state":"unknown"}"#),
        ] {
            assert_eq!(told(text, "state:w=s"), due, "{text}");
        }
    }
}
