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

use crate::json::{Json, Writer};
use crate::prelude::*;
use crate::secret::Secret;
use crate::text::{self, cut, is_loosely};

use super::{Sender, Trust};

/// Names whose values are card data or credentials, wherever they stand.
const SENSITIVE: &str = "cardNo cardNumber pan cvv cvv2 cvc pin otp optCode expiry secret";

/// The issuer's id of what the event is about, beside the card and the task. It stays in the rest.
const ABOUT: &str = "about";

/// A checked body, and what of it has a place in the event. The words are those of the event's types,
/// empty for what is not known.
pub(super) struct Fields<'a> {
    /// The whole body.
    pub(super) body: Json<'a>,
    /// The issuer's word for the event.
    pub(super) word: Option<String>,
    pub(super) kind: &'static str,
    pub(super) progress: &'static str,
    pub(super) action: &'static str,
    pub(super) card_state: &'static str,
    pub(super) unit: &'static str,
    /// Views of the body, so that their places tell them apart.
    found: Vec<(&'static str, Json<'a>)>,
}

impl<'a> Fields<'a> {
    pub(super) const fn new(body: Json<'a>) -> Self {
        Self {
            body,
            word: None,
            kind: "",
            progress: "",
            action: "",
            card_state: "",
            unit: "not_stated",
            found: Vec::new(),
        }
    }

    /// Finds what a list says.
    #[inline(never)]
    pub(super) fn fill(&mut self, object: Json<'a>, list: &'static str) {
        for entry in list.split_ascii_whitespace() {
            let (head, places) = cut(entry, b'=');
            let (name, kind) = cut(head, b':');
            let (places, currency) = cut(places, b'~');
            self.find(name, kind, object, places);
            if kind == "n" && self.has(name) {
                self.find("currency", "", object, currency);
            }
        }
    }

    /// Finds one field.
    #[inline(never)]
    pub(super) fn find(
        &mut self,
        name: &'static str,
        kind: &str,
        object: Json<'a>,
        mut places: &str,
    ) {
        while !places.is_empty() {
            let path;
            (path, places) = cut(places, b'|');
            let value = walk(object, path);
            let fits = value.scalar().is_some_and(|text| match kind {
                "t" => true,
                "n" => is_decimal(text.trim_ascii()),
                _ => !text.trim_ascii().is_empty(),
            });
            if fits {
                self.found.push((name, value));
                return;
            }
        }
    }

    /// Whether a field was found.
    pub(super) fn has(&self, name: &str) -> bool {
        self.text(name).is_some()
    }

    /// A field that was found, as text.
    #[inline(never)]
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.found.iter().find(|(own, _)| *own == name)?.1.scalar()
    }

    /// What the issuer's word for the event stands for in a list.
    pub(super) fn by_word(&self, list: &'static str) -> Option<&'static str> {
        known(self.word.as_deref().unwrap_or_default(), list)
    }

    /// What the issuer's word for how it went stands for in a list.
    pub(super) fn by_status(&self, list: &'static str) -> &'static str {
        known(&self.text("status").unwrap_or_default(), list).unwrap_or_default()
    }

    /// How it went, by the last part of the word and by the status. Where they contradict each other,
    /// it is not known.
    pub(super) fn judge(&mut self) {
        let word = self.word.as_deref().unwrap_or_default();
        let told = word.rsplit('.').next().unwrap_or_default();
        let (told, status) = (known(told, PROGRESS).unwrap_or_default(), self.by_status(PROGRESS));
        self.progress = match (told, status) {
            ("", one) | (one, "") => one,
            _ if told == status => told,
            _ => "",
        };
    }

    /// The kind of the result of an action. Without a known word it is neither of the two.
    pub(super) fn judge_action(&mut self) {
        self.kind = match self.progress {
            "done" => "action.completed",
            "failed" => "action.failed",
            _ => "",
        };
    }

    /// The event as JSON, in the names of its types.
    pub(super) fn told(&self, sender: Sender, trust: Trust) -> Secret<String> {
        let (mut out, mut rest, mut secrets) = (Writer::new(), String::new(), Writer::new());
        self.keep(self.body, &mut rest, &mut secrets);
        for (name, word) in [
            ("issuer", sender.as_str()),
            ("kind", or(self.kind, "other")),
            ("trust", trust.as_str()),
            ("progress", or(self.progress, "unknown")),
            ("action", self.action),
            ("cardState", self.card_state),
        ] {
            out.some(name, Some(word).filter(|word| !word.is_empty()));
        }
        out.some("word", self.word.as_deref());
        for name in "cardId taskId status remarks time".split_ascii_whitespace() {
            out.some(name, self.text(name).as_deref());
        }
        out.some("code", self.text("code").as_deref().map(str::trim_ascii));
        if let Some(value) = self.text("amount") {
            let mut amount = Writer::new();
            amount.text("value", value.trim_ascii());
            amount.some("currency", self.text("currency").as_deref());
            amount.text("unit", self.unit);
            out.raw("amount", &amount.end());
        }
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
            let inside = if is_object {
                let name = inner;
                let plain = name.text().unwrap_or_default();
                inner = parts.next().unwrap_or(Json::NONE);
                let is_place = |taken: Json<'_>| core::ptr::eq(taken.as_str(), inner.as_str());
                let is_taken =
                    self.found.iter().any(|(name, own)| *name != ABOUT && is_place(*own));
                let is_sensitive = !is_taken && known(&plain, SENSITIVE).is_some();
                if is_sensitive {
                    secrets
                        .text(&plain, &inner.scalar().unwrap_or_else(|| inner.as_str().to_owned()));
                }
                if is_taken || is_sensitive {
                    out.truncate(before);
                    continue;
                }
                out.push_str(name.as_str());
                out.push(':');
                out.len()
            } else {
                usize::MAX
            };
            self.keep(inner, out, secrets);
            let is_emptied = out.get(inside..) == Some("{}") && inner.parts().next().is_some();
            if is_emptied {
                out.truncate(before);
            }
        }
        if out.len() == start {
            out.push_str(opening(is_object));
        }
        out.push_str(if is_object { "}" } else { "]" });
    }

    fn put_key(&self, sender: Sender, out: &mut Writer) {
        let mut key = sender.as_str().as_bytes().to_vec();
        let id = self.text("id");
        if let Some(id) = &id {
            push_part(&mut key, id);
        } else if self.kind == "threeds.code" {
            return;
        } else {
            push_part(&mut key, self.word.as_deref().unwrap_or_default());
            push_part(&mut key, or(self.kind, "other"));
            push_part(&mut key, or(self.progress, "unknown"));
            for name in "cardId taskId about status amount currency time".split_ascii_whitespace() {
                push_part(&mut key, self.text(name).unwrap_or_default().trim_ascii());
            }
        }
        let mut written = Writer::new();
        written.text("text", &text::string(key));
        written.text("strength", if id.is_some() { "id" } else { "derived" });
        out.raw("key", &written.end());
    }
}

const fn or(word: &'static str, other: &'static str) -> &'static str {
    if word.is_empty() { other } else { word }
}

const fn opening(is_object: bool) -> &'static str {
    if is_object { "{" } else { "[" }
}

/// The field at a path.
#[inline(never)]
pub(super) fn walk<'a>(mut value: Json<'a>, mut path: &str) -> Json<'a> {
    while !path.is_empty() {
        let name;
        (name, path) = cut(path, b'/');
        value = value.get_loosely(name);
    }
    value
}

/// Adds a part in such a way that two lists of parts never give the same text.
fn push_part(text: &mut Vec<u8>, part: &str) {
    text.push(b':');
    for byte in part.bytes() {
        match byte {
            b':' => text.extend_from_slice(b"%3A"),
            b'%' => text.extend_from_slice(b"%25"),
            plain => text.push(plain),
        }
    }
}

/// What a word stands for in a list of `word=meaning`, but for capitals, underscores and blanks.
#[inline(never)]
pub(super) fn known(word: &str, list: &'static str) -> Option<&'static str> {
    let mut entries = list.split_ascii_whitespace().map(|entry| cut(entry, b'='));
    entries.find(|(own, _)| is_loosely(word, own)).map(|(_, meaning)| meaning)
}

/// How it went, by the words that the issuers' documents have for it.
pub(super) const PROGRESS: &str = "success=done completed=done approved=done accepted=done \
    failed=failed rejected=failed \
    submit=pending pending=pending processing=pending reviewing=pending underReview=pending \
    waitingForApproval=pending waitingForConfirmation=pending awaitingRfi=pending";

/// Digits, with a point between them or none, and a minus before them or none.
fn is_decimal(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = cut(text, b'.');
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_digits(whole) && (is_digits(part) || whole.len() == text.len())
}

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
            let mut fields = Fields::new(body);
            fields.find("x", "t", body, places);
            fields.text("x")
        };
        assert_eq!(found("taskId").as_deref(), Some("2"));
        assert_eq!(found("TaskID").as_deref(), Some("1"));
        assert_eq!(found("no|cardId").as_deref(), Some("3"));
        assert_eq!(found("no"), None);
        assert_eq!(found(""), None);
    }

    #[test]
    fn what_was_not_taken_is_kept_where_it_stood() {
        let body = br#" { "a" : 1, "b":{"a":2,"c":3,"PIN":[4]}, "d":{"c":5}, "e":{}, "f":[{"pan":"6","g":7}, 8] } "#;
        let body = check(body, Limits::default()).unwrap();
        let mut fields = Fields::new(body);
        fields.fill(body, "cardId=a taskId=b/c status:t=d/c remarks=e about=b/a");
        assert_eq!(fields.text("cardId").as_deref(), Some("1"));
        assert_eq!(fields.text("taskId").as_deref(), Some("3"));
        assert_eq!(fields.text("status").as_deref(), Some("5"));
        assert_eq!(fields.text("remarks"), None);
        let event = Event::of(&fields.told(Sender::Artha, Trust::Signed));
        assert_eq!(event.extra.json().as_str(), r#"{"b":{"a":2},"e":{},"f":[{"g":7},8]}"#);
        assert_eq!((event.secret("PIN"), event.secret("pan")), (Some("[4]"), Some("6")));
    }

    #[test]
    fn amounts_are_plain_decimal_numbers() {
        for good in ["0", "-1", "207.5700", "99999999999999999999.000000000000000001"] {
            assert!(is_decimal(good), "{good}");
        }
        for bad in ["", "-", ".", "1.", ".5", "+1", "1e3", "1,5", "1.2.3", "--1", "NaN", "1 "] {
            assert!(!is_decimal(bad), "{bad}");
        }
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
