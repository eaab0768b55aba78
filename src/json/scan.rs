//! What JSON is made of below values: white space, texts with their escapes, numbers.

use crate::prelude::*;

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

/// A place in a text. Where a step fails, it is at what is wrong.
pub(super) struct Scan<'a> {
    text: &'a str,
    pub(super) at: usize,
}

impl<'a> Scan<'a> {
    pub(super) const fn new(text: &'a str, at: usize) -> Self {
        Self { text, at }
    }

    pub(super) const fn is_at_end(&self) -> bool {
        self.at >= self.text.len()
    }

    /// The byte here; 0, which no place allows, after the end.
    #[inline(never)]
    pub(super) fn peek(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or_default()
    }

    /// The text from `start` to here; both stand between characters.
    #[inline(never)]
    pub(super) fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    pub(super) fn skip_space(&mut self) {
        while is_space(self.peek()) {
            self.at += 1;
        }
    }

    /// Steps over the byte if it is the next one.
    #[inline(never)]
    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == byte;
        self.at += usize::from(is_next);
        is_next
    }

    pub(super) fn expect(&mut self, byte: u8) -> Result<(), Fault> {
        if self.eat(byte) { Ok(()) } else { Err(Fault::Unexpected) }
    }

    pub(super) fn literal(&mut self, word: &str) -> Result<(), Fault> {
        word.bytes().try_for_each(|byte| self.expect(byte))
    }

    /// A text with its quotes; what it says is written where that is asked for.
    #[inline(never)]
    pub(super) fn quoted(&mut self, mut said: Option<&mut String>) -> Result<(), Fault> {
        self.expect(b'"')?;
        loop {
            let start = self.at;
            while !matches!(self.peek(), 0..=0x1f | b'"' | b'\\') {
                self.at += 1;
            }
            if let Some(said) = &mut said {
                said.push_str(self.since(start));
            }
            if self.eat(b'"') {
                return Ok(());
            }
            if self.peek() != b'\\' {
                return Err(Fault::Control);
            }
            let letter = self.escape()?;
            if let Some(said) = &mut said {
                said.push(letter);
            }
        }
    }

    /// The character of the escape whose backslash stands here.
    fn escape(&mut self) -> Result<char, Fault> {
        self.at += 1;
        let letter = match self.peek() {
            plain @ (b'"' | b'\\' | b'/') => plain,
            b'b' => 8,
            b'f' => 12,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'u' => return self.unicode(),
            _ => return Err(Fault::BadEscape),
        };
        self.at += 1;
        Ok(char::from(letter))
    }

    /// `uXXXX`, or a surrogate pair `uXXXX\uXXXX`.
    fn unicode(&mut self) -> Result<char, Fault> {
        let start = self.at;
        let mut code = self.code_unit()?;
        if matches!(code, 0xd800..=0xdbff) {
            let goes_on = self.eat(b'\\') && self.peek() == b'u';
            if self.is_at_end() {
                return Err(Fault::BadText);
            }
            let low = if goes_on { self.code_unit()? } else { 0 };
            code = match low {
                0xdc00..=0xdfff => 0x1_0000 + ((code & 0x3ff) << 10) + (low & 0x3ff),
                _ => code,
            };
        }
        let letter = char::from_u32(code);
        if letter.is_none() {
            self.at = start;
        }
        letter.ok_or(Fault::BadText)
    }

    /// The four digits behind the letter here.
    #[inline(never)]
    fn code_unit(&mut self) -> Result<u32, Fault> {
        self.at += 1;
        let mut code = 0;
        for _ in 0..4 {
            let digit = char::from(self.peek()).to_digit(16).ok_or(Fault::BadEscape)?;
            code = code * 16 + digit;
            self.at += 1;
        }
        Ok(code)
    }

    /// Steps over a number.
    pub(super) fn number(&mut self) -> Result<(), Fault> {
        self.eat(b'-');
        if !self.eat(b'0') {
            self.digits()?;
        } else if self.peek().is_ascii_digit() {
            return Err(Fault::BadNumber);
        }
        if self.eat(b'.') {
            self.digits()?;
        }
        if self.eat(b'e') || self.eat(b'E') {
            let _ = self.eat(b'+') || self.eat(b'-');
            self.digits()?;
        }
        Ok(())
    }

    /// At least one digit, and all that follow.
    #[inline(never)]
    fn digits(&mut self) -> Result<(), Fault> {
        let start = self.at;
        while self.peek().is_ascii_digit() {
            self.at += 1;
        }
        if self.at == start { Err(Fault::BadNumber) } else { Ok(()) }
    }

    /// The next value of a list, or the next name or value of an object, in a document that was
    /// checked; nothing at the closing bracket.
    #[inline(never)]
    pub(super) fn part(&mut self) -> &'a str {
        while is_space(self.peek()) || matches!(self.peek(), b',' | b':') {
            self.at += 1;
        }
        let (start, mut depth) = (self.at, 0_usize);
        while !self.is_at_end() {
            match self.peek() {
                b'"' => {
                    let _ = self.quoted(None);
                    continue;
                }
                b'{' | b'[' => depth += 1,
                byte if depth == 0 && (is_space(byte) || b",:}]".contains(&byte)) => break,
                b'}' | b']' => depth -= 1,
                _ => (),
            }
            self.at += 1;
        }
        self.since(start)
    }
}

pub(super) const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}
