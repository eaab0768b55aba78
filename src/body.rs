//! Request bodies, written straight as bytes.
//!
//! A body with an image is one buffer: the encoded image stands in it once, and what stands
//! around it can be swapped. An issuer that signs `…&signImage=<base64>&…` and is then sent
//! `{"…":"…","signImage":"<base64>"}` needs the encoded text twice; the frame is exchanged
//! instead of the text copied.

use crate::prelude::*;
use zeroize::Zeroize;

use crate::image::{ImageEncoding, SignImage};
use crate::json;

/// A finished body. It is wiped when dropped, since it can hold credentials and images.
pub struct Body {
    buffer: Vec<u8>,
    start: usize,
    end: usize,
}

impl Body {
    /// No body.
    #[must_use]
    pub const fn empty() -> Self {
        Self { buffer: Vec::new(), start: 0, end: 0 }
    }

    /// The bytes to send.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.buffer.get(self.start..self.end).unwrap_or_default()
    }
}

impl From<Vec<u8>> for Body {
    fn from(buffer: Vec<u8>) -> Self {
        let end = buffer.len();
        Self { buffer, start: 0, end }
    }
}

impl Drop for Body {
    fn drop(&mut self) {
        self.buffer.zeroize();
    }
}

/// The value of a body field.
pub enum FieldValue<'a> {
    /// A JSON string.
    Text(&'a str),
    /// A JSON number, already checked to be one.
    Number(&'a str),
    /// A JSON string with an encoded image. Only the last field of a body may be one.
    Image(&'a SignImage, ImageEncoding),
}

/// A body field: its name as the issuer documents it, and its value.
pub type Field<'a> = (&'static str, FieldValue<'a>);

/// Writes a flat JSON object.
#[must_use]
pub fn json_body(fields: &[Field<'_>]) -> Body {
    let mut buffer = Vec::new();
    let image = write_opening(fields, &mut buffer);
    if let Some((image, encoding)) = image {
        buffer.reserve(image.encoded_len(encoding) + 2);
        image.encode_into(encoding, &mut buffer);
    }
    buffer.extend_from_slice(closing(image.is_some()));
    Body::from(buffer)
}

pub(crate) type Image<'a> = (&'a SignImage, ImageEncoding);

/// Writes the object up to where an image's text begins, or up to the closing brace.
fn write_opening<'a>(fields: &[Field<'a>], out: &mut Vec<u8>) -> Option<Image<'a>> {
    out.push(b'{');
    let mut image = None;
    for (position, (name, value)) in fields.iter().enumerate() {
        if position > 0 {
            out.push(b',');
        }
        json::write_text(name, out);
        out.push(b':');
        match value {
            FieldValue::Text(text) => json::write_text(text, out),
            FieldValue::Number(digits) => out.extend_from_slice(digits.as_bytes()),
            FieldValue::Image(picture, encoding) => {
                out.push(b'"');
                image = Some((*picture, *encoding));
            }
        }
    }
    image
}

const fn closing(after_image: bool) -> &'static [u8] {
    if after_image { b"\"}" } else { b"}" }
}

/// An encoded image in a buffer with room for other text around it. One frame stands at a time.
pub(crate) struct Framed {
    body: Body,
    payload: (usize, usize),
}

impl Framed {
    /// Encodes the image once, with a frame around it and room for a longer one.
    pub(crate) fn new(image: Image<'_>, prefix: &[u8], suffix: &[u8], room: usize) -> Self {
        let (picture, encoding) = image;
        let head_room = prefix.len().max(room);
        let tail_room = suffix.len().max(room);
        let length = picture.encoded_len(encoding);
        let mut buffer = Vec::with_capacity(head_room + length + tail_room);
        buffer.resize(head_room, 0);
        picture.encode_into(encoding, &mut buffer);
        let payload = (head_room, buffer.len());
        buffer.resize(payload.1 + tail_room, 0);
        let mut framed = Self { body: Body::from(buffer), payload };
        framed.frame(prefix, suffix);
        framed
    }

    fn frame(&mut self, prefix: &[u8], suffix: &[u8]) {
        let (start, end) = self.payload;
        self.body.start = start.saturating_sub(prefix.len());
        self.body.end = end + suffix.len();
        overwrite(&mut self.body.buffer, self.body.start, prefix);
        overwrite(&mut self.body.buffer, end, suffix);
    }

    /// The payload with the frame that stands now.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.body.as_bytes()
    }

    /// The body with its final frame.
    pub(crate) fn into_body(mut self, prefix: &[u8], suffix: &[u8]) -> Body {
        self.frame(prefix, suffix);
        self.body
    }
}

fn overwrite(buffer: &mut [u8], from: usize, bytes: &[u8]) {
    for (place, byte) in buffer.iter_mut().skip(from).zip(bytes) {
        *place = *byte;
    }
}

/// The opening and closing of the JSON object around an image's text.
pub(crate) fn json_frame(fields: &[Field<'_>]) -> (Vec<u8>, &'static [u8]) {
    let mut prefix = Vec::new();
    let image = write_opening(fields, &mut prefix);
    (prefix, closing(image.is_some()))
}
