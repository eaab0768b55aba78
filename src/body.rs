//! Request bodies, written straight as bytes.
//!
//! A body with an image is one buffer: the encoded image stands in it once, and what stands
//! around it can be swapped. An issuer that signs `…&signImage=<base64>&…` and is then sent
//! `{"…":"…","signImage":"<base64>"}` needs the encoded text twice; the frame is exchanged
//! instead of the text copied.

use crate::prelude::*;
use core::fmt;
use zeroize::Zeroize;

use crate::image::{ImageEncoding, SignImage};

/// What stands in a JSON object after an image, its last member.
pub(crate) const IMAGE_END: &[u8; 2] = b"\"}";

/// A finished body. It is wiped when dropped, since it can hold credentials and images.
///
/// ```
/// use cardlatch::body::Body;
/// let body = Body::from(br#"{"action":"freeze"}"#.to_vec());
/// assert_eq!(body.as_bytes().len(), 19);
/// ```
pub struct Body {
    buffer: Vec<u8>,
    start: usize,
    end: usize,
}

pub(crate) type Image<'a> = (&'a SignImage, ImageEncoding);

impl Body {
    /// A text behind unused room.
    pub(crate) fn after(room: usize, mut buffer: Vec<u8>) -> Self {
        let end = buffer.len();
        buffer.extend(IMAGE_END);
        Self { buffer, start: room, end }
    }

    /// Makes a JSON object of the image between two places, in place of the text around it. The
    /// room before the text is as long as the object without the image.
    pub(crate) fn enclose(&mut self, (start, end): (usize, usize), json: &[u8]) {
        self.start = start - json.len();
        self.end = end + IMAGE_END.len();
        overwrite(&mut self.buffer, self.start, json);
        overwrite(&mut self.buffer, end, IMAGE_END);
    }

    /// The bytes to send.
    ///
    /// ```
    /// use cardlatch::body::Body;
    /// assert!(Body::from(Vec::new()).as_bytes().is_empty()); // a request without a body
    /// ```
    #[must_use]
    #[inline(never)]
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

impl AsRef<[u8]> for Body {
    fn as_ref(&self) -> &[u8] {
        self.as_bytes()
    }
}

/// The bytes alone. They are not wiped any more.
impl From<Body> for Vec<u8> {
    fn from(mut body: Body) -> Self {
        let mut buffer = core::mem::take(&mut body.buffer);
        buffer.truncate(body.end);
        buffer.drain(..body.start.min(buffer.len()));
        buffer
    }
}

/// Nothing of what it holds.
impl fmt::Debug for Body {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Body")
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
