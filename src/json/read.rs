//! JSON text, checked strictly, without a copy of it.

use super::error::{before_field, before_item};
use super::scan::{Fault, Scan, is_space};
use super::{Json, JsonError, JsonErrorKind as Kind};
use crate::issuers::needs;
use crate::prelude::*;
use crate::text;

/// Deeper than this no limit goes: documents are read by recursion.
const DEEPEST: usize = 128;

/// No answer of an issuer comes near this many fields in one object.
const MOST_FIELDS: usize = 1_000;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// How much a document may hold.
///
/// ```
/// use cardlatch::json::{JsonErrorKind, Limits, check};
/// let flat = Limits { max_depth: 1, ..Limits::default() };
/// assert!(check(b"{}", flat).is_ok());
/// assert_eq!(check(b"[[]]", flat).unwrap_err().kind, JsonErrorKind::TooDeep);
/// ```
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
///
/// ```
/// use cardlatch::json::{Limits, check};
/// let answer = check(br#"{"code":0,"data":{"id":12345678901234567890}}"#, Limits::default())?;
/// assert_eq!(answer.get("data").get("id").scalar().as_deref(), Some("12345678901234567890"));
/// assert!(check(br#"{"code":0,"code":1}"#, Limits::default()).is_err());
/// # Ok::<(), cardlatch::json::JsonError>(())
/// ```
pub fn check(bytes: &[u8], limits: Limits) -> Result<Json<'_>, JsonError> {
    let start = content_start(bytes);
    let text = text::utf8(bytes);
    let (kind, offset) = match bytes.get(start) {
        _ if bytes.len() > limits.max_bytes => (Kind::TooLong, limits.max_bytes),
        None => (Kind::Empty, start),
        Some(b'{' | b'[' | b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => match text {
            Some(text) => return document(text, start, limits.max_depth.min(DEEPEST)),
            None => broken(bytes),
        },
        Some(_) => (Kind::NotJson, start),
    };
    Err(JsonError::at(kind, offset))
}

/// Where bytes are no text, and whether they are only cut off.
fn broken(bytes: &[u8]) -> (Kind, usize) {
    #[cfg(not(feature = "ship"))]
    if let Err(error) = core::str::from_utf8(bytes) {
        let kind = if error.error_len().is_none() { Kind::Truncated } else { Kind::BadUtf8 };
        return (kind, error.valid_up_to());
    }
    (Kind::BadUtf8, bytes.len())
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

fn document(text: &str, start: usize, depth: usize) -> Result<Json<'_>, JsonError> {
    let scan = Scan::new(text, start);
    let mut reader = Reader { scan, keys: Vec::new(), path: String::new() };
    match reader.whole(depth) {
        Ok(value) => Ok(value),
        Err(fault) => {
            // At the end of the text, whatever was wanted is cut off rather than wrong.
            let scan = reader.scan;
            let kind = if scan.is_at_end() { Kind::Truncated } else { fault.kind() };
            Err(JsonError { kind, path: reader.path, offset: scan.at })
        }
    }
}

struct Reader<'a> {
    scan: Scan<'a>,
    /// The keys of all open objects.
    keys: Vec<String>,
    /// Where the fault is, as seen from what is being read.
    path: String,
}

impl<'a> Reader<'a> {
    fn whole(&mut self, depth: usize) -> Result<Json<'a>, Fault> {
        let start = self.scan.at;
        self.value(depth)?;
        let value = Json::checked(self.scan.since(start));
        self.scan.skip_space();
        if self.scan.is_at_end() { Ok(value) } else { Err(Fault::TrailingData) }
    }

    /// Steps over the value that begins here. `depth` is how many lists and objects may yet open.
    fn value(&mut self, depth: usize) -> Result<(), Fault> {
        match self.scan.peek() {
            b'{' => self.inside(b'}', depth),
            b'[' => self.inside(b']', depth),
            b'"' => self.scan.quoted(None),
            b'-' | b'0'..=b'9' => self.scan.number(),
            b't' => self.scan.literal("true"),
            b'f' => self.scan.literal("false"),
            b'n' => self.scan.literal("null"),
            _ => Err(Fault::Unexpected),
        }
    }

    /// Steps over a list or an object.
    fn inside(&mut self, close: u8, depth: usize) -> Result<(), Fault> {
        let depth = depth.checked_sub(1).ok_or(Fault::TooDeep)?;
        let (mut item, first_key) = (0, self.keys.len());
        self.scan.at += 1;
        self.scan.skip_space();
        if self.scan.eat(close) {
            return Ok(());
        }
        let result = self.items(close, depth, first_key, &mut item);
        if needs::REASONS && result.is_err() {
            if close == b']' {
                before_item(item, &mut self.path);
            } else if let Some(key) = self.keys.get(first_key..).unwrap_or_default().last() {
                before_field(key, &mut self.path);
            }
        }
        self.keys.truncate(first_key);
        result
    }

    fn items(
        &mut self,
        close: u8,
        depth: usize,
        first_key: usize,
        item: &mut usize,
    ) -> Result<(), Fault> {
        loop {
            if close == b'}' {
                self.key(first_key)?;
            }
            self.value(depth)?;
            self.scan.skip_space();
            if !self.scan.eat(b',') {
                return self.scan.expect(close);
            }
            *item += 1;
            self.scan.skip_space();
        }
    }

    /// A key that repeats one before it is refused. The number of fields is limited, so that a
    /// hostile document cannot make this slow.
    fn key(&mut self, first_key: usize) -> Result<(), Fault> {
        let mut key = String::new();
        self.scan.quoted(Some(&mut key))?;
        let others = self.keys.get(first_key..).unwrap_or_default();
        let (again, many) = (others.contains(&key), others.len() >= MOST_FIELDS);
        self.keys.push(key);
        if again {
            return Err(Fault::DuplicateKey);
        }
        if many {
            return Err(Fault::TooLong);
        }
        self.scan.skip_space();
        self.scan.expect(b':')?;
        self.scan.skip_space();
        Ok(())
    }
}
