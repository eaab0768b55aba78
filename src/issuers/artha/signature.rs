//! The text that is signed: headers and body fields as one set, sorted, joined.
//!
//! Source: docs.artha.work/steps-to-generate-a-secure-signature-848526m0. What the page leaves
//! open is an option with a default.

use crate::base_url::push_percent_encoded;
use crate::body::{Body, IMAGE_END};
use crate::endpoint::{About, Exchange};
use crate::http::Request;
use crate::json::Json;
use crate::prelude::*;
use crate::settings::Settings;
use crate::text::{cut, utf8};
use crate::unsigned::Unsigned;

/// How many letters and digits a nonce has.
pub const NONCE_LENGTH: usize = 10;

/// Room for what is signed after the image, so that the image is not moved.
const ROOM_AFTER: usize = 256;

/// Lays out a request so that it can be signed: what is signed is sorted by name and joined.
pub(crate) fn unsigned(
    exchange: &Exchange,
    head: Vec<u8>,
    mut json: Vec<u8>,
    about: &About<'_>,
) -> Unsigned {
    let lines = utf8(&head).unwrap_or_default();
    let set = set(exchange, lines, utf8(&json).unwrap_or_default(), about);
    let is_encoded = about.settings.text("signing.values") == "url_encoded";
    // The image is the last member and has no text yet.
    let mut picture = about.image();
    if picture.is_some() {
        json.truncate(json.len().saturating_sub(IMAGE_END.len()));
    }
    let room = json.len();
    let mut text = Vec::with_capacity(2 * room + head.len() + ROOM_AFTER);
    text.extend_from_slice(&json);
    let (mut image, mut last) = (None, "");
    while let Some((name, value)) = set.after(last) {
        last = name;
        let is_picture = value.is_empty();
        if is_picture && picture.is_none() {
            continue;
        }
        if text.len() > room {
            text.push(b'&');
        }
        text.extend_from_slice(name.as_bytes());
        text.push(b'=');
        let start = text.len();
        if is_picture && let Some((picture, encoding)) = picture.take() {
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

/// What is signed, names and values: the headers, the body's members, and parameters of the path if
/// so read. What is empty is not signed, but for the image, whose text follows later. An object or a
/// list is signed as it is written.
fn set(exchange: &Exchange, head: &str, body: &str, about: &About<'_>) -> Settings {
    let reads = |name, word| about.settings.text(name) == word;
    let mut set = Settings::with_room(head.len() + body.len() + ROOM_AFTER);
    let lowercase = reads("signing.names", "lowercase");
    let mut add = |name: &str, value: &str, is_image: bool| {
        if !value.is_empty() || is_image {
            let lower = name.to_ascii_lowercase();
            set.push(if lowercase { &lower } else { name }, value);
        }
    };
    let all = reads("signing.headers", "protocol_and_content_type");
    let (_, mut lines) = cut(head, b'\n');
    while !lines.is_empty() {
        let line;
        (line, lines) = cut(lines, b'\n');
        let (name, value) = cut(line, b':');
        if name != "signature" && (all || name != "Content-Type") {
            add(name, value.get(1..).unwrap_or_default(), false);
        }
    }
    if reads("signing.pathParameters", "included") {
        let (line, _) = cut(exchange.request, b'\n');
        let (_, parameter) = cut(line, b'<');
        match cut(parameter, b'>').0 {
            "" => (),
            "card" => add("cardId", about.card, false),
            "programId" => add("programid", about.value("programId"), false),
            name => add(name, about.value(name), false),
        }
    }
    for (name, value) in Json::trusted(body).fields() {
        let is_image = about.sign_image.is_some() && value.as_str() == "\"\"";
        let text = value.text();
        add(&name.text().unwrap_or_default(), text.as_deref().unwrap_or(value.as_str()), is_image);
    }
    set
}
