//! The text that is signed: headers and body fields as one set, sorted, joined.
//!
//! Source: docs.artha.work/steps-to-generate-a-secure-signature-848526m0. What the page leaves
//! open is an option with a default.

use crate::base_url::push_percent_encoded;
use crate::body::{Field, FieldValue, Framed, Image, json_body, json_frame};
use crate::endpoint::{About, Attempt, path_value};
use crate::http::Request;
use crate::prelude::*;
use crate::settings::Settings;
use crate::text;
use crate::unsigned::Unsigned;

/// How many letters and digits a nonce has.
pub const NONCE_LENGTH: usize = 10;

/// Adds the headers of the protocol, without the signature.
pub(crate) fn push_headers(
    headers: &mut Vec<(&'static str, String)>,
    settings: &Settings,
    attempt: &Attempt<'_>,
) {
    let name = if settings.text("signing.tokenName") == "CustomerToken" {
        "CustomerToken"
    } else {
        "customerToken"
    };
    let token = settings.text("customerToken");
    let token = if settings.text("signing.tokenValue") == "name_and_token" {
        text::joined(&text::joined(name, "="), token)
    } else {
        token.to_owned()
    };
    headers.push(("timestamp", text::decimal(attempt.now_seconds)));
    headers.push(("nonce", attempt.nonce.to_owned()));
    headers.push((name, token));
}

/// Lays out a request so that it can be signed.
pub(crate) fn unsigned(
    request: Request,
    route: &str,
    about: &About<'_>,
    fields: &[Field<'_>],
) -> Unsigned {
    let mut signed = Signed {
        pairs: Vec::new(),
        lowercase: about.settings.text("signing.names") == "lowercase",
        encoded: about.settings.text("signing.values") == "url_encoded",
    };
    let with_media = about.settings.text("signing.headers") == "protocol_and_content_type";
    for (name, value) in &request.headers {
        if with_media || *name != "Content-Type" {
            signed.push(name, value);
        }
    }
    if about.settings.text("signing.pathParameters") == "included" && route.ends_with("{programid}")
    {
        signed.push("programid", path_value(b"programid", about));
    }
    let mut image = None;
    for (name, value) in fields {
        match value {
            FieldValue::Text(text) | FieldValue::Number(text) => signed.push(name, text),
            FieldValue::Image(picture, encoding) => {
                image = Some((*picture, *encoding));
                // A mark that no value can hold: the image is put in its place.
                signed.push(name, "\0");
            }
        }
    }
    laid_out(request, &signed, image, fields)
}

fn laid_out(
    request: Request,
    signed: &Signed,
    image: Option<Image<'_>>,
    fields: &[Field<'_>],
) -> Unsigned {
    let (before, after) = signed.parts();
    let Some(image) = image else {
        let request = if fields.is_empty() { request } else { request.body(json_body(fields)) };
        return Unsigned::apart(request, before);
    };
    if signed.encoded {
        let text = around_encoded(before, image, &after);
        return Unsigned::apart(request.body(json_body(fields)), text);
    }
    let body_frame = json_frame(fields);
    let framed = Framed::new(image, &before, &after, body_frame.0.len());
    Unsigned::around(request, framed, body_frame)
}

/// The set of named values that is signed, in order.
struct Signed {
    pairs: Vec<(String, String)>,
    lowercase: bool,
    encoded: bool,
}

impl Signed {
    fn push(&mut self, name: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        let name = if self.lowercase { name.to_ascii_lowercase() } else { name.to_owned() };
        let value = if self.encoded && value != "\0" { encoded(value) } else { value.to_owned() };
        let place = self.pairs.iter().take_while(|(other, _)| *other <= name).count();
        self.pairs.insert(place, (name, value));
    }

    /// What stands before the image and after it.
    fn parts(&self) -> (Vec<u8>, Vec<u8>) {
        let mut parts = (Vec::new(), Vec::new());
        let mut part = &mut parts.0;
        for (position, (name, value)) in self.pairs.iter().enumerate() {
            if position > 0 {
                part.push(b'&');
            }
            part.extend_from_slice(name.as_bytes());
            part.push(b'=');
            if value == "\0" {
                part = &mut parts.1;
            } else {
                part.extend_from_slice(value.as_bytes());
            }
        }
        parts
    }
}

/// Only in this reading does the encoded image stand in memory twice.
fn around_encoded(mut before: Vec<u8>, image: Image<'_>, after: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    image.0.encode_into(image.1, &mut plain);
    let text = String::from_utf8(plain).unwrap_or_default();
    before.extend_from_slice(encoded(&text).as_bytes());
    before.extend_from_slice(after);
    before
}

fn encoded(value: &str) -> String {
    let mut out = String::new();
    push_percent_encoded(value, &mut out);
    out
}
