//! JSON text, checked strictly, without a copy of it.

use super::{Json, JsonError, JsonErrorKind as Kind, scan};
use crate::prelude::*;

/// Deeper than this no limit goes: a tree made of the text is walked by recursion.
const DEEPEST: usize = 128;

/// No answer of an issuer comes near this many fields in one object.
const MOST_FIELDS: usize = 1_000;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// How much a document may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many lists and objects may be open at once. More than 128 counts as 128.
    pub max_depth: usize,
    /// How many bytes the text may have.
    pub max_bytes: usize,
}

impl Default for Limits {
    /// 64 levels and 4 MiB.
    fn default() -> Self {
        Self { max_depth: 64, max_bytes: 4 * 1024 * 1024 }
    }
}

/// Checks one JSON document.
///
/// # Errors
///
/// Any deviation from RFC 8259, a duplicate key, or a document beyond the limits; see the
/// [module](super). The error has the byte offset and the path of the field being read.
pub fn check(bytes: &[u8], limits: Limits) -> Result<Json<'_>, JsonError> {
    let start = content_start(bytes);
    let text = core::str::from_utf8(bytes);
    let kind = match bytes.get(start) {
        _ if bytes.len() > limits.max_bytes => Kind::TooLong,
        None => Kind::Empty,
        Some(b'{' | b'[' | b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => match text {
            Ok(text) => return Reader::new(text, start, limits).document(),
            Err(error) if error.error_len().is_none() => Kind::Truncated,
            Err(_) => Kind::BadUtf8,
        },
        Some(_) => Kind::NotJson,
    };
    let offset = match (kind, text) {
        (Kind::TooLong, _) => limits.max_bytes,
        (Kind::Truncated | Kind::BadUtf8, Err(error)) => error.valid_up_to(),
        _ => start,
    };
    Err(JsonError::at(kind, offset))
}

/// Whether the bytes are markup instead of JSON: the error page of a proxy or a gateway, in HTML or
/// XML. White space and a byte order mark before it do not count.
#[must_use]
pub fn looks_like_html(bytes: &[u8]) -> bool {
    let start = content_start(bytes);
    let follows = bytes.get(start + 1).copied().unwrap_or_default();
    bytes.get(start) == Some(&b'<')
        && (follows.is_ascii_alphabetic() || matches!(follows, b'!' | b'?' | b'/'))
}

/// Where the content begins, after a byte order mark and white space.
fn content_start(bytes: &[u8]) -> usize {
    let mark = if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    mark + bytes.iter().skip(mark).take_while(|byte| is_space(**byte)).count()
}

pub(super) const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// What is wrong with a document. The kinds of the whole crate are larger than a word, which every
/// step would hand on.
#[derive(Clone, Copy)]
pub(super) enum Fault {
    Unexpected,
    BadNumber,
    BadText,
    BadEscape,
    Control,
    TrailingData,
    TooDeep,
    TooLong,
    DuplicateKey,
}

impl Fault {
    const fn kind(self) -> Kind {
        match self {
            Self::Unexpected => Kind::Unexpected,
            Self::BadNumber => Kind::BadNumber,
            Self::BadText => Kind::BadText,
            Self::BadEscape => Kind::BadEscape,
            Self::Control => Kind::Control,
            Self::TrailingData => Kind::TrailingData,
            Self::TooDeep => Kind::TooDeep,
            Self::TooLong => Kind::TooLong,
            Self::DuplicateKey => Kind::DuplicateKey,
        }
    }
}

/// A list or an object that is open.
struct Level {
    /// What closes it.
    close: u8,
    /// Which item is being read, counted from 0.
    item: usize,
    /// How many keys stood on the stack before its own.
    first_key: usize,
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    max_depth: usize,
    levels: Vec<Level>,
    /// The keys of all open objects.
    keys: Vec<Json<'a>>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, at: usize, limits: Limits) -> Self {
        let max_depth = limits.max_depth.min(DEEPEST);
        Self { text, at, max_depth, levels: Vec::new(), keys: Vec::new() }
    }

    fn document(mut self) -> Result<Json<'a>, JsonError> {
        let start = self.at;
        match self.values() {
            Ok(()) => Ok(self.since(start)),
            Err(fault) => Err(self.error(fault)),
        }
    }

    #[cold]
    fn error(&self, fault: Fault) -> JsonError {
        // At the end of the text, whatever was wanted is cut off rather than wrong.
        let is_cut = self.at >= self.text.len();
        let mut error = JsonError::at(if is_cut { Kind::Truncated } else { fault.kind() }, self.at);
        let mut levels = self.levels.iter().peekable();
        while let Some(level) = levels.next() {
            let keys = levels.peek().map_or(self.keys.len(), |next| next.first_key);
            if level.close == b']' {
                error.push_item(level.item);
            } else if keys > level.first_key {
                let name = self.keys.get(keys - 1).and_then(|key| key.text());
                error.push_field(name.as_deref().unwrap_or_default());
            }
        }
        error
    }

    /// The byte here; 0, which no place allows, after the end.
    fn peek(&self) -> u8 {
        scan::byte(self.text.as_bytes(), self.at)
    }

    fn skip_space(&mut self) {
        while is_space(self.peek()) {
            self.at += 1;
        }
    }

    /// Steps over the byte if it is the next one.
    fn eat(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == byte;
        self.at += usize::from(is_next);
        is_next
    }

    fn expect(&mut self, byte: u8) -> Result<(), Fault> {
        if self.eat(byte) { Ok(()) } else { Err(Fault::Unexpected) }
    }

    /// The text from `start` to here; both stand between characters.
    fn since(&self, start: usize) -> Json<'a> {
        Json::checked(self.text.get(start..self.at).unwrap_or_default())
    }

    /// Steps over the value that begins here and all that is in it, then over white space to the
    /// end of the text.
    fn values(&mut self) -> Result<(), Fault> {
        loop {
            if !self.value()? {
                continue;
            }
            // Behind a value: the next one, or the end of what it is in.
            loop {
                let end = self.at;
                self.skip_space();
                let Some(level) = self.levels.last_mut() else {
                    return self.document_end(end);
                };
                let close = level.close;
                if self.eat(b',') {
                    if let Some(level) = self.levels.last_mut() {
                        level.item += 1;
                    }
                    self.skip_space();
                    if close == b'}' {
                        self.key()?;
                    }
                    break;
                }
                self.expect(close)?;
                self.close();
            }
        }
    }

    fn document_end(&mut self, end: usize) -> Result<(), Fault> {
        if self.at < self.text.len() {
            return Err(Fault::TrailingData);
        }
        self.at = end;
        Ok(())
    }

    /// Steps over a value, or into it; tells whether it is behind.
    fn value(&mut self) -> Result<bool, Fault> {
        match self.peek() {
            b'{' => return self.open(b'}'),
            b'[' => return self.open(b']'),
            b'"' => self.quoted()?,
            b'-' | b'0'..=b'9' => scan::number(self.text.as_bytes(), &mut self.at)?,
            b't' => self.literal(b"true")?,
            b'f' => self.literal(b"false")?,
            b'n' => self.literal(b"null")?,
            _ => return Err(Fault::Unexpected),
        }
        Ok(true)
    }

    /// Steps into a list or an object, or over an empty one.
    fn open(&mut self, close: u8) -> Result<bool, Fault> {
        if self.levels.len() >= self.max_depth {
            return Err(Fault::TooDeep);
        }
        self.at += 1;
        self.skip_space();
        if self.eat(close) {
            return Ok(true);
        }
        self.levels.push(Level { close, item: 0, first_key: self.keys.len() });
        if close == b'}' {
            self.key()?;
        }
        Ok(false)
    }

    fn close(&mut self) {
        if let Some(level) = self.levels.pop() {
            self.keys.truncate(level.first_key);
        }
    }

    /// A key that repeats one before it is refused. The number of fields is limited, so that a
    /// hostile document cannot make this slow.
    fn key(&mut self) -> Result<(), Fault> {
        let start = self.at;
        self.quoted()?;
        let key = self.since(start);
        let first = self.levels.last().map_or(0, |level| level.first_key);
        let others = self.keys.get(first..).unwrap_or_default();
        let (again, many) = (others.iter().any(|other| other.same_text(key)), others.len());
        self.keys.push(key);
        if again {
            return Err(Fault::DuplicateKey);
        }
        if many >= MOST_FIELDS {
            return Err(Fault::TooLong);
        }
        self.skip_space();
        self.expect(b':')?;
        self.skip_space();
        Ok(())
    }

    fn literal(&mut self, word: &[u8]) -> Result<(), Fault> {
        for byte in word {
            self.expect(*byte)?;
        }
        Ok(())
    }

    /// A text with its quotes.
    fn quoted(&mut self) -> Result<(), Fault> {
        self.expect(b'"')?;
        loop {
            match self.peek() {
                b'"' => break,
                b'\\' => {
                    scan::escape(self.text.as_bytes(), &mut self.at)?;
                }
                0..=0x1f => return Err(Fault::Control),
                _ => self.at += 1,
            }
        }
        self.at += 1;
        Ok(())
    }
}
