//! JSON text to `Value`, strictly.

use super::{JsonError, JsonErrorKind as Kind, Number, Object, Value, number};
use crate::prelude::*;

/// Reading recurses once for each level, so no limit may go beyond what every stack bears.
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

/// Reads one JSON document.
///
/// # Errors
///
/// Any deviation from RFC 8259, a duplicate key, or a document beyond the limits; see the
/// [module](super). The error has the byte offset and the path of the field being read.
pub fn parse(bytes: &[u8], limits: Limits) -> Result<Value, JsonError> {
    if bytes.len() > limits.max_bytes {
        return Err(JsonError::at(Kind::TooLong, limits.max_bytes));
    }
    let start = content_start(bytes);
    match bytes.get(start) {
        None => return Err(JsonError::at(Kind::Empty, start)),
        Some(b'{' | b'[' | b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => (),
        Some(_) => return Err(JsonError::at(Kind::NotJson, start)),
    }
    let text = core::str::from_utf8(bytes).map_err(|error| {
        let kind = if error.error_len().is_none() { Kind::Truncated } else { Kind::BadUtf8 };
        JsonError::at(kind, error.valid_up_to())
    })?;
    let mut reader = Reader { text, at: start, depth_left: limits.max_depth.min(DEEPEST) };
    let value = reader.value()?;
    reader.skip_space();
    if reader.peek().is_some() {
        return Err(reader.fail(Kind::TrailingData));
    }
    Ok(value)
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

const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth_left: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(is_space) {
            self.at += 1;
        }
    }

    /// Steps over the byte if it is the next one.
    fn eat(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn expect(&mut self, byte: u8) -> Result<(), JsonError> {
        if self.eat(byte) { Ok(()) } else { Err(self.fail(Kind::Unexpected)) }
    }

    /// At the end of the text, whatever was wanted is cut off rather than wrong.
    #[cold]
    fn fail(&self, kind: Kind) -> JsonError {
        let kind = if self.peek().is_none() { Kind::Truncated } else { kind };
        JsonError::at(kind, self.at)
    }

    fn value(&mut self) -> Result<Value, JsonError> {
        match self.peek() {
            Some(b'{') => self.nested(Self::object),
            Some(b'[') => self.nested(Self::list),
            Some(b'"') => self.text().map(Value::Text),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.literal("true", Value::Bool(true)),
            Some(b'f') => self.literal("false", Value::Bool(false)),
            Some(b'n') => self.literal("null", Value::Null),
            _ => Err(self.fail(Kind::Unexpected)),
        }
    }

    /// Reads a container one level down, from the byte after its bracket.
    fn nested(
        &mut self,
        read: fn(&mut Self) -> Result<Value, JsonError>,
    ) -> Result<Value, JsonError> {
        let Some(below) = self.depth_left.checked_sub(1) else {
            return Err(self.fail(Kind::TooDeep));
        };
        self.at += 1;
        self.depth_left = below;
        self.skip_space();
        let value = read(self)?;
        self.depth_left = below + 1;
        Ok(value)
    }

    fn list(&mut self) -> Result<Value, JsonError> {
        let mut items = Vec::new();
        if self.eat(b']') {
            return Ok(Value::List(items));
        }
        loop {
            self.skip_space();
            items.push(self.value().map_err(|error| error.in_item(items.len()))?);
            self.skip_space();
            if !self.eat(b',') {
                self.expect(b']')?;
                return Ok(Value::List(items));
            }
        }
    }

    fn object(&mut self) -> Result<Value, JsonError> {
        let mut fields = Vec::new();
        if self.eat(b'}') {
            return Ok(Value::Object(Object::new()));
        }
        loop {
            self.skip_space();
            let name = self.text()?;
            self.refuse_duplicate(&name, &fields)?;
            self.skip_space();
            self.expect(b':')?;
            self.skip_space();
            let value = self.value().map_err(|error| error.in_field(&name))?;
            fields.push((name, value));
            self.skip_space();
            if !self.eat(b',') {
                break;
            }
        }
        self.expect(b'}')?;
        Ok(Value::Object(Object::from_unique(fields)))
    }

    /// A key that repeats one before it. The number of fields is limited, so that a hostile document
    /// cannot make this slow.
    fn refuse_duplicate(&self, name: &str, fields: &[(String, Value)]) -> Result<(), JsonError> {
        if fields.iter().any(|field| field.0 == name) {
            return Err(JsonError::at(Kind::DuplicateKey, self.at).in_field(name));
        }
        if fields.len() >= MOST_FIELDS {
            return Err(self.fail(Kind::TooLong));
        }
        Ok(())
    }

    fn literal(&mut self, word: &str, value: Value) -> Result<Value, JsonError> {
        for byte in word.bytes() {
            self.expect(byte)?;
        }
        Ok(value)
    }

    fn number(&mut self) -> Result<Value, JsonError> {
        let start = self.at;
        match number::scan(self.text.as_bytes(), start) {
            Ok(end) => {
                self.at = end;
                Ok(Value::Number(Number::checked(self.since(start))))
            }
            Err(stop) => {
                self.at = stop;
                Err(self.fail(Kind::BadNumber))
            }
        }
    }

    /// The text from `start` to here; both stand between characters.
    fn since(&self, start: usize) -> &str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn text(&mut self) -> Result<String, JsonError> {
        self.expect(b'"')?;
        let mut text = String::new();
        loop {
            let start = self.at;
            while self.peek().is_some_and(|byte| byte >= 0x20 && byte != b'"' && byte != b'\\') {
                self.at += 1;
            }
            text.push_str(self.since(start));
            if self.eat(b'"') {
                return Ok(text);
            }
            if !self.eat(b'\\') {
                return Err(self.fail(Kind::Control));
            }
            text.push(self.escape()?);
        }
    }

    /// The character of an escape, from the byte after its backslash.
    fn escape(&mut self) -> Result<char, JsonError> {
        let letter = match self.peek() {
            Some(plain @ (b'"' | b'\\' | b'/')) => char::from(plain),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(),
            _ => return Err(self.fail(Kind::BadEscape)),
        };
        self.at += 1;
        Ok(letter)
    }

    /// `uXXXX`, or a surrogate pair `uXXXX\uXXXX`.
    fn unicode_escape(&mut self) -> Result<char, JsonError> {
        let start = self.at;
        let mut code = self.code_unit()?;
        if matches!(code, 0xd800..=0xdbff) {
            if !self.eat(b'\\') || self.peek() != Some(b'u') {
                return Err(self.lone_surrogate(start));
            }
            let low = self.code_unit()?;
            if !matches!(low, 0xdc00..=0xdfff) {
                return Err(self.lone_surrogate(start));
            }
            code = 0x1_0000 + ((code & 0x3ff) << 10) + (low & 0x3ff);
        }
        char::from_u32(code).ok_or_else(|| JsonError::at(Kind::BadText, start))
    }

    fn lone_surrogate(&self, start: usize) -> JsonError {
        if self.peek().is_none() {
            return self.fail(Kind::Truncated);
        }
        JsonError::at(Kind::BadText, start)
    }

    /// The four digits after the `u` that stands here.
    fn code_unit(&mut self) -> Result<u32, JsonError> {
        self.at += 1;
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            let Some(digit) = digit else {
                return Err(self.fail(Kind::BadEscape));
            };
            code = code * 16 + digit;
            self.at += 1;
        }
        Ok(code)
    }
}
