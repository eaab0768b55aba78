//! The text that is signed: method, path with query, time, nonce and the hash of the body, a line
//! each.
//!
//! Source: docs.artha.work/authentication-1964146m0. What the page leaves open is an option.

use crate::base64;
use crate::body::Body;
use crate::endpoint::{About, Exchange};
use crate::http::Request;
use crate::json::{Json, Writer};
use crate::prelude::*;
use crate::text::{cut, utf8};
use crate::unsigned::{Unhashed, Unsigned};

/// The last header, whose value is still to come.
const SIGNATURE: &[u8] = b"\nX-Signature: ";

/// Lays out a request so that its body can be hashed.
pub(crate) fn unhashed(
    exchange: &Exchange,
    mut head: Vec<u8>,
    mut body: Vec<u8>,
    about: &About<'_>,
) -> Unhashed {
    head.truncate(head.len().saturating_sub(SIGNATURE.len()));
    // What the caller wrote is not written anew, nor is a PIN copied.
    let is_ours = !exchange.has(b"<{") && !exchange.has(b"<pin>");
    if is_ours && about.settings.text("form") == "first" {
        body = snaked(Json::trusted(utf8(&body).unwrap_or_default())).into_bytes();
    }
    let request = Request::new(head, body);
    let path = signed_path(exchange, &request, about);
    Unhashed { request, path }
}

/// The whole path that is sent, unless another prefix is signed.
fn signed_path(exchange: &Exchange, request: &Request, about: &About<'_>) -> Vec<u8> {
    let url = request.url();
    let mut path = about.settings.text("pathPrefixSigned").as_bytes().to_vec();
    if path.is_empty() {
        path.push(b'/');
        let after_scheme = cut(cut(url, b'/').1, b'/').1;
        path.extend_from_slice(cut(after_scheme, b'/').1.as_bytes());
    } else {
        let prefix = cut(cut(exchange.request, b'<').1, b'>').0;
        let sent = about.settings.text("baseUrl").len() + about.value(prefix).len();
        path.extend_from_slice(url.get(sent..).unwrap_or_default().as_bytes());
    }
    path
}

/// A body in the first form, whose names have underscores: `addressLine1` was `address_line_1`.
fn snaked(body: Json<'_>) -> String {
    if !body.is_object() {
        return body.as_str().to_owned();
    }
    let mut out = Writer::new();
    for (name, value) in body.fields() {
        let mut snake = String::new();
        for letter in name.text().unwrap_or_default().bytes() {
            if !letter.is_ascii_lowercase() && letter != b'_' && !snake.ends_with('_') {
                snake.push('_');
            }
            snake.push(char::from(letter.to_ascii_lowercase()));
        }
        out.raw(&snake, &snaked(value));
    }
    out.end()
}

/// The request with the hash of its body, and the text to sign.
pub(crate) fn hashed(unhashed: Unhashed, hash: &[u8]) -> Unsigned {
    let Unhashed { mut request, path } = unhashed;
    let mut text = Vec::new();
    for part in [
        request.method(),
        utf8(&path).unwrap_or_default(),
        header(&request, "X-Timestamp"),
        header(&request, "X-Nonce"),
    ] {
        text.extend_from_slice(part.as_bytes());
        text.push(b'\n');
    }
    base64::encode_into(hash, &mut text);
    base64::encode_into(hash, &mut request.head);
    request.head.extend_from_slice(SIGNATURE);
    Unsigned { request, signed: Body::from(text), image: None }
}

fn header<'a>(request: &'a Request, name: &str) -> &'a str {
    request.headers().find(|(own, _)| *own == name).map_or("", |(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoint::{Attempt, Draft};
    use crate::issuers::{Operation, artha_v1::ISSUER};
    use crate::settings::Settings;

    fn told(members: &[(&str, &str)]) -> Settings {
        let mut settings = Settings::default();
        for (name, value) in members {
            settings.push(name, value);
        }
        settings
    }

    fn signed(options: &[(&str, &str)], operation: Operation) -> Unsigned {
        let (settings, fields) = (told(options), told(&[("size", "10")]));
        let about = About { settings: &settings, card: "c1", fields: &fields, sign_image: None };
        let attempt =
            Attempt { now_seconds: 1_707_753_600, nonce: "a1b2c3d4e5f60718", ..Attempt::default() };
        let endpoint = ISSUER.endpoints.iter().find(|(own, _)| *own == operation).unwrap();
        let Draft::Unhashed(unhashed) = endpoint.1.build(&about, &attempt) else {
            panic!("it is hashed first")
        };
        assert_eq!(unhashed.bytes_to_hash(), b"");
        // The SHA-256 of nothing.
        let hash = base64::decode(b"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=").unwrap();
        unhashed.hashed(&hash)
    }

    const BASE: (&str, &str) = ("baseUrl", "https://a.example/gate");

    #[test]
    fn the_worked_example_comes_out() {
        let options = [
            ("baseUrl", "https://a.example"),
            ("apiKey", "ak_live_8f3a9b2c1d4e5f6a"),
            ("pathPrefix", "/ext/api/v1"),
        ];
        let unsigned = signed(&options, Operation::CARDS);
        let due = "GET\n/ext/api/v1/cards?limit=10\n1707753600\na1b2c3d4e5f60718\n\
                   47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        assert_eq!(utf8(unsigned.bytes_to_sign()), Some(due));
        #[cfg(feature = "crypto")]
        {
            let secret = "mJ8v3aQpT5y2rX6nK9cD4eH7sB1uF0gLzN2wV8tYqP=";
            let sign =
                crate::crypto::hmac_sha256(secret, crate::issuers::artha_v1::SecretEncoding::Text);
            let request = unsigned.signed(&sign.unwrap()(due.as_bytes()).unwrap());
            let headers: Vec<_> = request.headers().collect();
            assert_eq!(
                headers,
                [
                    ("X-API-Key", "ak_live_8f3a9b2c1d4e5f6a"),
                    ("X-Timestamp", "1707753600"),
                    ("X-Nonce", "a1b2c3d4e5f60718"),
                    ("X-Body-Hash", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
                    ("X-Signature", "MqHD1hkBtd2pdDMCML3qnhWsF8JbbRaYSYgCTcsHLj8="),
                ]
            );
        }
    }

    #[test]
    fn the_whole_path_is_signed_unless_another_prefix_is() {
        let prefix = ("pathPrefix", "/ext/api/v1");
        for (signs, due) in
            [("", "/gate/ext/api/v1/cards/c1/balance"), ("/api/v1", "/api/v1/cards/c1/balance")]
        {
            let options = [BASE, prefix, ("pathPrefixSigned", signs)];
            let unsigned = signed(&options, Operation::BALANCE);
            let text = utf8(unsigned.bytes_to_sign()).unwrap();
            assert_eq!(text.split('\n').nth(1), Some(due));
        }
    }

    #[test]
    fn the_first_form_has_underscores() {
        let text = r#"{"customerId":"aB,\"cD\":1","shippingAddress":{"addressLine1":"x,"},"daily_limit":1}"#;
        let due = r#"{"customer_id":"aB,\"cD\":1","shipping_address":{"address_line_1":"x,"},"daily_limit":1}"#;
        assert_eq!(snaked(Json::trusted(text)), due);
        assert_eq!(snaked(Json::trusted("")), "");
    }
}
