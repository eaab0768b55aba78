//! The text that is signed: headers and body fields as one set, sorted, joined.
//!
//! Source: docs.artha.work/steps-to-generate-a-secure-signature-848526m0. What the page leaves
//! open is an option with a default.

use crate::base_url::push_percent_encoded;
use crate::body::{Body, IMAGE_END};
use crate::endpoint::{About, Attempt, Exchange, Filling, Place};
use crate::http::Request;
use crate::prelude::*;
use crate::text::cut;
use crate::unsigned::Unsigned;

/// How many letters and digits a nonce has.
pub const NONCE_LENGTH: usize = 10;

/// Stands for the image, which is put in its place. No value holds it.
pub(crate) const IMAGE: &str = "\0";
/// Room for what is signed after the image, so that the image is not moved.
const ROOM_AFTER: usize = 256;

/// Lays out a request so that it can be signed: what is signed is sorted by name and joined.
pub(crate) fn unsigned(
    exchange: &Exchange,
    head: Vec<u8>,
    mut json: Vec<u8>,
    about: &About<'_>,
) -> Unsigned {
    let set = set(exchange, core::str::from_utf8(&head).unwrap_or_default(), about);
    let is_encoded = about.settings.text("signing.values") == "url_encoded";
    if about.sign_image.is_some() {
        json.truncate(json.len().saturating_sub(IMAGE_END.len()));
    }
    let room = json.len();
    let mut text = json.clone();
    let (mut image, mut last) = (None, "");
    loop {
        let (name, value) = next(&set, last);
        if name.is_empty() {
            break;
        }
        last = name;
        if text.len() > room {
            text.push(b'&');
        }
        text.extend_from_slice(name.as_bytes());
        text.push(b'=');
        let start = text.len();
        if value == IMAGE
            && let Some((picture, encoding)) = about.image()
        {
            text.reserve(picture.encoded_len(encoding) + ROOM_AFTER);
            picture.encode_into(encoding, &mut text);
            image = Some((start, text.len()));
        } else {
            text.extend_from_slice(value.as_bytes());
        }
        if is_encoded {
            // Only in this reading does the encoded image stand in memory twice.
            let plain = text.get(start..).unwrap_or_default().to_vec();
            text.truncate(start);
            push_percent_encoded(&plain, &mut text);
            if image.take().is_some() {
                json.extend(plain);
                json.extend(IMAGE_END);
            }
        }
    }
    Unsigned { request: Request::new(head, json), signed: Body::after(room, text), image }
}

/// What is signed, in lines like headers: the headers, the body's members, and a parameter of the
/// path if so read.
fn set(exchange: &Exchange, head: &str, about: &About<'_>) -> String {
    let reads = |name, word| about.settings.text(name) == word;
    let (_, mut headers) = cut(head, b'\n');
    if headers.starts_with("Content-Type") && !reads("signing.headers", "protocol_and_content_type")
    {
        (_, headers) = cut(headers, b'\n');
    }
    let attempt = Attempt::default();
    let mut set = Filling::new(about, &attempt, Place::Signed, headers.as_bytes().to_vec());
    if reads("signing.pathParameters", "included") && exchange.has(b"<programId>") {
        set.push("\nprogramid:<programId>", b'<');
    }
    let (_, members) = cut(exchange.request, b'{');
    set.push("\n", b'<');
    set.push(members, b'<');
    if reads("signing.names", "lowercase") {
        let mut in_name = true;
        for byte in &mut set.text {
            in_name = *byte == b'\n' || in_name && *byte != b':';
            // Names have letters and hyphens only.
            if in_name {
                byte.make_ascii_lowercase();
            }
        }
    }
    String::from_utf8(set.text).unwrap_or_default()
}

/// The name and the value that follow by name; empty where there are none.
fn next<'a>(set: &'a str, last: &str) -> (&'a str, &'a str) {
    let (mut next, mut rest) = (("", ""), set);
    while !rest.is_empty() {
        let line;
        (line, rest) = cut(rest, b'\n');
        let (name, value) = cut(line, b':');
        let (_, value) = cut(value, b' ');
        if name > last && !value.is_empty() && (next.0.is_empty() || name < next.0) {
            next = (name, value);
        }
    }
    next
}
