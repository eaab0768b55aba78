//! The signature image: recognised by its structure, checked for size, encoded.
//!
//! Names and declared types say nothing here; only the bytes count. What is accepted:
//!
//! * PNG: the signature, an `IHDR` chunk of 13 bytes with a width and a height, chunks whose lengths
//!   fit, picture data, and an `IEND` chunk exactly at the end. Bytes after it are refused: no program
//!   writes them, so they are something else that travels along.
//! * JPEG: the markers are followed from the start to the end marker, through all scans. Bytes after
//!   the end marker are accepted, because phone cameras put padding, notes and second pictures there
//!   and every reader ignores them.
//!
//! The picture data itself is not decoded, and check sums are not compared.

use crate::prelude::*;
use core::fmt;

use zeroize::Zeroizing;

use crate::base64;

/// What an image may weigh.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImageLimits {
    /// The most bytes the image itself may have, before it is written as base64.
    pub max_bytes: u64,
}

impl Default for ImageLimits {
    /// 2 MiB.
    fn default() -> Self {
        Self { max_bytes: 2 * 1024 * 1024 }
    }
}

/// The two formats that issuers take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageFormat {
    /// Portable Network Graphics.
    Png,
    /// JPEG, in a JFIF or Exif file or bare.
    Jpeg,
}

impl ImageFormat {
    /// The media type, such as `image/png`.
    #[must_use]
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Png => "PNG",
            Self::Jpeg => "JPEG",
        }
    }
}

/// How an image is written into a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ImageEncoding {
    /// The base64 text alone.
    #[default]
    Base64,
    /// A data URL: `data:image/png;base64,` and the base64 text.
    DataUrl,
}

/// Why an image was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageError {
    /// More bytes than the limit.
    TooLarge {
        /// How many bytes the image has.
        bytes: u64,
        /// How many it may have.
        limit: u64,
    },
    /// No bytes at all.
    Empty,
    /// Neither PNG nor JPEG, or damaged.
    Format {
        /// What it is instead, with its article: `a GIF image`.
        found: &'static str,
    },
    /// The image begins well and then ends too early.
    Truncated {
        /// What it began as.
        format: ImageFormat,
    },
}

impl ImageError {
    /// The stable word for this error: `image_too_large`, `image_format` or `image_truncated`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "image_too_large",
            Self::Empty | Self::Format { .. } => "image_format",
            Self::Truncated { .. } => "image_truncated",
        }
    }

    /// One sentence for the person who chose the image.
    #[must_use]
    pub fn message(self) -> String {
        let mut text = String::new();
        match self {
            Self::TooLarge { bytes, limit } => {
                text.push_str("The image has ");
                push_number(bytes, &mut text);
                text.push_str(" bytes; at most ");
                push_number(limit, &mut text);
                text.push_str(" are allowed.");
            }
            Self::Empty => text.push_str("The image is empty."),
            Self::Format { found } => {
                text.push_str("The image must be a PNG or a JPEG, but this is ");
                text.push_str(found);
                text.push('.');
            }
            Self::Truncated { format } => {
                text.push_str("The ");
                text.push_str(format.name());
                text.push_str(" image is cut off: its end is missing.");
            }
        }
        text
    }
}

impl fmt::Display for ImageError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message())
    }
}

impl core::error::Error for ImageError {}

/// By hand, because the formatting code of `core` would outweigh this whole file.
fn push_number(value: u64, text: &mut String) {
    let rest = value / 10;
    // At most 20 digits, so at most 20 calls deep.
    if rest > 0 {
        push_number(rest, text);
    }
    text.push(char::from(b'0' + (value % 10) as u8));
}

/// A checked signature image. Its bytes are wiped when it is dropped, and nothing shows them.
pub struct SignImage {
    bytes: Zeroizing<Vec<u8>>,
    format: ImageFormat,
}

impl SignImage {
    /// Takes the bytes of an image file.
    ///
    /// # Errors
    ///
    /// Too large, empty, neither PNG nor JPEG, or cut off. The bytes are wiped then, too.
    pub fn check(bytes: Vec<u8>, limits: ImageLimits) -> Result<Self, ImageError> {
        let bytes = Zeroizing::new(bytes);
        check_length(bytes.len() as u64, limits)?;
        let format = recognise(&bytes)?;
        Ok(Self { bytes, format })
    }

    /// Takes an image as base64 text, alone or in a data URL. What type a data URL declares is
    /// ignored. White space around the text is allowed, inside it is not.
    ///
    /// # Errors
    ///
    /// As [`SignImage::check`], or [`ImageError::Format`] when the text is not base64. The size is
    /// known before the text is decoded, so a text that is too long is never decoded.
    pub fn parse_text(text: &str, limits: ImageLimits) -> Result<Self, ImageError> {
        let payload = base64_payload(text.as_bytes().trim_ascii())?;
        // A few characters that stand for no whole byte are wrong, but not empty.
        let length = if payload.is_empty() { 0 } else { base64::decoded_len(payload).max(1) };
        check_length(length as u64, limits)?;
        match base64::decode(payload) {
            Ok(bytes) => Self::check(bytes, limits),
            Err(_) => Err(ImageError::Format { found: "text that is not base64" }),
        }
    }

    /// What the image is.
    #[must_use]
    pub const fn format(&self) -> ImageFormat {
        self.format
    }

    /// How many bytes the image itself has.
    #[must_use]
    pub fn byte_count(&self) -> usize {
        self.bytes.len()
    }

    /// How many bytes [`SignImage::encode_into`] appends.
    #[must_use]
    pub fn encoded_len(&self, encoding: ImageEncoding) -> usize {
        let prefix: usize = self.prefix(encoding).iter().map(|part| part.len()).sum();
        // What stands in memory has at most half the addresses there are, so four thirds fit.
        prefix.saturating_add(base64::encoded_len(self.bytes.len()).unwrap_or(usize::MAX))
    }

    /// Appends the image as text. None of its characters needs an escape in JSON.
    pub fn encode_into(&self, encoding: ImageEncoding, out: &mut Vec<u8>) {
        out.reserve(self.encoded_len(encoding));
        for part in self.prefix(encoding) {
            out.extend_from_slice(part.as_bytes());
        }
        base64::encode_into(&self.bytes, out);
    }

    const fn prefix(&self, encoding: ImageEncoding) -> [&'static str; 3] {
        match encoding {
            ImageEncoding::Base64 => [""; 3],
            ImageEncoding::DataUrl => ["data:", self.format.mime(), ";base64,"],
        }
    }
}

/// Shows that there is an image, nothing of it.
impl fmt::Debug for SignImage {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("SignImage(..)")
    }
}

/// Checks a size that is known before the bytes are: call it before reading a file into memory.
///
/// # Errors
///
/// [`ImageError::Empty`] or [`ImageError::TooLarge`].
pub const fn check_length(len: u64, limits: ImageLimits) -> Result<(), ImageError> {
    if len == 0 {
        return Err(ImageError::Empty);
    }
    if len > limits.max_bytes {
        return Err(ImageError::TooLarge { bytes: len, limit: limits.max_bytes });
    }
    Ok(())
}

/// The base64 part of a data URL, or the whole text if it is none.
fn base64_payload(text: &[u8]) -> Result<&[u8], ImageError> {
    if !begins_with(text, b"data:") {
        return Ok(text);
    }
    let comma = text.iter().position(|byte| *byte == b',');
    let Some((head, payload)) = comma.and_then(|at| text.split_at_checked(at)) else {
        return Err(ImageError::Format { found: "a data URL without data" });
    };
    let marker = b";base64";
    let is_base64 = head.last_chunk().is_some_and(|end: &[u8; 7]| end.eq_ignore_ascii_case(marker));
    match payload.split_first() {
        Some((_, payload)) if is_base64 => Ok(payload),
        _ => Err(ImageError::Format { found: "a data URL that is not base64" }),
    }
}

fn recognise(bytes: &[u8]) -> Result<ImageFormat, ImageError> {
    let (format, result) = if bytes.starts_with(PNG_START) {
        (ImageFormat::Png, check_png(bytes))
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        (ImageFormat::Jpeg, check_jpeg(bytes))
    } else {
        return Err(ImageError::Format { found: name_of(bytes) });
    };
    match result {
        Ok(()) => Ok(format),
        Err(Flaw::Truncated) => Err(ImageError::Truncated { format }),
        Err(Flaw::Damaged(found)) => Err(ImageError::Format { found }),
    }
}

enum Flaw {
    Truncated,
    Damaged(&'static str),
}

const DAMAGED_PNG: Flaw = Flaw::Damaged("a damaged PNG image");
const DAMAGED_JPEG: Flaw = Flaw::Damaged("a damaged JPEG image");

const PNG_START: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Cuts a number of bytes off the front.
fn take<'a>(rest: &mut &'a [u8], count: usize) -> Result<&'a [u8], Flaw> {
    let (taken, left) = rest.split_at_checked(count).ok_or(Flaw::Truncated)?;
    *rest = left;
    Ok(taken)
}

fn take_array<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], Flaw> {
    take(rest, N)?.try_into().map_err(|_| Flaw::Truncated)
}

fn check_png(bytes: &[u8]) -> Result<(), Flaw> {
    let mut rest = bytes;
    take(&mut rest, PNG_START.len())?;
    if take_array(&mut rest)? != 13_u32.to_be_bytes() || take_array(&mut rest)? != *b"IHDR" {
        return Err(DAMAGED_PNG);
    }
    let size: [[u8; 4]; 2] = [take_array(&mut rest)?, take_array(&mut rest)?];
    if size.contains(&[0; 4]) {
        return Err(DAMAGED_PNG);
    }
    // Bit depth, colour type, compression, filter, interlace; then the check sum.
    take(&mut rest, 5 + 4)?;
    let mut has_picture = false;
    loop {
        let length = u32::from_be_bytes(take_array(&mut rest)?);
        let name: [u8; 4] = take_array(&mut rest)?;
        if length > i32::MAX.unsigned_abs() || !name.iter().all(u8::is_ascii_alphabetic) {
            return Err(DAMAGED_PNG);
        }
        take(&mut rest, usize::try_from(length).map_err(|_| Flaw::Truncated)?)?;
        take(&mut rest, 4)?;
        has_picture |= name == *b"IDAT";
        if name == *b"IEND" {
            return check_png_end(length, has_picture, rest);
        }
    }
}

const fn check_png_end(length: u32, has_picture: bool, rest: &[u8]) -> Result<(), Flaw> {
    if length != 0 || !has_picture {
        return Err(DAMAGED_PNG);
    }
    if !rest.is_empty() {
        return Err(Flaw::Damaged("a PNG image with other data after its end"));
    }
    Ok(())
}

fn check_jpeg(bytes: &[u8]) -> Result<(), Flaw> {
    let mut rest = bytes;
    take(&mut rest, 2)?;
    let (mut has_frame, mut has_scan) = (false, false);
    loop {
        match next_marker(&mut rest)? {
            // End of image.
            0xd9 if has_scan => return Ok(()),
            // The end before there is a picture, or a second start.
            0xd9 | 0xd8 => return Err(DAMAGED_JPEG),
            // Markers that stand alone.
            0x01 | 0xd0..=0xd7 => (),
            marker => {
                let length = usize::from(u16::from_be_bytes(take_array(&mut rest)?));
                let segment = take(&mut rest, length.checked_sub(2).ok_or(DAMAGED_JPEG)?)?;
                match marker {
                    // Start of frame; the three left out are tables and a reserved word.
                    0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                        check_jpeg_frame(segment)?;
                        has_frame = true;
                    }
                    // Start of scan.
                    0xda if !has_frame => return Err(DAMAGED_JPEG),
                    0xda => has_scan = true,
                    _ => (),
                }
            }
        }
    }
}

/// The code of the next marker. Everything before it is picture data, in which a byte `ff` is
/// followed by `00`, or filling, of which readers skip any amount.
fn next_marker(rest: &mut &[u8]) -> Result<u8, Flaw> {
    loop {
        let start = rest.iter().position(|byte| *byte == 0xff).ok_or(Flaw::Truncated)?;
        take(rest, start + 1)?;
        let filling = rest.iter().take_while(|byte| **byte == 0xff).count();
        take(rest, filling)?;
        let [code] = take_array(rest)?;
        if code != 0 {
            return Ok(code);
        }
    }
}

/// Sample precision, height, width, and more that is of no interest here.
fn check_jpeg_frame(segment: &[u8]) -> Result<(), Flaw> {
    let size = segment.get(1..5).ok_or(DAMAGED_JPEG)?;
    if size.chunks_exact(2).any(|side| side == [0, 0]) {
        return Err(DAMAGED_JPEG);
    }
    Ok(())
}

/// Where a format shows itself, how, and its name.
const SIGNATURES: &[(usize, &[u8], &str)] = &[
    (0, b"\x89PNG", "a damaged PNG image"),
    (0, b"GIF8", "a GIF image"),
    (8, b"WEBP", "a WebP image"),
    (4, b"ftypavif", "an AVIF image"),
    (4, b"ftypavis", "an AVIF image"),
    (4, b"ftyphe", "a HEIC image"),
    (4, b"ftypmif1", "a HEIC image"),
    (4, b"ftypmsf1", "a HEIC image"),
    (4, b"ftyp", "a video"),
    (4, b"jP  \r\n", "a JPEG 2000 image"),
    (4, b"JXL \r\n", "a JPEG XL image"),
    (0, b"\xff\x0a", "a JPEG XL image"),
    (0, b"%PDF", "a PDF document"),
    (6, b"\0\0\0\0", "a BMP image"),
    (0, b"II*\0", "a TIFF image"),
    (0, b"MM\0*", "a TIFF image"),
    (0, b"II+\0", "a TIFF image"),
    (0, b"MM\0+", "a TIFF image"),
    (0, b"\0\0\x01\0", "an icon file"),
    (0, b"data:", "the text of a data URL"),
];

fn name_of(bytes: &[u8]) -> &'static str {
    for (at, mark, name) in SIGNATURES {
        let is_there = bytes.get(*at..).is_some_and(|tail| tail.starts_with(mark));
        // These four letters or bytes alone say too little.
        let is_sure = match *mark {
            b"WEBP" => bytes.starts_with(b"RIFF"),
            b"\0\0\0\0" => bytes.starts_with(b"BM"),
            _ => true,
        };
        if is_there && is_sure {
            return name;
        }
    }
    name_of_markup(bytes)
}

/// How far into a text the first element of a document is looked for.
const MARKUP_HEAD: usize = 1024;

fn name_of_markup(bytes: &[u8]) -> &'static str {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if !text.starts_with(b"<") {
        return "data of an unknown kind";
    }
    let head = text.get(..MARKUP_HEAD).unwrap_or(text);
    // A page may hold a drawing, a drawing holds no page: so the page is looked for first.
    if contains(head, b"<html") || contains(head, b"<!doctype html") {
        return "an HTML page";
    }
    if contains(head, b"<svg") {
        return "an SVG image";
    }
    if begins_with(head, b"<?xml") { "an XML document" } else { "an HTML page" }
}

fn contains(text: &[u8], word: &[u8]) -> bool {
    (0..text.len()).any(|at| text.get(at..).is_some_and(|tail| begins_with(tail, word)))
}

fn begins_with(text: &[u8], word: &[u8]) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}
