//! Request bodies, written straight as bytes.
//!
//! A body with an image is one buffer: the encoded image stands in it once, and what stands
//! around it can be swapped. An issuer that signs `…&signImage=<base64>&…` and is then sent
//! `{"…":"…","signImage":"<base64>"}` needs the encoded text twice; the frame is exchanged
//! instead of the text copied.

use crate::prelude::*;
use zeroize::Zeroize;

use crate::image::{ImageEncoding, SignImage};

/// A finished body. It is wiped when dropped, since it can hold credentials and images.
pub struct Body {
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    /// Where the image's text begins and ends in the buffer.
    image: (usize, usize),
}

pub(crate) type Image<'a> = (&'a SignImage, ImageEncoding);

impl Body {
    /// No body.
    #[must_use]
    pub const fn empty() -> Self {
        Self { buffer: Vec::new(), start: 0, end: 0, image: (0, 0) }
    }

    /// The text of an image, encoded once, with room for a frame.
    pub(crate) fn around(image: Option<Image<'_>>, room: usize) -> Self {
        let length = image.map_or(0, |(picture, encoding)| picture.encoded_len(encoding));
        let mut buffer = Vec::with_capacity(room + length + room);
        buffer.resize(room, 0);
        if let Some((picture, encoding)) = image {
            picture.encode_into(encoding, &mut buffer);
        }
        let end = buffer.len();
        buffer.resize(end + room, 0);
        Self { buffer, start: room, end, image: (room, end) }
    }

    /// Puts a frame around the image's text, in place of the one that stands there.
    pub(crate) fn frame(&mut self, frame: &Frame) {
        let (before, after) = frame.halves();
        self.start = self.image.0.saturating_sub(before.len());
        self.end = self.image.1 + after.len();
        overwrite(&mut self.buffer, self.start, before);
        overwrite(&mut self.buffer, self.image.1, after);
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
        Self { buffer, start: 0, end, image: (end, end) }
    }
}

impl Drop for Body {
    fn drop(&mut self) {
        self.buffer.zeroize();
    }
}

fn overwrite(buffer: &mut [u8], from: usize, bytes: &[u8]) {
    for (place, byte) in buffer.iter_mut().skip(from).zip(bytes) {
        *place = *byte;
    }
}

/// Text around an image, or by itself.
pub(crate) struct Frame {
    pub(crate) text: Vec<u8>,
    /// Where the image goes.
    pub(crate) gap: usize,
}

impl Frame {
    /// A JSON object whose last member is the image, or one without an image.
    pub(crate) fn of_json(text: Vec<u8>, has_image: bool) -> Self {
        let after = if has_image { b"\"}".len() } else { 0 };
        Self { gap: text.len().saturating_sub(after), text }
    }

    /// What stands before the image and after it.
    pub(crate) fn halves(&self) -> (&[u8], &[u8]) {
        self.text.split_at_checked(self.gap).unwrap_or_default()
    }

    /// The body with this text and an image in it.
    pub(crate) fn around(self, image: Option<Image<'_>>) -> Body {
        if image.is_none() {
            return Body::from(self.text);
        }
        let mut body = Body::around(image, self.text.len());
        body.frame(&self);
        body
    }
}
