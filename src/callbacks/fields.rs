//! The fields of a callback: found in every spelling by lists in words, the rest kept.
//!
//! An entry of a list is `name:kind=places`, entries are parted by blanks. A place is the name of a
//! field, `a/b` for one inside another; with `a|b` the first that fits counts. Capitals, underscores
//! and blanks in names do not count.
//!
//! | kind | what fits |
//! |---|---|
//! | none | a text or a number that is not blank |
//! | `t` | any text or number |
//! | `n` | a plain decimal number, written as such or as text; `places~places` says where its currency is |

use crate::amount::is_plain;
use crate::json::{Json, Writer};
use crate::prelude::*;
use crate::secret::Secret;
use crate::text::{self, cut, is_loosely, parts};

use super::{Sender, Trust};

/// Names whose values are card data or credentials, wherever they stand.
const SENSITIVE: &str = "cardNo cardNumber pan cvv cvv2 cvc pin otp optCode expiry secret";

/// The issuer's id of what the event is about, beside the card and the task. It stays in the rest.
const ABOUT: &str = "about";

/// What a key is made of where the issuer gives the event no id.
const KEY: &str = "word kind progress cardId taskId about status amount.value amount.currency time";

/// What many events share: alone it makes no key.
const GENERAL: &str = "word kind progress status";

/// What is known of an event: by names of this library, the issuer's fields and this library's words.
#[derive(Default)]
pub(super) struct Fields<'a>(Vec<Field<'a>>);

struct Field<'a> {
    name: &'a str,
    text: String,
    /// A view of the body, so that its place tells it apart; nothing for a word of this library.
    place: Json<'a>,
}

impl<'a> Fields<'a> {
    /// Finds what a list says.
    #[inline(never)]
    pub(super) fn fill(&mut self, object: Json<'a>, list: &'a str) {
        for entry in parts(list, b' ') {
            let (head, places) = cut(entry, b'=');
            let (name, kind) = cut(head, b':');
            let (places, currency) = cut(places, b'~');
            let is_found = self.find(name, kind, object, places);
            if is_found && kind == "n" {
                self.find("amount.currency", "", object, currency);
                self.set_unit("not_stated");
            }
        }
    }

    /// Finds one field.
    #[inline(never)]
    pub(super) fn find(
        &mut self,
        name: &'a str,
        kind: &str,
        object: Json<'a>,
        places: &str,
    ) -> bool {
        for path in parts(places, b'|') {
            let place = walk(object, path);
            if let Some(text) = place.scalar() {
                let bare = text.trim_ascii();
                let fits = match kind {
                    "t" => true,
                    "n" => is_plain(bare),
                    _ => !bare.is_empty(),
                };
                if fits {
                    self.put(Field { name, text, place });
                    return true;
                }
            }
        }
        false
    }

    #[inline(never)]
    fn put(&mut self, field: Field<'a>) {
        match self.0.iter_mut().find(|own| own.name == field.name) {
            Some(own) => *own = field,
            None => self.0.push(field),
        }
    }

    /// Says a word of this library, or of a header.
    #[inline(never)]
    pub(super) fn set(&mut self, name: &'a str, word: &str) {
        if !word.is_empty() {
            self.put(Field { name, text: word.to_owned(), place: Json::NONE });
        }
    }

    /// The word for the event, where it came in a header.
    pub(super) fn set_word(&mut self, word: &str) {
        self.put(Field { name: "word", text: word.to_owned(), place: Json::NONE });
    }

    /// Says what one of the amount is, where there is one.
    pub(super) fn set_unit(&mut self, unit: &str) {
        if !self.text("amount.value").is_empty() {
            self.set("amount.unit", unit);
        }
    }

    /// What is known by this name.
    #[inline(never)]
    pub(super) fn text(&self, name: &str) -> &str {
        self.0.iter().find(|own| own.name == name).map_or("", |own| &own.text)
    }

    /// How it went, by the last part of the word and by the status. Where they contradict each other,
    /// it is not known.
    pub(super) fn judge(&mut self) {
        let last = parts(self.text("word"), b'.').last().unwrap_or_default();
        let (told, status) = (known(last, PROGRESS), known(self.text("status"), PROGRESS));
        if told.is_empty() || status.is_empty() || told == status {
            self.set("progress", told);
            self.set("progress", status);
        }
    }

    /// What the word means, which is `kind/state/more`: for an action the state that it aims at and
    /// its name, for others the state that it tells of and where its time stands. Without a known
    /// result an action is neither completed nor failed.
    pub(super) fn mean(&mut self, data: Json<'a>, meaning: &'a str) {
        let (mut kind, rest) = cut(meaning, b'/');
        let (state, more) = cut(rest, b'/');
        if kind == "action" {
            self.set("action", more);
            if !state.is_empty() && self.text("cardState") == state {
                self.set("progress", "done");
            }
            kind = known(self.text("progress"), "done=action.completed failed=action.failed");
        } else {
            self.set("cardState", state);
            self.find("time", "", data, more);
        }
        self.set("kind", kind);
    }

    /// The event as JSON, in the names of its types.
    pub(super) fn told(&mut self, body: Json<'a>, sender: Sender, trust: Trust) -> Secret<String> {
        for (name, otherwise) in [("kind", "other"), ("progress", "unknown")] {
            if self.text(name).is_empty() {
                self.set(name, otherwise);
            }
        }
        let (mut out, mut amount, mut secrets) = (Writer::new(), Writer::new(), Writer::new());
        out.text("issuer", sender.as_str());
        out.text("trust", trust.as_str());
        for Field { name, text, .. } in &self.0 {
            if let Some(name) = name.strip_prefix("amount.") {
                amount.text(name, text.trim_ascii());
            } else if !matches!(*name, ABOUT | "id") {
                out.text(
                    name,
                    if matches!(*name, "code" | "word") { text.trim_ascii() } else { text },
                );
            }
        }
        if !self.text("amount.value").is_empty() {
            out.raw("amount", &amount.end());
        }
        let mut rest = String::new();
        self.keep(body, &mut rest, &mut secrets);
        out.raw("secrets", &secrets.end());
        out.raw("extra", &rest);
        self.put_key(sender, &mut out);
        Secret::new(out.end())
    }

    /// A value without what was found and what is sensitive.
    fn keep(&self, value: Json<'a>, out: &mut String, secrets: &mut Writer) {
        let is_object = value.is_object();
        if !is_object && !value.is_list() {
            out.push_str(value.as_str());
            return;
        }
        let start = out.len();
        let mut parts = value.parts();
        while let Some(mut inner) = parts.next() {
            let before = out.len();
            out.push_str(if before > start { "," } else { opening(is_object) });
            let mut inside = usize::MAX;
            if is_object {
                let name = inner;
                inner = parts.next().unwrap_or(Json::NONE);
                let is_it = |own: &Field| core::ptr::eq(own.place.as_str(), inner.as_str());
                let plain = name.text().unwrap_or_default();
                let is_taken = self.0.iter().any(|own| own.name != ABOUT && is_it(own));
                let is_sensitive = !is_taken && !known(&plain, SENSITIVE).is_empty();
                if is_sensitive {
                    let text = inner.scalar();
                    secrets.text(&plain, text.as_deref().unwrap_or(inner.as_str()));
                }
                if is_taken || is_sensitive {
                    out.truncate(before);
                    continue;
                }
                out.push_str(name.as_str());
                out.push(':');
                inside = out.len();
            }
            self.keep(inner, out, secrets);
            let is_emptied = out.get(inside..) == Some("{}") && inner.parts().next().is_some();
            if is_emptied {
                out.truncate(before);
            }
        }
        if out.len() == start {
            out.push_str(opening(is_object));
        }
        out.push(if is_object { '}' } else { ']' });
    }

    fn put_key(&self, sender: Sender, out: &mut Writer) {
        let has_id = !self.text("id").is_empty();
        if !has_id && self.text("kind") == "threeds.code" {
            return;
        }
        let mut key = sender.as_str().as_bytes().to_vec();
        let mut is_told = false;
        for name in parts(if has_id { "id" } else { KEY }, b' ') {
            let part = self.text(name).trim_ascii();
            push_part(&mut key, part);
            is_told |= known(name, GENERAL).is_empty() && !part.is_empty();
        }
        if !is_told {
            return;
        }
        let mut written = Writer::new();
        written.text("text", &text::string(key));
        written.text("strength", if has_id { "id" } else { "derived" });
        out.raw("key", &written.end());
    }
}

const fn opening(is_object: bool) -> &'static str {
    if is_object { "{" } else { "[" }
}

/// The field at a path.
pub(super) fn walk<'a>(value: Json<'a>, path: &str) -> Json<'a> {
    value.at_loosely(path, b'/')
}

/// Adds a part in such a way that two lists of parts never give the same text.
fn push_part(text: &mut Vec<u8>, part: &str) {
    text.push(b':');
    for byte in part.bytes() {
        if matches!(byte, b':' | b'%') {
            text.extend_from_slice(if byte == b':' { b"%3A" } else { b"%25" });
        } else {
            text.push(byte);
        }
    }
}

/// What a word stands for in a list of `word=meaning`, but for capitals, underscores and blanks. A
/// word without a meaning stands for itself.
#[inline(never)]
pub(super) fn known<'a>(word: &str, list: &'a str) -> &'a str {
    for entry in parts(list, b' ') {
        let (own, meaning) = cut(entry, b'=');
        if is_loosely(word, own) {
            return if meaning.is_empty() { own } else { meaning };
        }
    }
    ""
}

/// How it went, by the words that the issuers' documents have for it.
pub(super) const PROGRESS: &str = "success=done completed=done approved=done accepted=done \
    failed=failed rejected=failed \
    submit=pending pending=pending processing=pending reviewing=pending underReview=pending \
    waitingForApproval=pending waitingForConfirmation=pending awaitingRfi=pending";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::callbacks::Event;
    use crate::json::{Limits, check};

    #[test]
    fn names_are_found_in_any_spelling_and_the_exact_one_first() {
        let body = br#"{"TASK_ID":1,"taskId":"2","card id":3}"#;
        let body = check(body, Limits::default()).unwrap();
        let found = |places: &'static str| {
            let mut fields = Fields::default();
            let is_found = fields.find("x", "t", body, places);
            assert_eq!(is_found, !fields.text("x").is_empty());
            fields.text("x").to_owned()
        };
        assert_eq!(found("taskId"), "2");
        assert_eq!(found("TaskID"), "1");
        assert_eq!(found("no|cardId"), "3");
        assert_eq!(found("no"), "");
        assert_eq!(found(""), "");
    }

    #[test]
    fn what_was_not_taken_is_kept_where_it_stood() {
        let body = br#" { "a" : 1, "b":{"a":2,"c":3,"PIN":[4]}, "d":{"c":5}, "e":{}, "f":[{"pan":"6","g":7}, 8] } "#;
        let body = check(body, Limits::default()).unwrap();
        let mut fields = Fields::default();
        fields.fill(body, "cardId=a taskId=b/c status:t=d/c remarks=e about=b/a");
        assert_eq!(fields.text("cardId"), "1");
        assert_eq!(fields.text("taskId"), "3");
        assert_eq!(fields.text("status"), "5");
        assert_eq!(fields.text("remarks"), "");
        let event = Event::of(&fields.told(body, Sender::Artha, Trust::Signed));
        assert_eq!(event.extra.json().as_str(), r#"{"b":{"a":2},"e":{},"f":[{"g":7},8]}"#);
        assert_eq!((event.secret("PIN"), event.secret("pan")), (Some("[4]"), Some("6")));
    }

    #[test]
    fn parts_of_a_key_do_not_run_into_each_other() {
        let key = |parts: [&str; 2]| {
            let mut text = Vec::new();
            for part in parts {
                push_part(&mut text, part);
            }
            text
        };
        assert_eq!(key(["a", "b"]), b":a:b");
        assert_ne!(key(["a:", "b"]), key(["a", ":b"]));
        assert_ne!(key(["%3A", ""]), key([":", ""]));
    }
}
