//! Options checked against a list of rules.
//!
//! The npm package checks the same rules in JavaScript, before anything crosses: see
//! `pkg-template/src/settings.js`.

use super::Settings;
use crate::base_url::BaseUrl;
use crate::error::{Error, ErrorCode};
use crate::image::{ImageEncoding, ImageLimits, SignImage};
use crate::json::Json;
use crate::prelude::*;
use crate::text::{self, cut};
use zeroize::Zeroizing;

/// What options there are: a line for each, with its name, what it must be, and its words.
///
/// | it must be | that is |
/// |---|---|
/// | `url` | an HTTPS URL; required |
/// | `header` | text that goes into a header or a path; required |
/// | `header?` | the same, but it may be left out |
/// | `text` | text that goes into a body; required |
/// | `digits` | a whole number of any length, as a number or as text; required |
/// | `number` | an amount without a sign, as a number or as text; required |
/// | `keys` | four to six digits as text, as on a keypad: a PIN |
/// | `object` | an object whose members somebody else checks; required |
/// | `flag` | true or false |
/// | `count` | a whole number from 1 to 4294967295 |
/// | `ms` | a number of milliseconds that a host's timer takes |
/// | `word` | one of the words that follow; the first when left out |
/// | `word?` | the same, but none when left out |
/// | `path` | a path from a contract |
/// | `image` | a PNG or a JPEG in base64, alone or as a data URL, kept as the issuer takes it; required |
/// | `any` | text that may be empty or left out; somebody else checks it |
/// | `word!`, `any!`, ... | the same, but required |
/// | `object+`, ... | the same, but one of all that end so is required |
/// | `number+` | the same, and `null` is sent as such |
/// | `else` | somebody else's: a key or a function |
///
/// Instead of words there may be a limit: `text <=500` has at most 500 letters, `number >=0.01` is no
/// less, and `text? type=individual` is required where the option `type` is that word.
///
/// A name `group.name` stands in an object `group`. What an option must be is known by its first
/// letter.
pub type Rules = &'static str;

/// One option.
///
/// ```
/// use cardlatch::settings::{Rule, rules};
/// let rule = rules("updateMethod word POST PUT").next();
/// assert_eq!(rule, Some(Rule { name: "updateMethod", shape: "word", words: "POST PUT" }));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name.
    pub name: &'static str,
    /// What it must be; see [`Rules`].
    pub shape: &'static str,
    /// The words that it may be, with blanks between them.
    pub words: &'static str,
}

/// The options of some rules, in order.
///
/// ```
/// use cardlatch::{IssuerId, Operation, issuers, settings::rules};
/// let top_up = issuers::endpoint(IssuerId::Artha, Operation::TOP_UP).unwrap();
/// let fields: Vec<_> = rules(top_up.fields).map(|rule| (rule.name, rule.shape)).collect();
/// assert_eq!(fields, [("amount", "number")]);
/// ```
pub fn rules(mut rest: Rules) -> impl Iterator<Item = Rule> {
    core::iter::from_fn(move || {
        let (line, after) = cut(rest, b'\n');
        rest = after;
        let (name, about) = cut(line, b' ');
        let (shape, words) = cut(about, b' ');
        if name.is_empty() { None } else { Some(Rule { name, shape, words }) }
    })
}

impl Rule {
    fn letter(self) -> u8 {
        self.shape.bytes().next().unwrap_or_default()
    }

    /// Whether it must be there.
    pub(crate) fn is_required(self) -> bool {
        self.shape.ends_with('!')
            || matches!(self.letter(), b'u' | b'h' | b't' | b'd' | b'n' | b'o' | b'i')
                && !self.shape.ends_with(['?', '+'])
    }

    /// Whether the value, or another option, is as the rule's limit says.
    fn keeps_to_limit(self, value: Json<'_>, options: Json<'_>) -> bool {
        let text = value.text();
        let text = text.as_deref().unwrap_or(value.as_str());
        if self.letter() != b'i' && text.encode_utf16().count() > LONGEST {
            return false;
        }
        let number = |text: &str| text.parse::<f64>().unwrap_or_default();
        match self.words.split_once('=') {
            Some(("<", most)) => {
                most.parse().is_ok_and(|most: usize| text.encode_utf16().count() <= most)
            }
            Some((">", least)) => value.is_null() || number(text) >= number(least),
            Some((other, due)) => !value.is_null() || !options.get(other).is(due),
            None => true,
        }
    }

    /// What it is when left out.
    fn default(self) -> &'static str {
        if self.shape.ends_with(['?', '+']) { "" } else { cut(self.words, b' ').0 }
    }

    /// The value to keep, if it is as it must be.
    fn kept(self, value: Json<'_>) -> Option<String> {
        let text = value.text();
        let number = if text.is_none() { value.whole() } else { None };
        let upto = |most| number.is_some_and(|number| (1..=most).contains(&number));
        let holds = match self.letter() {
            b'f' => value.flag().is_some(),
            b'c' => upto(0xffff_ffff),
            b'm' => upto(LONGEST_MS),
            b'o' => value.is_object(),
            b'n' => is_amount(text.as_deref().unwrap_or(value.as_str())),
            b'd' => is_whole(text.as_deref().unwrap_or(value.as_str())),
            letter => text.as_deref().is_some_and(|text| self.takes(letter, text)),
        };
        if holds { text.or_else(|| Some(value.as_str().to_owned())) } else { None }
    }

    fn takes(self, letter: u8, text: &str) -> bool {
        // A zero ends a value where settings are kept.
        let clean = text.bytes().all(|byte| byte != 0);
        clean
            && match letter {
                b'w' => {
                    self.words.as_bytes().split(|b| *b == b' ').any(|word| word == text.as_bytes())
                }
                b'p' => is_path(text),
                b'k' => is_pin(text),
                b't' => !text.is_empty(),
                b'h' => is_credential(text),
                _ => true,
            }
    }

    fn due(self) -> &'static str {
        match self.letter() {
            b'f' => "The option must be true or false.",
            b'c' => "The option must be a whole number from 1 to 4294967295.",
            b'm' => "The option must be 1 to 2147483647 milliseconds.",
            b'w' => "The option is not one of its words.",
            b'p' => "The option must be a path like `/{version}/card`, without `..` or a query.",
            b'd' => "The option must be a whole number.",
            b'k' => "The option must be four to six digits as text.",
            b'n' => "The option must be an amount like 12.50, without a sign.",
            b'o' => "The option must be an object.",
            b'i' => "The option must be a picture in base64.",
            _ => "The option must be text without line ends, and not empty.",
        }
    }
}

/// How many letters a value may have. It is sent as it is; only pictures are longer, and have a limit of
/// their own.
const LONGEST: usize = 4 << 20;

/// The longest time that a host's timer takes.
const LONGEST_MS: u64 = 2_147_483_647;

fn is_whole(digits: &str) -> bool {
    !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && (digits.len() == 1 || !digits.starts_with('0'))
}

/// A PIN keeps the zeros before it.
fn is_pin(text: &str) -> bool {
    (4..=6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_amount(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    is_whole(whole) && !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit())
}

/// A value that is sent in a header must not break out of it, nor be a step of a path.
fn is_credential(text: &str) -> bool {
    let bytes = text.as_bytes();
    !matches!(bytes, [] | b"." | b".." | [b' ', ..] | [.., b' '])
        && bytes.iter().all(|byte| (b' '..=b'~').contains(byte))
}

/// A path from a contract: absolute, without empty or dotted steps, query, fragment or escapes.
fn is_path(text: &str) -> bool {
    let odd = |byte: &u8| {
        !byte.is_ascii_graphic() || matches!(byte, b'?' | b'#' | b'\\' | b'%' | b'<' | b'>')
    };
    let [b'/', rest @ ..] = text.as_bytes() else { return false };
    !rest.iter().any(odd)
        && rest.split(|byte| *byte == b'/').all(|step| match step {
            b"" | b"." | b".." => false,
            b"{version}" => true,
            step => !step.iter().any(|byte| matches!(byte, b'{' | b'}')),
        })
}

/// What options are checked against, where they stand, and what a fault is called.
pub(crate) struct Wanted<'a> {
    pub(crate) rules: Rules,
    pub(crate) at: &'a str,
    pub(crate) code: ErrorCode,
    /// What pictures may weigh, and how they are written.
    pub(crate) pictures: (ImageLimits, ImageEncoding),
}

impl Wanted<'_> {
    #[inline(never)]
    fn wrong(&self, path: &[&str], text: &'static str) -> Error {
        Error::new(self.code, text).at(&self.place(path))
    }

    fn place(&self, path: &[&str]) -> String {
        let mut at = self.at.to_owned();
        for step in path {
            if !step.is_empty() && !at.is_empty() {
                at.push('.');
            }
            at.push_str(step);
        }
        at
    }

    /// The text of a picture that was checked, as it is sent.
    fn picture(&self, name: &str, text: &str) -> Result<Zeroizing<String>, Error> {
        let (limits, encoding) = self.pictures;
        let picture = SignImage::parse_text(text, limits)
            .map_err(|fault| Error::from(fault).at(&self.place(&[name])))?;
        let mut out = Vec::new();
        picture.encode_into(encoding, &mut out);
        Ok(Zeroizing::new(text::string(out)))
    }

    /// Checks options, naming the one at fault.
    ///
    /// # Errors
    /// The code, or `insecure_url`.
    pub(crate) fn check(&self, options: Json<'_>) -> Result<Settings, Error> {
        // Room for all, so that no copy of a secret is left behind.
        let mut settings = Settings(String::with_capacity(2 * options.as_str().len() + 512));
        self.refuse_unknown(options, "")?;
        // An amount may be null where that is not the same as none.
        let is_reset = |rule: Rule, value: Json<'_>| value.is_there() && rule.shape == "number+";
        let mut some = rules(self.rules).filter(|rule| rule.shape.ends_with('+'));
        if let Some(first) = some.next() {
            let is_given = |rule: Rule| {
                let value = options.get(rule.name);
                !value.is_null() || is_reset(rule, value)
            };
            if !is_given(first) && !some.any(is_given) {
                return Err(self.wrong(&[first.name], "The option or another like it is missing."));
            }
        }
        for rule in rules(self.rules) {
            let (group, inner) = cut(rule.name, b'.');
            let mut value = options.get(group);
            if !inner.is_empty() {
                if !value.is_object() && !value.is_null() {
                    return Err(self.wrong(&[group], "The option must be an object."));
                }
                value = value.get(inner);
            }
            let due = match value.is_null() {
                _ if !rule.keeps_to_limit(value, options) => "The option is not within its limit.",
                true if is_reset(rule, value) => {
                    settings.push(rule.name, "null");
                    continue;
                }
                true if rule.is_required() => "The option is missing.",
                true => {
                    settings.push(rule.name, rule.default());
                    continue;
                }
                false => match rule.kept(value) {
                    _ if rule.letter() == b'e' => continue,
                    Some(text) if rule.letter() == b'u' => {
                        settings.push(rule.name, BaseUrl::parse(&text)?.as_str());
                        continue;
                    }
                    Some(text) if rule.letter() == b'i' => {
                        settings.push(rule.name, &self.picture(rule.name, &text)?);
                        continue;
                    }
                    Some(text) => {
                        settings.push(rule.name, &text);
                        continue;
                    }
                    None => rule.due(),
                },
            };
            return Err(self.wrong(&[rule.name], due));
        }
        Ok(settings)
    }

    /// A misspelt option must not be ignored.
    fn refuse_unknown(&self, options: Json<'_>, group: &str) -> Result<(), Error> {
        for (name, value) in options.fields() {
            let name = name.text().unwrap_or_default();
            let mut is_known = false;
            let mut is_group = false;
            for rule in rules(self.rules) {
                let (outer, inner) = cut(rule.name, b'.');
                let (outer, inner) = if group.is_empty() { (outer, inner) } else { (inner, "") };
                is_known |= outer == name && (group.is_empty() || rule.name.starts_with(group));
                is_group |= outer == name && !inner.is_empty();
            }
            if !is_known {
                return Err(self.wrong(&[group, &name], "There is no such option."));
            }
            if is_group {
                self.refuse_unknown(value, &name)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_cannot_break_out_of_a_header_or_a_path() {
        assert!(is_credential("abc 123"));
        for bad in ["", "a\r\nb: c", "é", " a", "a ", "\u{7f}", ".", ".."] {
            assert!(!is_credential(bad), "{bad:?}");
        }
    }

    #[test]
    fn paths_stay_below_the_base_url() {
        assert!(is_path("/{version}/openApi/card/unfreeze"));
        for bad in
            ["", "card", "/", "//evil", "/a/../b", "/a?b", "/a#b", "/a%2e", "/a b", "/a/", "/{x}"]
        {
            assert!(!is_path(bad), "{bad:?}");
        }
    }

    #[test]
    fn ids_are_whole_numbers_of_any_length() {
        assert!(is_whole("0") && is_whole("10000011") && is_whole(&"9".repeat(40)));
        for bad in ["", "-1", "1.0", "01", "1e3", "a"] {
            assert!(!is_whole(bad), "{bad}");
        }
    }
}
