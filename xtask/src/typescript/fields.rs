//! The rules of an operation's fields as members of an interface.

use super::text;
use super::words;
use anyhow::{Context, Result};

/// When a member must be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    Always,
    Never,
    /// This one, or another of its kind.
    OneOf,
    /// Where another member has this value.
    Where(String, String),
}

/// One member of an operation's options.
#[derive(Clone, Debug)]
pub struct Field {
    pub name: String,
    pub of: String,
    pub need: Need,
    pub words: &'static str,
}

/// Members in an object of their own.
#[derive(Clone, Debug)]
pub struct Group {
    /// The name of its interface.
    pub interface: String,
    pub fields: Vec<Field>,
}

/// The members of an operation's options, in the order of the rules.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    pub own: Vec<Field>,
    pub groups: Vec<Group>,
}

impl Fields {
    /// # Errors
    /// When a member has no words.
    pub fn read(issuer: &str, operation: &str, rules: &str) -> Result<Self> {
        let mut fields = Self::default();
        for line in rules.lines().filter(|line| !line.is_empty()) {
            let mut parts = line.split(' ');
            let name = parts.next().unwrap_or_default();
            let shape = parts.next().unwrap_or_default();
            let limits: Vec<&str> = parts.collect();
            let words = said(issuer, operation, name)?;
            let (of, need) = (typed(shape, &limits), needed(shape, &limits));
            match name.split_once('.') {
                None => fields.own.push(Field { name: name.to_owned(), of, need, words }),
                Some((group, inner)) => {
                    let field = Field { name: inner.to_owned(), of, need, words };
                    fields.group(issuer, operation, group)?.fields.push(field);
                }
            }
        }
        Ok(fields)
    }

    fn group(&mut self, issuer: &str, operation: &str, name: &str) -> Result<&mut Group> {
        let interface = text::capital(issuer) + &text::capital(name);
        if !self.groups.iter().any(|group| group.interface == interface) {
            let words = said(issuer, operation, name)?;
            let of = interface.clone();
            self.own.push(Field { name: name.to_owned(), of, need: Need::Never, words });
            self.groups.push(Group { interface: interface.clone(), fields: Vec::new() });
        }
        let found = self.groups.iter_mut().find(|group| group.interface == interface);
        found.context("A group of fields was not kept.")
    }

    pub fn is_required(&self) -> bool {
        self.own.iter().any(|field| field.need != Need::Never)
    }
}

fn said(issuer: &str, operation: &str, name: &str) -> Result<&'static str> {
    words::option(issuer, operation, name).with_context(|| {
        format!(
            "`{name}` of `{operation}` at {issuer} has no words: see xtask/src/typescript/words.rs."
        )
    })
}

fn needed(shape: &str, limits: &[&str]) -> Need {
    let by_shape = shape.starts_with(['u', 'h', 't', 'd', 'n', 'o', 'i']);
    let condition = limits.first().and_then(|limit| limit.split_once('='));
    match condition {
        Some((other, value)) if !matches!(other, "<" | ">") => {
            Need::Where(other.to_owned(), value.to_owned())
        }
        _ if shape.ends_with('+') => Need::OneOf,
        _ if shape.ends_with('!') || by_shape && !shape.ends_with('?') => Need::Always,
        _ => Need::Never,
    }
}

fn typed(shape: &str, words: &[&str]) -> String {
    let of = match shape.chars().next() {
        Some('f') => "boolean",
        Some('c' | 'm') => "number",
        Some('n') if shape.ends_with('+') => "Amount | null",
        Some('n') => "Amount",
        Some('d') => "WholeNumber",
        Some('o') => "Data",
        Some('i') => "ImageSource",
        Some('w') => return text::union(words.iter().copied()),
        _ => "string",
    };
    of.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_say_when_a_member_is_needed() {
        let need = |rule: &str| {
            let (shape, limits) = rule.split_once(' ').unwrap_or((rule, ""));
            needed(shape, &limits.split(' ').filter(|limit| !limit.is_empty()).collect::<Vec<_>>())
        };
        for rule in ["text", "header", "digits", "number >=0.01", "keys!", "word! a b", "flag!"] {
            assert_eq!(need(rule), Need::Always, "{rule}");
        }
        for rule in ["text? <=500", "count?", "word? a b", "image?", "object?", "flag"] {
            assert_eq!(need(rule), Need::Never, "{rule}");
        }
        assert_eq!(need("number+"), Need::OneOf);
        assert_eq!(need("text? type=individual"), Need::Where("type".into(), "individual".into()));
    }

    #[test]
    fn rules_say_what_a_member_is() {
        assert_eq!(typed("word!", &["a", "b"]), "\"a\" | \"b\"");
        assert_eq!(typed("number+", &[]), "Amount | null");
        assert_eq!(typed("digits?", &[]), "WholeNumber");
        assert_eq!(typed("text?", &["<=500"]), "string");
    }

    #[test]
    fn a_member_without_words_is_an_error() {
        assert!(Fields::read("artha", "topUp", "no-such-field text").is_err());
    }
}
