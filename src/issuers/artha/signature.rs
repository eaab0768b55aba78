//! The text that is signed: headers and body fields as one set, sorted, joined.
//!
//! Source: docs.artha.work/steps-to-generate-a-secure-signature-848526m0. What the page leaves
//! open is an option with a default.

use crate::base_url::push_percent_encoded;
use crate::body::{Body, Frame};
use crate::endpoint::{About, Attempt, Exchange, value};
use crate::http::Request;
use crate::prelude::*;
use crate::unsigned::Unsigned;

/// How many letters and digits a nonce has.
pub const NONCE_LENGTH: usize = 10;

/// Stands for the image, which is put in its place. No value holds it.
const IMAGE: &str = "\0";

/// A name and its value.
type Pair<'a> = (Vec<u8>, &'a [u8]);

/// Lays out a request so that it can be signed.
pub(crate) fn unsigned(
    exchange: &Exchange,
    mut request: Request,
    json: Frame,
    about: &About<'_>,
) -> Unsigned {
    let is_encoded = about.settings.is("signing", "values", "url_encoded");
    let signed = joined(&pairs(exchange, request.head.as_bytes(), about), is_encoded);
    request.body = Body::around(about.image(), signed.text.len().max(json.text.len()));
    let mut apart = None;
    if is_encoded {
        // Only in this reading does the encoded image stand in memory twice.
        let (before, after) = signed.halves();
        let mut text = before.to_vec();
        push_percent_encoded(request.body.as_bytes(), &mut text);
        text.extend_from_slice(after);
        request.body.frame(&json);
        apart = Some(text);
    } else {
        request.body.frame(&signed);
    }
    Unsigned { request, apart, json }
}

/// The set of what is signed: headers, body fields, and a parameter of the path if so read.
fn pairs<'a>(exchange: &Exchange, head: &'a [u8], about: &About<'a>) -> Vec<Pair<'a>> {
    let reads = |name, word| about.settings.is("signing", name, word);
    let (with_media, lowercase) =
        (reads("headers", "protocol_and_content_type"), reads("names", "lowercase"));
    let mut pairs = Vec::new();
    let mut push = |name: &[u8], value: &'a [u8]| {
        let name = if lowercase { name.to_ascii_lowercase() } else { name.to_vec() };
        if !value.is_empty() {
            pairs.push((name, value));
        }
    };
    for line in head.split(|byte| *byte == b'\n').skip(1) {
        let colon = line.iter().take_while(|byte| **byte != b':').count();
        let (name, value) = line.split_at_checked(colon).unwrap_or_default();
        if with_media || name != b"Content-Type" {
            push(name, value.get(2..).unwrap_or_default());
        }
    }
    if reads("pathParameters", "included") && exchange.has(b"<programId>") {
        push(b"programid", about.settings.text("programId").as_bytes());
    }
    // Between the quotes of the request stand a name, a colon, a value, a comma, and so on.
    let mut parts = exchange.request.as_bytes().split(|byte| *byte == b'"').skip(1).step_by(2);
    while let (Some(name), Some([b'<', place @ .., b'>'])) = (parts.next(), parts.next()) {
        let value = match place {
            b"image" if about.sign_image.is_some() => IMAGE,
            place => value(place, about, &Attempt::default()),
        };
        push(name, value.as_bytes());
    }
    pairs
}

/// What is signed, sorted by name and joined.
fn joined(pairs: &[Pair<'_>], is_encoded: bool) -> Frame {
    let mut text = Vec::new();
    let mut gap = None;
    let mut last: &[u8] = b"";
    while let Some((name, value)) = pairs.iter().filter(|pair| *pair.0 > *last).min() {
        if !text.is_empty() {
            text.push(b'&');
        }
        text.extend_from_slice(name);
        text.push(b'=');
        if *value == IMAGE.as_bytes() {
            gap = Some(text.len());
        } else if is_encoded {
            push_percent_encoded(value, &mut text);
        } else {
            text.extend_from_slice(value);
        }
        last = name;
    }
    Frame { gap: gap.unwrap_or(text.len()), text }
}
