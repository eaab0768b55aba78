//! The headers of a part, and the boundary that the body's own header tells.

use super::Name;
use crate::prelude::*;

/// What the headers of a part have told.
#[derive(Default)]
pub(super) struct Head {
    name: Option<Name>,
    has_type: bool,
    has_encoding: bool,
    is_json: bool,
}

impl Head {
    /// Reads the line of a header.
    pub(super) fn read(&mut self, line: &[u8]) -> Result<(), &'static str> {
        let at = line.iter().position(|byte| *byte == b':').ok_or(NO_HEADER)?;
        let (name, value) = line.split_at_checked(at).unwrap_or_default();
        if name.is_empty() || !name.iter().all(|byte| is_token(*byte)) {
            return Err(NO_HEADER);
        }
        let value = value.get(1..).unwrap_or_default().trim_ascii();
        if name.eq_ignore_ascii_case(b"content-disposition") {
            self.disposition(value)
        } else if name.eq_ignore_ascii_case(b"content-type") {
            self.content_type(value)
        } else if name.eq_ignore_ascii_case(b"content-transfer-encoding") {
            self.encoding(value)
        } else {
            Ok(())
        }
    }

    /// The part's name, once its headers are over.
    pub(super) fn name(&self) -> Result<Name, &'static str> {
        match self.name {
            Some(Name::Options) if self.has_type && !self.is_json => {
                Err("The part options is neither JSON nor text.")
            }
            Some(name) => Ok(name),
            None => Err("A part has no name."),
        }
    }

    fn disposition(&mut self, value: &[u8]) -> Result<(), &'static str> {
        if self.name.is_some() {
            return Err(TWICE);
        }
        let (kind, mut parameters) = parameters(value);
        if !kind.eq_ignore_ascii_case(b"form-data") {
            return Err("A part is not form-data.");
        }
        while let Some((name, value)) = parameters.next()? {
            if name.eq_ignore_ascii_case(b"name") {
                // Some readers know it in small letters only, and would see a part without a name.
                if name != b"name" {
                    return Err("A part has no name.");
                }
                if self.name.is_some() {
                    return Err(TWICE);
                }
                self.name = Some(match &*value {
                    b"options" => Name::Options,
                    b"signImage" => Name::SignImage,
                    _ => return Err("A part is neither options nor signImage."),
                });
            }
        }
        self.name.map(|_| ()).ok_or("A part has no name.")
    }

    fn content_type(&mut self, value: &[u8]) -> Result<(), &'static str> {
        let is_more = core::mem::replace(&mut self.has_type, true);
        let kind = parameters(value).0;
        let is_whole = |other: &[u8]| kind.eq_ignore_ascii_case(other);
        self.is_json = is_whole(b"application/json") || is_whole(b"text/plain");
        let starts = |start: &[u8]| {
            kind.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start))
        };
        if is_more {
            Err(TWICE)
        } else if starts(b"multipart/") || starts(b"message/") {
            Err("A part holds a form of its own.")
        } else {
            Ok(())
        }
    }

    fn encoding(&mut self, value: &[u8]) -> Result<(), &'static str> {
        let plain: [&[u8]; 3] = [b"binary", b"8bit", b"7bit"];
        if core::mem::replace(&mut self.has_encoding, true) {
            Err(TWICE)
        } else if plain.iter().any(|plain| value.eq_ignore_ascii_case(plain)) {
            Ok(())
        } else {
            Err("A part is encoded.")
        }
    }
}

const NO_HEADER: &str = "A part has a line that is no header.";
const TWICE: &str = "A part has a header twice, or its name.";

/// The longest boundary of RFC 2046.
const LONGEST_BOUNDARY: usize = 70;

/// The boundary of a content type; none if it is not that of a form.
pub(super) fn boundary(content_type: &str) -> Option<Vec<u8>> {
    let (kind, mut parameters) = parameters(content_type.as_bytes());
    if !kind.eq_ignore_ascii_case(b"multipart/form-data") {
        return None;
    }
    let mut found = None;
    while let Some((name, value)) = parameters.next().ok()? {
        if name.eq_ignore_ascii_case(b"boundary") && found.replace(value).is_some() {
            return None;
        }
    }
    found.filter(|boundary| {
        (1..=LONGEST_BOUNDARY).contains(&boundary.len())
            && boundary.last() != Some(&b' ')
            && boundary.iter().all(|byte| is_boundary(*byte))
    })
}

const fn is_boundary(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'\''..=b')' | b'+'..=b'/' | b':' | b'=' | b'?' | b'_' | b' ')
}

const fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-' | b'.' | b'^'..=b'`' | b'|' | b'~')
}

/// The value of a header before its parameters, and these.
fn parameters(value: &[u8]) -> (&[u8], Parameters<'_>) {
    let end = value.iter().position(|byte| *byte == b';').unwrap_or(value.len());
    let (kind, rest) = value.split_at_checked(end).unwrap_or_default();
    (kind.trim_ascii(), Parameters(rest))
}

/// A name, and the value without its quotes.
type Parameter<'a> = (&'a [u8], Vec<u8>);

/// The parameters of a header, each begun by a semicolon.
struct Parameters<'a>(&'a [u8]);

impl<'a> Parameters<'a> {
    fn next(&mut self) -> Result<Option<Parameter<'a>>, &'static str> {
        let Some(rest) = self.0.trim_ascii_start().strip_prefix(b";") else {
            return if self.0.trim_ascii_start().is_empty() { Ok(None) } else { Err(ODD) };
        };
        let rest = rest.trim_ascii_start();
        if rest.is_empty() {
            self.0 = rest;
            return Ok(None);
        }
        let (name, rest) = token(rest);
        let rest = rest.strip_prefix(b"=").filter(|_| !name.is_empty()).ok_or(ODD)?;
        let (value, rest) = if let Some(rest) = rest.strip_prefix(b"\"") {
            quoted(rest).ok_or(ODD)?
        } else {
            let (value, rest) = token(rest);
            (value.to_vec(), rest)
        };
        self.0 = rest;
        Ok(Some((name, value)))
    }
}

const ODD: &str = "A header has parameters that cannot be read.";

fn token(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|byte| !is_token(*byte)).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or_default()
}

/// What stands before the closing quote, and after it.
fn quoted(text: &[u8]) -> Option<(Vec<u8>, &[u8])> {
    let mut value = Vec::new();
    let mut rest = text;
    loop {
        let (byte, after) = rest.split_first()?;
        rest = after;
        match byte {
            b'"' => return Some((value, rest)),
            b'\\' => {
                let (byte, after) = rest.split_first()?;
                rest = after;
                value.push(*byte);
            }
            byte => value.push(*byte),
        }
    }
}
