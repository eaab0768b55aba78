//! Finds many secrets in many texts in one pass over each.

use super::seen::Planted;
use std::collections::{HashMap, HashSet};

/// How much of a secret is compared at once, and the length of the shortest one that is a text.
const HEAD: usize = 8;
/// Any run of 40 characters of a long secret holds a whole piece of this length.
const PIECE: usize = 20;
const LONG: usize = 2 * PIECE;
const SHORT_DIGITS: std::ops::RangeInclusive<usize> = 3..=8;

/// Kinds of which a piece is as bad as the whole.
const IN_PIECES: [&str; 6] = ["private key", "HMAC secret", "key", "token", "signature", "image"];
/// Records that tell what an issuer says: a call's outcome, what the sandbox writes of its answers.
const TELLING: [&str; 2] = ["outcome", "server log"];
/// What they are there to tell, or may tell by chance.
const IN_TELLING: [&str; 3] = ["person", "issuer's words", "answer"];

pub struct Search {
    texts: Vec<(Vec<u8>, String)>,
    heads: HashMap<u64, Vec<usize>>,
    /// Whether a head may be one of a secret: most places of a text are passed with one look.
    likely: Vec<bool>,
    words: HashMap<String, String>,
}

impl Search {
    pub fn new<'a>(planted: impl IntoIterator<Item = &'a Planted>) -> Self {
        let mut search = Self {
            texts: Vec::new(),
            heads: HashMap::new(),
            likely: vec![false; 1 << LIKELY_BITS],
            words: HashMap::new(),
        };
        let mut known = HashSet::new();
        for Planted { kind, value } in planted {
            if is_short(value) {
                search.words.insert(value.clone(), kind.clone());
                continue;
            }
            for text in pieces(kind, value) {
                if text.len() >= HEAD && known.insert(text.clone()) {
                    search.add(text.into_bytes(), kind);
                }
            }
        }
        search
    }

    fn add(&mut self, text: Vec<u8>, kind: &str) {
        let head = text.iter().take(HEAD).fold(0, |head, byte| shifted(head, *byte));
        if let Some(likely) = self.likely.get_mut(place_of(head)) {
            *likely = true;
        }
        self.heads.entry(head).or_default().push(self.texts.len());
        self.texts.push((text, kind.to_owned()));
    }

    /// The kinds of the secrets in a record.
    pub fn kinds_in(&self, kind: &str, text: &str) -> Vec<&str> {
        let mut found = HashSet::new();
        self.texts_in(text, &mut found);
        // Bytes are printed with blanks and line ends between them.
        if text.contains("Uint8Array(") || text.contains("<Buffer ") {
            let dense: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            self.texts_in(&dense, &mut found);
        }
        if TELLING.contains(&kind) {
            found.retain(|kind| !IN_TELLING.contains(kind));
        } else if kind != "output" {
            self.words_in(text, &mut found);
        }
        let mut found: Vec<&str> = found.into_iter().collect();
        found.sort_unstable();
        found
    }

    fn texts_in<'a>(&'a self, text: &str, found: &mut HashSet<&'a str>) {
        let bytes = text.as_bytes();
        let mut head = 0;
        for (at, byte) in bytes.iter().enumerate() {
            head = shifted(head, *byte);
            if !self.likely[place_of(head)] || at + 1 < HEAD {
                continue;
            }
            for place in self.heads.get(&head).into_iter().flatten() {
                let (secret, kind) = &self.texts[*place];
                if bytes[at + 1 - HEAD..].starts_with(secret) {
                    found.insert(kind);
                }
            }
        }
    }

    /// Short numbers count where they stand alone. Places in code and durations are numbers as well.
    fn words_in<'a>(&'a self, text: &str, found: &mut HashSet<&'a str>) {
        for line in text.lines().filter(|line| !line.contains("   at ")) {
            let mut rest = line;
            while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
                let (before, from) = rest.split_at(start);
                let end = from.find(|c: char| !c.is_ascii_digit()).unwrap_or(from.len());
                let (number, after) = from.split_at(end);
                if stands_alone(before, after)
                    && let Some(kind) = self.words.get(number)
                {
                    found.insert(kind);
                }
                // Part of a longer word, so that what follows does not stand alone either.
                let word = after.find(|c: char| !is_of_word(c)).unwrap_or(after.len());
                rest = &after[word..];
            }
        }
    }

    pub fn len(&self) -> usize {
        self.texts.len() + self.words.len()
    }
}

const LIKELY_BITS: u32 = 20;

fn place_of(head: u64) -> usize {
    let mixed = head.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - LIKELY_BITS);
    usize::try_from(mixed).unwrap_or_default()
}

fn shifted(head: u64, byte: u8) -> u64 {
    head << 8 | u64::from(byte)
}

fn is_short(value: &str) -> bool {
    SHORT_DIGITS.contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.')
}

fn stands_alone(before: &str, after: &str) -> bool {
    !before.ends_with(is_of_word)
        && !["Ms: ", "Ms\":", "Ms\",", "Ms\", "].iter().any(|name| before.ends_with(name))
        && !after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-'))
        && !after
            .strip_prefix('.')
            .is_some_and(|more| more.starts_with(|c: char| c.is_ascii_digit()))
}

/// What is looked for to find a secret or a long run of it.
fn pieces(kind: &str, value: &str) -> Vec<String> {
    if value.len() < LONG || !IN_PIECES.contains(&kind) {
        return vec![value.to_owned()];
    }
    let lines = value.lines().filter(|line| !line.starts_with("-----"));
    let dense: Vec<char> = lines.flat_map(str::chars).filter(|c| !c.is_whitespace()).collect();
    let pieces = dense.chunks_exact(PIECE);
    let is_telling = |piece: &&[char]| piece.iter().collect::<HashSet<_>>().len() > 4;
    pieces.filter(is_telling).map(|piece| piece.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(kind: &str, value: &str, record: &str, text: &str) -> bool {
        let planted = [Planted { kind: kind.to_owned(), value: value.to_owned() }];
        !Search::new(&planted).kinds_in(record, text).is_empty()
    }

    #[test]
    fn a_text_is_found_wherever_it_stands() {
        for text in ["token-12345", "a token-12345", "xtoken-12345y", "{\"a\":\"token-12345\"}"] {
            assert!(found("token", "token-12345", "event", text), "{text}");
        }
        assert!(!found("token", "token-12345", "event", "token-1234 5"));
    }

    #[test]
    fn a_run_of_a_key_is_found() {
        let body: String =
            ('A'..='Z').chain('a'..='z').chain('0'..='9').chain("+/".chars()).collect();
        let key =
            format!("-----BEGIN PRIVATE KEY-----\n{body}\n{body}\n-----END PRIVATE KEY-----\n");
        for start in 0..24 {
            assert!(found("private key", &key, "error", &body[start..start + LONG]), "{start}");
        }
        assert!(!found("private key", &key, "error", "-----BEGIN PRIVATE KEY-----"));
        assert!(!found("private key", &key, "error", &body[..15]));
    }

    #[test]
    fn a_short_number_counts_where_it_stands_alone() {
        for text in ["947", "the code 947.", "\"cvv\":947,", "a: '947'", "(947)"] {
            assert!(found("CVV", "947", "event", text), "{text}");
        }
        for text in ["1947", "9470", "0.947", "947.5", "a947", "947ms", "x-947", "durationMs: 947"]
        {
            assert!(!found("CVV", "947", "event", text), "{text}");
        }
        assert!(!found("CVV", "947", "error", "CardError\n    at a (b.js:947:2)"));
        assert!(!found("CVV", "947", "outcome", "947"));
    }

    #[test]
    fn an_outcome_may_name_a_person() {
        assert!(found("person", "Planted Person", "event", "Planted Person"));
        assert!(!found("person", "Planted Person", "outcome", "Planted Person"));
        assert!(found("PAN", "4000009876543210", "outcome", "4000009876543210"));
    }

    #[test]
    fn bytes_are_found_as_they_are_printed() {
        let list = "137,80,78,71,13,10,26,10,0,0,0,13,73,72,68,82,0";
        assert!(found(
            "image",
            list,
            "error",
            "Uint8Array(17) [\n  137, 80, 78, 71,  13, 10,\n 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0 ]"
        ));
    }
}
