//! The readers of the edge half against others': request targets against `url`, forms against
//! `multer`.

#![cfg(feature = "edge")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "support/forms_agree.rs"]
mod forms_agree;
#[path = "support/targets_agree.rs"]
mod targets_agree;

use cardlatch::edge::target::find;
use percent_encoding::percent_decode_str;
use proptest::prelude::*;

/// Steps of paths that make trouble.
fn any_step() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zA-Z0-9._~+@!-]{1,4}",
        1 => "%[0-9a-fA-F]{2}",
        1 => Just("%25".to_owned()),
        1 => Just("%2e".to_owned()),
        1 => "[ -~]{0,2}",
        1 => Just("%C3%A9".to_owned()),
    ];
    prop::collection::vec(piece, 1..4).prop_map(|pieces| pieces.concat())
}

fn any_path() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => (any_step(), prop::sample::select(vec!["", "/balance", "/transactions", "/freeze"]), any_query())
            .prop_map(|(step, last, query)| format!("/cards/{step}{last}{query}")),
        1 => any_step().prop_map(|step| format!("/operations/{step}")),
        1 => (any_step(), any_step()).prop_map(|(id, secret)| format!("/callbacks/{id}/{secret}")),
        1 => prop::collection::vec(any_step(), 0..4).prop_map(|steps| format!("/{}", steps.join("/"))),
        1 => "[ -~]{0,30}",
    ]
}

fn any_query() -> impl Strategy<Value = String> {
    let pair = prop_oneof![
        "(issuer|from|to|status)=[a-z0-9+:-]{0,6}",
        "(page|size)=[0-9]{1,3}",
        "(from|%66rom|to)=%[0-9a-fA-F]{2}",
        "[ -~]{0,6}",
    ];
    prop::collection::vec(pair, 0..4).prop_map(|pairs| {
        if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
    })
}

#[test]
fn what_both_read_is_often_taken() {
    let taken = ["/cards/c%2B1/balance?issuer=main", "/cards/%C3%A9/transactions?from=a+b&page=2"];
    for path in taken {
        assert!(targets_agree::assert_agrees("", "GET", path).is_some(), "{path}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn targets_are_read_as_a_url_is(
        path in any_path(),
        method in prop::sample::select(vec!["GET", "POST", "HEAD", "OPTIONS"]),
    ) {
        targets_agree::assert_agrees("", method, &path);
        targets_agree::assert_agrees("/api", method, &format!("/api{path}"));
    }

    #[test]
    fn no_target_makes_it_fail(base in "\\PC{0,6}", method in "\\PC{0,6}", url in any::<String>()) {
        let _ = find(&base, &method, &url);
    }

    /// An id that a program encodes comes out as it was, or is refused with its reason.
    #[test]
    fn encoded_ids_come_back(id in "[!-.0-\\[\\]-~é€]{1,60}") {
        let escaped = |byte: u8| format!("%{byte:02X}");
        let encoded: String = id.bytes().map(escaped).collect();
        let found = find("", "GET", &format!("/cards/{encoded}/balance"));
        let again = percent_decode_str(&id).decode_utf8_lossy();
        if let Ok(target) = &found {
            prop_assert_eq!(target.id.as_deref(), Some(&*id));
        }
        prop_assert_eq!(found.is_ok(), again == id && id != "." && id != "..", "{}", id);
    }

    #[test]
    fn forms_are_read_as_multer_reads_them(
        pieces in prop::collection::vec(any_piece(), 0..10),
        split in 0_usize..200,
    ) {
        forms_agree::assert_agrees(&pieces.concat(), split);
    }

    #[test]
    fn whole_forms_are_taken(
        options in prop::option::of(any_content(64)),
        image in prop::option::of(any_content(128)),
        split in 0_usize..400,
        image_first in any::<bool>(),
    ) {
        let part = |name: &str, content: &Option<Vec<u8>>| content.as_ref().map_or_else(Vec::new, |content| {
            let head = format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
            [head.as_bytes(), content, b"\r\n"].concat()
        });
        let (one, other) = (part("options", &options), part("signImage", &image));
        let (one, other) = if image_first { (other, one) } else { (one, other) };
        let body = [&*one, &*other, b"--b--\r\n"].concat();
        let is_empty = options.is_none() && image.is_none();
        prop_assert!(is_empty || forms_agree::assert_agrees(&body, split));
    }
}

/// Content without a boundary in it.
fn any_content(most: usize) -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(prop_oneof![any::<u8>(), Just(b'\r'), Just(b'\n'), Just(b'-')], 0..=most)
        .prop_filter("a boundary", |bytes| !bytes.windows(5).any(|part| part == b"\r\n--b"))
}

fn any_piece() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        prop::sample::select(vec![
            "\r\n",
            "--b",
            "--b\r\n",
            "\r\n--b--\r\n",
            "--",
            "\r",
            " ",
            "\n",
            "Content-Disposition: form-data; name=options\r\n",
            "Content-Disposition: form-data; name=\"signImage\"; filename=\"a\"\r\n",
            "Content-Disposition: form-data; name=\"other\"\r\n",
            "Content-Type: text/plain\r\n",
            "Content-Type: multipart/mixed; boundary=c\r\n",
            "Content-Transfer-Encoding: base64\r\n",
            "X: y\r\n",
            "--b\r\nContent-Disposition: form-data; name=options\r\n\r\n{}\r\n",
        ])
        .prop_map(|piece| piece.as_bytes().to_vec()),
        any_content(12),
    ]
}
