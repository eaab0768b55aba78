use super::*;
use proptest::prelude::*;

const TYPE: &str = "multipart/form-data; boundary=b";
const LIMITS: Limits = Limits { options: 32, image: 64 };

fn read_in(chunks: &[&[u8]]) -> Result<(Vec<u8>, Option<Vec<u8>>), BodyFault> {
    let mut form = Multipart::new(TYPE, LIMITS)?;
    for chunk in chunks {
        form.push(chunk)?;
    }
    form.end().map(|parts| (parts.options, parts.image))
}

fn read(body: &str) -> Result<(String, Option<String>), BodyFault> {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    read_in(&[body.as_bytes()]).map(|(options, image)| (text(options), image.map(text)))
}

/// A form of these parts: the headers but for their names, and the content.
fn form(parts: &[(&str, &str)]) -> String {
    let mut text = String::new();
    for (head, content) in parts {
        text = alloc::format!(
            "{text}--b\r\nContent-Disposition: form-data; name={head}\r\n\r\n{content}\r\n"
        );
    }
    text + "--b--\r\n"
}

fn fault(body: &str) -> &'static str {
    match read(body) {
        Err(BodyFault::Malformed(fault)) => fault,
        Err(BodyFault::TooLarge) => "too large",
        Ok(_) => "",
    }
}

#[test]
fn reads_both_parts_in_any_order() {
    let due = Ok(("{}".to_owned(), Some("\u{89}PNG\r\n--\r\n".to_owned())));
    let options = ("options\r\nContent-Type: application/json; charset=utf-8", "{}");
    let image =
        ("\"signImage\"; filename=\"a.png\"\r\nContent-Type: image/png", "\u{89}PNG\r\n--\r\n");
    assert_eq!(read(&form(&[options, image])), due);
    assert_eq!(read(&form(&[image, options])), due);
    assert_eq!(read(&form(&[("options", "")])), Ok((String::new(), None)));
    assert_eq!(read("--b--"), Ok((String::new(), None)));
}

#[test]
fn content_may_look_like_a_boundary() {
    for content in
        ["\r", "\r\n", "\r\n-", "\r\n--", "\r\r\n--", "--b", "\n--b", "\r\n--B", "\r\n-\r\n--c"]
    {
        assert_eq!(read(&form(&[("options", content)])), Ok((content.to_owned(), None)));
    }
}

#[test]
fn parts_are_known_and_once() {
    let twice = "The form has a part twice.";
    assert_eq!(fault(&form(&[("options", "{}"), ("options", "{}")])), twice);
    assert_eq!(fault(&form(&[("signImage", ""), ("signImage", "")])), twice);
    for name in [
        "other",
        "Options",
        "signimage",
        "\"options \"",
        "\"\"",
        "\"options[]\"",
        "options; name=options",
    ] {
        assert!(!fault(&form(&[(name, "")])).is_empty(), "{name}");
    }
    let head = |head: &str| alloc::format!("--b\r\n{head}\r\n\r\n\r\n--b--");
    assert_eq!(fault(&head("Content-Type: text/plain")), "A part has no name.");
    assert_eq!(
        fault(&head("Content-Disposition: attachment; name=options")),
        "A part is not form-data."
    );
    assert_eq!(fault(&head("CONTENT-DISPOSITION:FORM-DATA;name=\"opt\\ions\"")), "");
    assert_eq!(fault(&head("Content-Disposition: form-data; Name=options")), "A part has no name.");
}

#[test]
fn headers_are_strict() {
    let with = |more: &str| fault(&form(&[(&alloc::format!("options{more}"), "{}")]));
    for good in [
        "; filename*=UTF-8''x",
        "; filename=",
        "; filename=\"é;\\\"\"",
        "\r\nX-Other: a",
        "\r\nContent-Length: 2",
        "\r\nContent-Transfer-Encoding: Binary",
        "\r\nContent-Type:text/plain",
        ";",
    ] {
        assert_eq!(with(good), "", "{good}");
    }
    for bad in [
        "\r\n folded",
        "\r\nno header",
        "\r\n: a",
        "\r\nContent-Transfer-Encoding: base64",
        "\r\nContent-Transfer-Encoding: quoted-printable",
        "\r\nContent-Type: multipart/mixed; boundary=c",
        "\r\nContent-Type: Message/rfc822",
        "\r\nContent-Type: image/png",
        "; filename=\"a",
        "; =a",
        "; a",
        "\r\nContent-Type: text/plain\r\nContent-Type: text/plain",
        "\nX: a",
        "\rX: a",
        "\r\nX: \0",
        "\r\nContent-Disposition: form-data; name=options",
        "; filename=a b",
    ] {
        assert!(!with(bad).is_empty(), "{bad}");
    }
    assert_eq!(with(&alloc::format!("\r\nX: {}", "a".repeat(1900))), "");
    assert_eq!(with(&"\r\nX: a".repeat(1000)), "The headers of a part are too long.");
}

#[test]
fn nothing_stands_beside_the_parts() {
    for odd in [
        "",
        "b--",
        "x--b--",
        "\r\n--b--",
        "--b",
        "--b\r\n",
        "--b-",
        "--bc--",
        "--b --",
        "--b--x",
        "--b--\r",
        "--b--\r\nx",
        "--b--\n",
        "--b\n",
    ] {
        assert!(!fault(odd).is_empty(), "{odd:?}");
    }
    assert!(!fault("--b\r\nContent-Disposition: form-data; name=options\r\n\r\n{}").is_empty());
    assert!(
        !fault("--b\r\nContent-Disposition: form-data; name=options\r\n\r\n{}\r\n--b").is_empty()
    );
}

#[test]
fn limits_hold_while_bytes_come() {
    let of = |name: &str, count: usize| fault(&form(&[(name, &"a".repeat(count))]));
    assert_eq!((of("options", 32), of("options", 33)), ("", "too large"));
    assert_eq!((of("signImage", 64), of("signImage", 65)), ("", "too large"));
    let mut form = Multipart::new(TYPE, LIMITS).ok().unwrap();
    let begun = form.push(b"--b\r\nContent-Disposition: form-data; name=signImage\r\n\r\n");
    assert_eq!(begun, Ok(()));
    assert_eq!(form.push(&[b'a'; 64]), Ok(()));
    assert_eq!(form.push(b"\r\n--"), Ok(()));
    assert_eq!(form.push(b"c"), Err(BodyFault::TooLarge));
    assert_eq!(form.push(b""), Err(BodyFault::TooLarge));
    assert_eq!(form.end().err(), Some(BodyFault::TooLarge));
}

#[test]
fn boundaries_are_strict() {
    let is_good = |text: &str| Multipart::new(text, LIMITS).is_ok();
    let long = |count: usize| alloc::format!("multipart/form-data; boundary={}", "a".repeat(count));
    for good in [
        "Multipart/Form-Data;BOUNDARY=\"a b'()+_,-./:=?\"",
        "multipart/form-data; x=y; boundary=a;",
    ] {
        assert!(is_good(good), "{good}");
    }
    for bad in [
        "",
        "multipart/form-data",
        "multipart/mixed; boundary=a",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"\"",
        "multipart/form-data; boundary=\"a \"",
        "multipart/form-data; boundary=a/b",
        "multipart/form-data; boundary=\"a",
        "multipart/form-data; boundary=\"é\"",
        "multipart/form-data boundary=a",
        "multipart/form-data; boundary=a; boundary=a",
        "multipart/form-data; boundary=\"a\r\n\"",
    ] {
        assert!(!is_good(bad), "{bad}");
    }
    assert!(is_good(&long(70)) && !is_good(&long(71)));
}

/// Bytes of which forms are made, so that chance meets them.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"\r\n".to_vec()),
        Just(b"--b".to_vec()),
        Just(b"--".to_vec()),
        Just(b"\r".to_vec()),
        Just(b"Content-Disposition: form-data; name=options\r\n\r\n".to_vec()),
        Just(b"Content-Disposition: form-data; name=\"signImage\"; filename=a\r\n".to_vec()),
        Just(b"Content-Type: text/plain\r\n".to_vec()),
        prop::collection::vec(any::<u8>(), 0..12),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn borders_change_nothing(
        (body, at) in (
            prop_oneof![
                pieces(),
                (pieces(), pieces()).prop_map(|(options, image)| [
                    b"--b\r\nContent-Disposition: form-data; name=options\r\n\r\n", &*options,
                    b"\r\n--b\r\nContent-Disposition: form-data; name=signImage\r\n\r\n", &image,
                    b"\r\n--b--\r\n",
                ].concat()),
            ],
            prop::collection::vec(any::<prop::sample::Index>(), 0..6),
        )
    ) {
        let mut at: Vec<usize> = at.iter().map(|at| at.index(body.len() + 1)).collect();
        at.sort_unstable();
        let mut chunks = Vec::new();
        let mut from = 0;
        for end in at.into_iter().chain([body.len()]) {
            chunks.push(&body[from..end]);
            from = end;
        }
        let whole = read_in(&[&body]);
        prop_assert_eq!(&whole, &read_in(&chunks));
        let bytes: Vec<&[u8]> = body.chunks(1).collect();
        prop_assert_eq!(&whole, &read_in(&bytes));
    }

    #[test]
    fn what_is_written_is_read(
        options in prop::collection::vec(any::<u8>(), 0..=32),
        image in prop::collection::vec(any::<u8>(), 0..=64),
    ) {
        let is_plain = |bytes: &[u8]| !bytes.windows(5).any(|part| part == b"\r\n--b");
        prop_assume!(is_plain(&options) && is_plain(&image));
        let body = [
            b"--b\r\nContent-Disposition: form-data; name=options\r\n\r\n", &*options,
            b"\r\n--b\r\nContent-Disposition: form-data; name=signImage\r\n\r\n", &image,
            b"\r\n--b--\r\n",
        ].concat();
        prop_assert_eq!(read_in(&[&body]), Ok((options, Some(image))));
    }

    #[test]
    fn no_content_type_fails_otherwise(text in "\\PC{0,80}") {
        let _ = Multipart::new(&text, LIMITS);
        let _ = Multipart::new(&alloc::format!("multipart/form-data;{text}"), LIMITS);
    }
}
