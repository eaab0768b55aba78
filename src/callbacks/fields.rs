//! The fields of a callback: found in every spelling, each given out once, the rest kept.

use crate::json::{Json, JsonText};
use crate::prelude::*;
use crate::secret::Secret;
use crate::text::cut;

use super::{Amount, Event, Key, Kind, Progress, Strength, Unit};

/// Names whose values are card data or credentials, wherever they stand.
const SENSITIVE: &str = "cardNo|cardNumber|pan|cvv|cvv2|cvc|pin|otp|optCode|expiry|secret";

/// A checked body, and what of it has a place in the event.
pub(super) struct Fields<'a> {
    /// The whole body.
    pub(super) body: Json<'a>,
    /// The issuer's id of the event itself.
    pub(super) event_id: Option<String>,
    /// The issuer's id of what the event is about, beside the card and the task.
    pub(super) subject: Option<String>,
    /// Views of the body, so that their places tell them apart.
    taken: Vec<Json<'a>>,
}

impl<'a> Fields<'a> {
    pub(super) const fn new(body: Json<'a>) -> Self {
        Self { body, event_id: None, subject: None, taken: Vec::new() }
    }

    /// The first field of these names, whatever it is. It stays in the rest.
    pub(super) fn look(object: Json<'a>, names: &str) -> Json<'a> {
        let exact = each(names).map(|name| object.get(name)).find(|value| value.is_there());
        exact.unwrap_or_else(|| {
            let is_it = |own: &Json<'_>| own.text().is_some_and(|own| is_one_of(&own, names));
            object.fields().find(|(own, _)| is_it(own)).map_or(Json::NONE, |(_, value)| value)
        })
    }

    /// The first field of these names as text, if it is a text or a number.
    pub(super) fn text(&mut self, object: Json<'a>, names: &str) -> Option<String> {
        self.taking(Self::look(object, names))
    }

    fn taking(&mut self, value: Json<'a>) -> Option<String> {
        let text = value.scalar();
        if text.is_some() {
            self.taken.push(value);
        }
        text
    }

    /// The same where an empty text is as good as none.
    pub(super) fn filled(&mut self, object: Json<'a>, names: &str) -> Option<String> {
        let value = Self::look(object, names);
        let is_filled = value.scalar().is_some_and(|text| !text.trim_ascii().is_empty());
        if is_filled { self.taking(value) } else { None }
    }

    /// The amount with its currency beside it.
    pub(super) fn amount(&mut self, object: Json<'a>, unit: Unit) -> Option<Amount> {
        let value = self.decimal(Self::look(object, "amount"))?;
        Some(Amount { value, currency: self.filled(object, "currency"), unit })
    }

    /// A plain decimal number, written as such or as text. Others stay in the rest.
    pub(super) fn decimal(&mut self, value: Json<'a>) -> Option<String> {
        let text = value.scalar()?;
        let text = text.trim_ascii();
        if !is_decimal(text) {
            return None;
        }
        self.taken.push(value);
        Some(text.to_owned())
    }

    /// The field at a path of names with `/` between them.
    pub(super) fn walk(body: Json<'a>, path: &str) -> Json<'a> {
        path.split('/').fold(body, Self::look)
    }

    /// The same as text, if it is a text or a number.
    pub(super) fn at(&mut self, path: &str) -> Option<String> {
        self.taking(Self::walk(self.body, path))
    }

    /// Gives the event what is left of the body, and its key.
    pub(super) fn finish(self, event: &mut Event) {
        let mut rest = String::new();
        self.keep(self.body, &mut rest, &mut event.secrets);
        event.extra = JsonText::written(if rest == "{}" { String::new() } else { rest });
        event.key = self.key(event);
    }

    /// A value without what was taken and what is sensitive.
    fn keep(&self, value: Json<'a>, out: &mut String, secrets: &mut Vec<(String, Secret<String>)>) {
        if value.is_object() {
            let start = out.len();
            for (name, inner) in value.fields() {
                let plain = name.text().unwrap_or_default();
                if self.taken.iter().any(|taken| is_place(*taken, inner)) {
                    continue;
                }
                if is_one_of(&plain, SENSITIVE) {
                    let inner = inner.scalar().unwrap_or_else(|| inner.as_str().to_owned());
                    secrets.push((plain, Secret::new(inner)));
                    continue;
                }
                let before = out.len();
                out.push(if before == start { '{' } else { ',' });
                out.push_str(name.as_str());
                out.push(':');
                let inside = out.len();
                self.keep(inner, out, secrets);
                let is_emptied = out.get(inside..) == Some("{}") && inner.fields().next().is_some();
                if is_emptied {
                    out.truncate(before);
                }
            }
            out.push_str(if out.len() == start { "{}" } else { "}" });
        } else if value.is_list() {
            out.push('[');
            for (position, inner) in value.parts().enumerate() {
                out.push_str(if position == 0 { "" } else { "," });
                self.keep(inner, out, secrets);
            }
            out.push(']');
        } else {
            out.push_str(value.as_str());
        }
    }

    fn key(self, event: &Event) -> Option<Key> {
        let mut text = event.sender.as_str().to_owned();
        if let Some(id) = &self.event_id {
            push_part(&mut text, id);
            return Some(Key { text, strength: Strength::Id });
        }
        if event.kind == Kind::ThreedsCode {
            return None;
        }
        let money = event.amount.as_ref();
        let parts = [
            event.word.as_deref(),
            Some(event.kind.as_str()),
            Some(event.progress.as_str()),
            event.card_id.as_deref(),
            event.task_id.as_deref(),
            self.subject.as_deref(),
            event.status.as_deref(),
            money.map(|money| money.value.as_str()),
            money.and_then(|money| money.currency.as_deref()),
            event.time.as_deref(),
        ];
        for part in parts {
            push_part(&mut text, part.unwrap_or_default());
        }
        Some(Key { text, strength: Strength::Derived })
    }
}

/// Adds a part in such a way that two lists of parts never give the same text.
fn push_part(text: &mut String, part: &str) {
    text.push(':');
    for letter in part.chars() {
        match letter {
            ':' => text.push_str("%3A"),
            '%' => text.push_str("%25"),
            plain => text.push(plain),
        }
    }
}

/// Whether two views are of one place.
fn is_place(one: Json<'_>, other: Json<'_>) -> bool {
    core::ptr::eq(one.as_str(), other.as_str())
}

fn each(list: &str) -> impl Iterator<Item = &str> {
    let mut rest = list;
    core::iter::from_fn(move || {
        let (first, after) = cut(rest, b'|');
        rest = after;
        (!first.is_empty()).then_some(first)
    })
}

/// Whether a word is one of a list, but for capitals, underscores and blanks.
pub(super) fn is_one_of(word: &str, list: &str) -> bool {
    each(list).any(|known| letters(word).eq(letters(known)))
}

/// What a word stands for: the meaning beside the first list that has it.
pub(super) fn meaning<T: Copy>(word: &str, lists: &[(&str, T)]) -> Option<T> {
    lists.iter().find(|(list, _)| is_one_of(word, list)).map(|(_, meaning)| *meaning)
}

fn letters(word: &str) -> impl Iterator<Item = u8> {
    let is_filler = |byte: &u8| *byte == b'_' || byte.is_ascii_whitespace();
    word.bytes().filter(move |byte| !is_filler(byte)).map(|byte| byte.to_ascii_lowercase())
}

/// How it went, by the words that the issuers' documents have for it.
pub(super) fn progress(word: Option<&str>) -> Progress {
    let lists = [
        ("success|completed|approved|accepted", Progress::Done),
        ("failed|rejected", Progress::Failed),
        (PENDING, Progress::Pending),
    ];
    meaning(word.unwrap_or_default(), &lists).unwrap_or(Progress::Unknown)
}

/// What two tellings of it come to. Where they contradict each other, it is not known.
pub(super) fn agreed(one: Progress, other: Progress) -> Progress {
    match (one, other) {
        (Progress::Unknown, told) | (told, Progress::Unknown) => told,
        _ if one == other => one,
        _ => Progress::Unknown,
    }
}

const PENDING: &str = "submit|pending|processing|reviewing|underReview|\
                       waitingForApproval|waitingForConfirmation|awaitingRfi";

/// The kind of the result of an action. Without a known word it is neither of the two.
pub(super) const fn result(progress: Progress) -> Kind {
    match progress {
        Progress::Done => Kind::ActionCompleted,
        Progress::Failed => Kind::ActionFailed,
        Progress::Pending | Progress::Unknown => Kind::Other,
    }
}

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
    use crate::callbacks::{Sender, Trust};
    use crate::json::{Limits, check};

    #[test]
    fn names_are_found_in_any_spelling_and_the_exact_one_first() {
        let body = br#"{"TASK_ID":1,"taskId":"2","card id":3}"#;
        let body = check(body, Limits::default()).unwrap();
        assert_eq!(Fields::look(body, "taskId").as_str(), "\"2\"");
        assert_eq!(Fields::look(body, "TaskID").as_str(), "1");
        assert_eq!(Fields::look(body, "no|cardId").as_str(), "3");
        assert!(!Fields::look(body, "no").is_there());
        assert!(!Fields::look(body, "").is_there());
    }

    #[test]
    fn what_was_not_taken_is_kept_where_it_stood() {
        let body = br#" { "a" : 1, "b":{"a":2,"c":3,"PIN":[4]}, "d":{"c":5}, "e":{}, "f":[{"pan":"6","g":7}, 8] } "#;
        let body = check(body, Limits::default()).unwrap();
        let mut fields = Fields::new(body);
        let mut event = Event::new(Sender::Artha, Trust::Signed);
        assert_eq!(fields.text(body, "a").as_deref(), Some("1"));
        assert_eq!(fields.text(body.get("b"), "c").as_deref(), Some("3"));
        assert_eq!(fields.text(body.get("d"), "c").as_deref(), Some("5"));
        assert_eq!(fields.text(body, "e"), None);
        fields.finish(&mut event);
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
            let mut text = String::new();
            for part in parts {
                push_part(&mut text, part);
            }
            text
        };
        assert_eq!(key(["a", "b"]), ":a:b");
        assert_ne!(key(["a:", "b"]), key(["a", ":b"]));
        assert_ne!(key(["%3A", ""]), key([":", ""]));
    }
}
