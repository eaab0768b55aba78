//! The encoder by itself, for `cargo xtask bench image`. In nothing that is shipped.

use js_sys::{Function, Uint8Array, WebAssembly};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::body::Body;
use crate::error::Error;
use crate::image::{ImageEncoding, ImageLimits, SignImage};
use crate::prelude::*;

const CARD: &str = "6d8f0a52-5d0c-4f5e-9f0b-6f1f6a2f3c11";

/// Writes the body of a freeze and calls `send` once with a view of it, which is good until
/// `send` returns.
///
/// # Errors
/// The image is none, or `send` threw.
#[wasm_bindgen(js_name = benchEncode)]
pub fn encode(image: Vec<u8>, send: &Function) -> Result<(), JsValue> {
    let image = SignImage::check(image, ImageLimits::default())
        .map_err(|fault| JsValue::from(Error::from(fault).message()))?;
    let mut text = br#"{"cardId":""#.to_vec();
    text.extend_from_slice(CARD.as_bytes());
    text.extend_from_slice(br#"","signImage":""#);
    text.reserve(image.encoded_len(ImageEncoding::Base64) + 2);
    image.encode_into(ImageEncoding::Base64, &mut text);
    text.extend_from_slice(b"\"}");
    let body = Body::from(text);
    let bytes = body.as_bytes();
    let memory = wasm_bindgen::memory().unchecked_into::<WebAssembly::Memory>();
    let (Ok(start), Ok(length)) =
        (u32::try_from(bytes.as_ptr() as usize), u32::try_from(bytes.len()))
    else {
        return Err(JsValue::from("The body is longer than the memory."));
    };
    let view = Uint8Array::new_with_byte_offset_and_length(&memory.buffer(), start, length);
    send.call1(&JsValue::UNDEFINED, &view).map(|_| ())
}
