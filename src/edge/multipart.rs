//! Forms with a picture, read as they come (RFC 7578).
//!
//! Only what a page needs is taken: a part `options`, a part `signImage`, each at most once, in any
//! order. Nothing is kept beyond the limits, however the bytes are cut. Stricter than RFC 2046 lets a
//! reader be: nothing before the first boundary or after the last, no blanks behind a boundary, no
//! folded headers, no line ends but CR LF.

mod head;

use zeroize::Zeroize;

use crate::prelude::*;
use head::{Head, boundary};

/// The most bytes that the headers of one part have.
const MOST_HEADER_BYTES: usize = 2048;

/// How much is read at most.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Of the part `options`, in bytes.
    pub options: usize,
    /// Of the part `signImage`, in bytes.
    pub image: usize,
}

/// Why a body is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyFault {
    /// A part is larger than its limit.
    TooLarge,
    /// It is no form, or not one that is taken.
    Malformed(&'static str),
}

/// What a form holds. The options may hold a PIN, so there is no `Debug`.
#[derive(PartialEq, Eq)]
pub struct Parts {
    /// The part `options`; empty when left out.
    pub options: Vec<u8>,
    /// The part `signImage`.
    pub image: Option<Vec<u8>>,
}

/// The parts that are taken.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Name {
    Options,
    SignImage,
}

/// Where the reader is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In the first boundary.
    Start,
    /// Behind a boundary.
    Behind,
    /// Behind a boundary and a CR.
    BehindCr,
    /// Behind a boundary and a hyphen.
    BehindHyphen,
    /// In the headers of a part.
    Headers,
    /// In the content of a part.
    Content(Name),
    /// Behind the last boundary.
    End,
    /// Behind the last boundary and a CR.
    EndCr,
    /// Behind the line of the last boundary.
    Over,
}

/// Reads a form, chunk by chunk.
pub struct Multipart {
    limits: Limits,
    /// CR LF, two hyphens, and the boundary.
    delimiter: Vec<u8>,
    /// How many bytes of the delimiter have come.
    matched: usize,
    place: Place,
    /// The line of a header as far as it came.
    line: Vec<u8>,
    header_bytes: usize,
    head: Head,
    options: Option<Vec<u8>>,
    image: Option<Vec<u8>>,
    /// Why the body was refused.
    fault: Option<BodyFault>,
}

impl Multipart {
    /// A reader for a body of this content type.
    ///
    /// # Errors
    /// The content type is not `multipart/form-data` with one boundary of 1 to 70 allowed characters.
    pub fn new(content_type: &str, limits: Limits) -> Result<Self, BodyFault> {
        let boundary = boundary(content_type).ok_or(BodyFault::Malformed(
            "The content type is no multipart/form-data with a boundary.",
        ))?;
        let mut delimiter = b"\r\n--".to_vec();
        delimiter.extend_from_slice(&boundary);
        Ok(Self {
            limits,
            delimiter,
            // The first boundary has no line before it.
            matched: 2,
            place: Place::Start,
            line: Vec::new(),
            header_bytes: 0,
            head: Head::default(),
            options: None,
            image: None,
            fault: None,
        })
    }

    /// Reads a chunk.
    ///
    /// # Errors
    /// The body is refused; every later call refuses it again.
    pub fn push(&mut self, chunk: &[u8]) -> Result<(), BodyFault> {
        if self.fault.is_none() {
            self.fault = self.read(chunk).err();
        }
        self.fault.map_or(Ok(()), Err)
    }

    fn read(&mut self, mut chunk: &[u8]) -> Result<(), BodyFault> {
        while let Some((byte, after)) = chunk.split_first() {
            if let (Place::Content(name), 0) = (self.place, self.matched) {
                let length = chunk.iter().position(|byte| *byte == b'\r').unwrap_or(chunk.len());
                let (plain, rest) = chunk.split_at_checked(length).unwrap_or_default();
                self.keep(name, plain)?;
                if !plain.is_empty() {
                    chunk = rest;
                    continue;
                }
            }
            chunk = after;
            self.take(*byte)?;
        }
        Ok(())
    }

    /// What was read.
    ///
    /// # Errors
    /// The body was refused, or ended too early.
    pub fn end(mut self) -> Result<Parts, BodyFault> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        match self.place {
            Place::End | Place::Over => {}
            Place::EndCr => return Err(BodyFault::Malformed(BESIDE)),
            _ => return Err(BodyFault::Malformed("The form ends before its last boundary.")),
        }
        Ok(Parts { options: self.options.take().unwrap_or_default(), image: self.image.take() })
    }

    fn take(&mut self, byte: u8) -> Result<(), BodyFault> {
        self.place = match (self.place, byte) {
            (Place::Start, _) => return self.first_boundary(byte),
            (Place::Content(name), _) => return self.content(name, byte),
            (Place::Headers, _) => return self.header(byte),
            (Place::Behind, b'\r') => Place::BehindCr,
            (Place::Behind, b'-') => Place::BehindHyphen,
            (Place::BehindCr, b'\n') => {
                (self.header_bytes, self.head) = (0, Head::default());
                Place::Headers
            }
            (Place::BehindHyphen, b'-') => Place::End,
            (Place::End, b'\r') => Place::EndCr,
            (Place::EndCr, b'\n') => Place::Over,
            _ => return malformed(BESIDE),
        };
        Ok(())
    }

    fn first_boundary(&mut self, byte: u8) -> Result<(), BodyFault> {
        if self.delimiter.get(self.matched) != Some(&byte) {
            return malformed("The form does not begin with its boundary.");
        }
        self.advance();
        Ok(())
    }

    /// One more byte of the delimiter has come.
    fn advance(&mut self) {
        self.matched += 1;
        if self.matched == self.delimiter.len() {
            (self.matched, self.place) = (0, Place::Behind);
        }
    }

    fn content(&mut self, name: Name, byte: u8) -> Result<(), BodyFault> {
        if self.delimiter.get(self.matched) == Some(&byte) {
            self.advance();
            return Ok(());
        }
        // What looked like the delimiter was content. A CR is only at its start, so no shorter match
        // is within what is given back.
        let matched = core::mem::take(&mut self.matched);
        let delimiter = core::mem::take(&mut self.delimiter);
        let kept = self.keep(name, delimiter.get(..matched).unwrap_or_default());
        self.delimiter = delimiter;
        kept?;
        if byte == b'\r' {
            self.matched = 1;
            return Ok(());
        }
        self.keep(name, &[byte])
    }

    fn keep(&mut self, name: Name, bytes: &[u8]) -> Result<(), BodyFault> {
        let (kept, most) = match name {
            Name::Options => (&mut self.options, self.limits.options),
            Name::SignImage => (&mut self.image, self.limits.image),
        };
        let kept = kept.get_or_insert_default();
        if bytes.len() > most.saturating_sub(kept.len()) {
            return Err(BodyFault::TooLarge);
        }
        kept.extend_from_slice(bytes);
        Ok(())
    }

    fn header(&mut self, byte: u8) -> Result<(), BodyFault> {
        self.header_bytes += 1;
        if self.header_bytes > MOST_HEADER_BYTES {
            return malformed("The headers of a part are too long.");
        }
        if self.line.last() == Some(&b'\r') {
            return if byte == b'\n' { self.header_line() } else { malformed(ODD_HEADER) };
        }
        if byte < b' ' && byte != b'\r' && byte != b'\t' || byte == 0x7f {
            return malformed(ODD_HEADER);
        }
        self.line.push(byte);
        Ok(())
    }

    /// A line of the headers is over; the empty one ends them.
    fn header_line(&mut self) -> Result<(), BodyFault> {
        let mut line = core::mem::take(&mut self.line);
        line.pop();
        if !line.is_empty() {
            return self.head.read(&line).map_err(BodyFault::Malformed);
        }
        let name = self.head.name().map_err(BodyFault::Malformed)?;
        let (kept, most) = match name {
            Name::Options => (&mut self.options, self.limits.options),
            Name::SignImage => (&mut self.image, 0),
        };
        if kept.is_some() {
            return malformed("The form has a part twice.");
        }
        // Options are never moved while they grow: no copy of a PIN is left behind.
        *kept = Some(Vec::with_capacity(most));
        self.place = Place::Content(name);
        Ok(())
    }
}

impl Drop for Multipart {
    fn drop(&mut self) {
        self.options.zeroize();
        self.image.zeroize();
    }
}

const BESIDE: &str = "The form has something beside its parts.";
const ODD_HEADER: &str = "A header of a part has characters that none may have.";

const fn malformed(fault: &'static str) -> Result<(), BodyFault> {
    Err(BodyFault::Malformed(fault))
}

#[cfg(test)]
mod tests;
