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

use crate::issuers::needs;
use crate::prelude::*;
use core::fmt;

use zeroize::Zeroizing;

use crate::base64;
use crate::text::{contains, utf8};

/// What an image may weigh.
///
/// ```
/// use cardlatch::image::ImageLimits;
/// assert_eq!(ImageLimits::default().max_bytes, 2 * 1024 * 1024); // Artha's pages say 2M
/// ```
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
///
/// ```
/// use cardlatch::image::ImageFormat;
/// assert_ne!(ImageFormat::Png.mime(), ImageFormat::Jpeg.mime());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageFormat {
    /// Portable Network Graphics.
    Png,
    /// JPEG, in a JFIF or Exif file or bare.
    Jpeg,
}

impl ImageFormat {
    /// The media type, such as `image/png`.
    ///
    /// ```
    /// assert_eq!(cardlatch::image::ImageFormat::Jpeg.mime(), "image/jpeg");
    /// ```
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
///
/// ```
/// use cardlatch::image::ImageEncoding;
/// assert_eq!(ImageEncoding::default(), ImageEncoding::Base64);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ImageEncoding {
    /// The base64 text alone.
    #[default]
    Base64,
    /// A data URL: `data:image/png;base64,` and the base64 text.
    DataUrl,
}

/// Why an image was refused.
///
/// ```
/// use cardlatch::image::{ImageError, ImageLimits, SignImage};
/// let gif = SignImage::check(b"GIF89a".to_vec(), ImageLimits::default()).unwrap_err();
/// assert_eq!(gif, ImageError::Format { found: "a GIF image" });
/// ```
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
    ///
    /// ```
    /// assert_eq!(cardlatch::image::ImageError::Empty.code(), "image_format");
    /// ```
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "image_too_large",
            Self::Empty | Self::Format { .. } => "image_format",
            Self::Truncated { .. } => "image_truncated",
        }
    }

    /// One sentence for the person who chose the image.
    ///
    /// ```
    /// use cardlatch::image::ImageError;
    /// let message = ImageError::TooLarge { bytes: 3_000_000, limit: 2_097_152 }.message();
    /// assert_eq!(message, "The image has 3000000 bytes; at most 2097152 are allowed.");
    /// ```
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
///
/// ```
/// use cardlatch::image::{ImageEncoding, ImageFormat, ImageLimits, SignImage};
/// # let pixel = concat!("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGOo",
/// #     "BwAAgQCA05RTSgAAAABJRU5ErkJggg==");
/// let image = SignImage::parse_text(pixel, ImageLimits::default())?; // one pixel, in base64
/// assert_eq!((image.format(), image.byte_count()), (ImageFormat::Png, 67));
/// assert_eq!(format!("{image:?}"), "SignImage(..)");
/// # Ok::<(), cardlatch::image::ImageError>(())
/// ```
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
    ///
    /// ```
    /// use cardlatch::image::{ImageError, ImageFormat, ImageLimits, SignImage};
    /// let cut = SignImage::check(b"\x89PNG\r\n\x1a\n\0\0".to_vec(), ImageLimits::default()).unwrap_err();
    /// assert_eq!(cut, ImageError::Truncated { format: ImageFormat::Png });
    /// ```
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
    ///
    /// ```
    /// use cardlatch::image::{ImageLimits, SignImage};
    /// # let pixel = concat!("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGOo",
    /// #     "BwAAgQCA05RTSgAAAABJRU5ErkJggg==");
    /// let url = format!("data:image/png;base64,{pixel}");
    /// assert!(SignImage::parse_text(&url, ImageLimits::default()).is_ok());
    /// let refused = SignImage::parse_text("signature.png", ImageLimits::default()).unwrap_err();
    /// assert_eq!(refused.code(), "image_format");
    /// ```
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
    ///
    /// ```
    /// use cardlatch::image::{ImageFormat, ImageLimits, SignImage};
    /// # let pixel = concat!("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGOo",
    /// #     "BwAAgQCA05RTSgAAAABJRU5ErkJggg==");
    /// // What a data URL declares does not count, the bytes do.
    /// let url = format!("data:image/jpeg;base64,{pixel}");
    /// let image = SignImage::parse_text(&url, ImageLimits::default())?;
    /// assert_eq!(image.format(), ImageFormat::Png);
    /// # Ok::<(), cardlatch::image::ImageError>(())
    /// ```
    #[must_use]
    pub const fn format(&self) -> ImageFormat {
        self.format
    }

    /// The image itself.
    #[cfg(feature = "edge")]
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// How many bytes the image itself has.
    ///
    /// ```
    /// # use cardlatch::image::{ImageLimits, SignImage};
    /// # let pixel = concat!("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGOo",
    /// #     "BwAAgQCA05RTSgAAAABJRU5ErkJggg==");
    /// let image = SignImage::parse_text(pixel, ImageLimits::default())?;
    /// assert_eq!((pixel.len(), image.byte_count()), (92, 67));
    /// # Ok::<(), cardlatch::image::ImageError>(())
    /// ```
    #[must_use]
    pub fn byte_count(&self) -> usize {
        self.bytes.len()
    }

    /// How many bytes [`SignImage::encode_into`] appends.
    ///
    /// ```
    /// # use cardlatch::image::{ImageEncoding, ImageLimits, SignImage};
    /// # let pixel = concat!("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGOo",
    /// #     "BwAAgQCA05RTSgAAAABJRU5ErkJggg==");
    /// let image = SignImage::parse_text(pixel, ImageLimits::default())?;
    /// assert_eq!(image.encoded_len(ImageEncoding::Base64), 92);
    /// assert_eq!(image.encoded_len(ImageEncoding::DataUrl), 92 + "data:image/png;base64,".len());
    /// # Ok::<(), cardlatch::image::ImageError>(())
    /// ```
    #[must_use]
    pub fn encoded_len(&self, encoding: ImageEncoding) -> usize {
        let prefix: usize = self.prefix(encoding).iter().map(|part| part.len()).sum();
        // What stands in memory has at most half the addresses there are, so four thirds fit.
        prefix.saturating_add(base64::encoded_len(self.bytes.len()).unwrap_or(usize::MAX))
    }

    /// Appends the image as text. None of its characters needs an escape in JSON.
    ///
    /// ```
    /// # use cardlatch::image::{ImageEncoding, ImageLimits, SignImage};
    /// # let pixel = concat!("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGOo",
    /// #     "BwAAgQCA05RTSgAAAABJRU5ErkJggg==");
    /// let image = SignImage::parse_text(pixel, ImageLimits::default())?;
    /// let mut body = Vec::from(*br#"{"signImage":""#);
    /// image.encode_into(ImageEncoding::Base64, &mut body);
    /// assert!(body.ends_with(pixel.as_bytes()));
    /// # Ok::<(), cardlatch::image::ImageError>(())
    /// ```
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
///
/// ```
/// use cardlatch::image::{ImageError, ImageLimits, check_length};
/// let limits = ImageLimits { max_bytes: 1_000 };
/// assert!(check_length(1_000, limits).is_ok());
/// assert_eq!(check_length(1_001, limits), Err(ImageError::TooLarge { bytes: 1_001, limit: 1_000 }));
/// ```
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
    let (format, end, damaged) = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        (ImageFormat::Png, png_end(bytes), "a damaged PNG image")
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        (ImageFormat::Jpeg, jpeg_end(bytes), "a damaged JPEG image")
    } else {
        return Err(ImageError::Format { found: name_of(bytes) });
    };
    match end {
        Some(End::Whole) => Ok(format),
        Some(End::Damaged) => Err(ImageError::Format { found: damaged }),
        Some(End::Followed) => {
            Err(ImageError::Format { found: "a PNG image with other data after its end" })
        }
        None => Err(ImageError::Truncated { format }),
    }
}

/// How the walk through an image ends; `None` stands for an image that ends too early.
enum End {
    Whole,
    Damaged,
    /// Whole, but there are bytes behind it.
    Followed,
}

fn png_end(bytes: &[u8]) -> Option<End> {
    let mut rest = bytes.get(8..)?;
    let (mut has_header, mut has_picture) = (false, false);
    loop {
        let length = number(&mut rest, 4)?;
        let name = number(&mut rest, 4)?.to_be_bytes();
        if length > 0x7fff_ffff || !name.iter().all(u8::is_ascii_alphabetic) {
            return Some(End::Damaged);
        }
        let mut data = rest.split_off(..length as usize)?;
        // The check sum.
        number(&mut rest, 4)?;
        if !has_header {
            has_header = name == *b"IHDR" && length == 13 && has_size(&mut data, 4);
            if !has_header {
                return Some(End::Damaged);
            }
        }
        has_picture |= name == *b"IDAT";
        if name == *b"IEND" {
            return Some(match rest {
                _ if length != 0 || !has_picture => End::Damaged,
                [] => End::Whole,
                _ => End::Followed,
            });
        }
    }
}

fn jpeg_end(bytes: &[u8]) -> Option<End> {
    let mut rest = bytes.get(2..)?;
    let (mut has_frame, mut has_scan) = (false, false);
    loop {
        let marker = next_marker(&mut rest)?;
        match marker {
            // End of image.
            0xd9 if has_scan => return Some(End::Whole),
            // The end before there is a picture, or a second start.
            0xd9 | 0xd8 => return Some(End::Damaged),
            // Markers that stand alone.
            0x01 | 0xd0..=0xd7 => continue,
            _ => (),
        }
        let Some(length) = number(&mut rest, 2)?.checked_sub(2) else {
            return Some(End::Damaged);
        };
        let mut segment = rest.split_off(..length as usize)?;
        match marker {
            // Tables and a reserved word.
            0xc4 | 0xc8 | 0xcc => (),
            // Start of frame: sample precision, height, width, and more that is of no interest.
            0xc0..=0xcf => {
                has_frame = number(&mut segment, 1).is_some() && has_size(&mut segment, 2);
                if !has_frame {
                    return Some(End::Damaged);
                }
            }
            // Start of scan.
            0xda if !has_frame => return Some(End::Damaged),
            0xda => has_scan = true,
            _ => (),
        }
    }
}

/// The code of the next marker. Everything before it is picture data, in which a byte `ff` is
/// followed by `00`, or filling, of which readers skip any amount.
fn next_marker(rest: &mut &[u8]) -> Option<u8> {
    let mut last = 0;
    loop {
        let byte = *rest.split_off_first()?;
        if last == 0xff && !matches!(byte, 0 | 0xff) {
            return Some(byte);
        }
        last = byte;
    }
}

/// A number of so many bytes, at most four, the highest first.
fn number(rest: &mut &[u8], width: usize) -> Option<u32> {
    let bytes = rest.split_off(..width)?;
    Some(bytes.iter().fold(0, |number, byte| (number << 8) | u32::from(*byte)))
}

/// Whether two sides of so many bytes each are there and neither is zero.
fn has_size(rest: &mut &[u8], width: usize) -> bool {
    (0..2).all(|_| number(rest, width).is_some_and(|side| side != 0))
}

/// How other formats show themselves: one or two marks, each after the digit that says where it
/// stands, then the name. One text, because a table of so many small ones would weigh twice as much.
const KINDS: &[u8] = b"\
    1PNG|a damaged PNG image|\
    0GIF8|a GIF image|\
    0RIFF|8WEBP|a WebP image|\
    4ftypavif|an AVIF image|\
    4ftypavis|an AVIF image|\
    4ftyphe|a HEIC image|\
    4ftypmif1|a HEIC image|\
    4ftypmsf1|a HEIC image|\
    4ftyp|a video|\
    4jP  \r\n|a JPEG 2000 image|\
    4JXL \r\n|a JPEG XL image|\
    0\xff\x0a|a JPEG XL image|\
    0%PDF|a PDF document|\
    0BM|6\0\0\0\0|a BMP image|\
    0II*\0|a TIFF image|\
    0MM\0*|a TIFF image|\
    0II+\0|a TIFF image|\
    0MM\0+|a TIFF image|\
    0\0\0\x01\0|an icon file|\
    0data:|the text of a data URL";

fn name_of(bytes: &[u8]) -> &'static str {
    if !needs::REASONS {
        return "";
    }
    let mut has_marks = true;
    for part in KINDS.split(|byte| *byte == b'|') {
        match part {
            [place @ b'0'..=b'9', mark @ ..] => {
                let tail = bytes.get(usize::from(place - b'0')..).unwrap_or_default();
                has_marks &= tail.starts_with(mark);
            }
            name if has_marks => return utf8(name).unwrap_or_default(),
            _ => has_marks = true,
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

fn begins_with(text: &[u8], word: &[u8]) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}
