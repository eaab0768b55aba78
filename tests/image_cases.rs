//! Signature images: recognised by structure, cut and damaged in every way, encoded.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cardlatch::image::{
    ImageEncoding, ImageError, ImageFormat, ImageLimits, SignImage, check_length,
};
use proptest::prelude::*;

const LIMITS: ImageLimits = ImageLimits { max_bytes: 2 * 1024 * 1024 };

fn check(bytes: &[u8]) -> Result<ImageFormat, ImageError> {
    SignImage::check(bytes.to_vec(), LIMITS).map(|image| image.format())
}

fn parse(text: &str) -> Result<ImageFormat, ImageError> {
    SignImage::parse_text(text, LIMITS).map(|image| image.format())
}

fn found(bytes: &[u8]) -> &'static str {
    match check(bytes) {
        Err(ImageError::Format { found }) => found,
        other => panic!("{other:?}"),
    }
}

fn png_chunk(name: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut chunk = u32::try_from(data.len()).expect("short").to_be_bytes().to_vec();
    chunk.extend(name);
    chunk.extend(data);
    let check_sum = chunk[4..].iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 }
        })
    });
    chunk.extend((!check_sum).to_be_bytes());
    chunk
}

const PNG_START: &[u8] = b"\x89PNG\r\n\x1a\n";
/// One pixel wide and high, 8 bits, grey.
const PNG_HEADER: &[u8] = b"\0\0\0\x01\0\0\0\x01\x08\0\0\0\0";
/// One stored block with a filter byte and a pixel.
const PNG_PIXEL: &[u8] = b"\x78\x01\x01\x02\0\xfd\xff\0\x7f\0\x81\0\x80";

fn png_of(chunks: &[Vec<u8>]) -> Vec<u8> {
    [PNG_START, &chunks.concat()].concat()
}

fn png() -> Vec<u8> {
    png_of(&[
        png_chunk(*b"IHDR", PNG_HEADER),
        png_chunk(*b"tEXt", b"Comment\0IEND"),
        png_chunk(*b"IDAT", PNG_PIXEL),
        png_chunk(*b"IEND", b""),
    ])
}

/// What every JPEG below begins with: tables for one grey block of 8 by 8 pixels.
const JPEG_HEAD: &[&[u8]] = &[
    b"\xff\xd8",
    b"\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0",
    // All 64 quantisation steps are 1.
    b"\xff\xdb\0\x43\0",
    &[1; 64],
    // Baseline, 8 bits, 8 by 8, one component.
    b"\xff\xc0\0\x0b\x08\0\x08\0\x08\x01\x01\x11\0",
    // Two tables with one code each: no difference, and end of block.
    b"\xff\xc4\0\x14\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
    b"\xff\xc4\0\x14\x10\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
];
const JPEG_SCAN: &[u8] = b"\xff\xda\0\x08\x01\x01\0\0\x3f\0";
/// The two codes, then bits set to fill the byte.
const JPEG_PIXELS: &[u8] = b"\x3f";
const JPEG_END: &[u8] = b"\xff\xd9";

fn jpeg_with(parts: &[&[u8]]) -> Vec<u8> {
    [JPEG_HEAD.concat(), parts.concat()].concat()
}

fn jpeg() -> Vec<u8> {
    jpeg_with(&[JPEG_SCAN, JPEG_PIXELS, JPEG_END])
}

/// Restart markers, stuffed bytes, filling, and tables between two scans.
fn jpeg_of_many_scans() -> Vec<u8> {
    let table = b"\xff\xc4\0\x14\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
    let data = b"\x3f\xff\0\x12\xff\xd0\x34\xff\0\xff\xff\xd1\x56";
    jpeg_with(&[JPEG_SCAN, data, table, b"\xff\xff", JPEG_SCAN, data, b"\xff", JPEG_END])
}

/// The images are really images: `cargo test write_samples -- --ignored` puts them where another
/// program can open them.
#[test]
#[ignore = "writes files"]
fn write_samples() {
    let folder = std::env::temp_dir();
    std::fs::write(folder.join("sample.png"), png()).expect("a writable folder");
    std::fs::write(folder.join("sample.jpg"), jpeg()).expect("a writable folder");
}

#[test]
fn both_formats_are_accepted() {
    assert_eq!(check(&png()), Ok(ImageFormat::Png));
    assert_eq!(check(&jpeg()), Ok(ImageFormat::Jpeg));
    assert_eq!(check(&jpeg_of_many_scans()), Ok(ImageFormat::Jpeg));
    assert_eq!(ImageFormat::Png.mime(), "image/png");
    assert_eq!(ImageFormat::Jpeg.mime(), "image/jpeg");
}

#[test]
fn a_cut_anywhere_is_told() {
    for (image, format, signature) in [
        (png(), ImageFormat::Png, 8),
        (jpeg(), ImageFormat::Jpeg, 3),
        (jpeg_of_many_scans(), ImageFormat::Jpeg, 3),
    ] {
        for end in 1..image.len() {
            let result = check(&image[..end]);
            if end < signature {
                assert!(matches!(result, Err(ImageError::Format { .. })), "{end}: {result:?}");
            } else {
                assert_eq!(result, Err(ImageError::Truncated { format }), "{end}");
            }
        }
    }
}

#[test]
fn a_damaged_png_is_refused() {
    let header = |data: &[u8]| png_chunk(*b"IHDR", data);
    let pixel = || png_chunk(*b"IDAT", PNG_PIXEL);
    let end = || png_chunk(*b"IEND", b"");
    let cases = [
        // No header, a header of another length, or not at the start.
        png_of(&[pixel(), end()]),
        png_of(&[header(b"\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\0"), pixel(), end()]),
        png_of(&[pixel(), header(PNG_HEADER), end()]),
        // No width, no height.
        png_of(&[header(b"\0\0\0\0\0\0\0\x01\x08\0\0\0\0"), pixel(), end()]),
        png_of(&[header(b"\0\0\0\x01\0\0\0\0\x08\0\0\0\0"), pixel(), end()]),
        // No picture.
        png_of(&[header(PNG_HEADER), end()]),
        // An end with data in it.
        png_of(&[header(PNG_HEADER), pixel(), png_chunk(*b"IEND", b"x")]),
        // A chunk whose name is no word, and one with an impossible length.
        png_of(&[header(PNG_HEADER), png_chunk(*b"ID T", PNG_PIXEL), end()]),
        png_of(&[header(PNG_HEADER), b"\x80\0\0\0IDAT".to_vec(), end()]),
        // Line ends changed on the way.
        [b"\x89PNG\n\x1a\n", &png()[8..]].concat(),
        b"\x89PNG".to_vec(),
    ];
    for (at, bytes) in cases.iter().enumerate() {
        assert_eq!(found(bytes), "a damaged PNG image", "case {at}");
    }
    let long = png_of(&[header(PNG_HEADER), b"\x7f\xff\xff\xffIDAT".to_vec(), end()]);
    assert_eq!(check(&long), Err(ImageError::Truncated { format: ImageFormat::Png }));
}

#[test]
fn a_damaged_jpeg_is_refused() {
    let cases: &[Vec<u8>] = &[
        // An end without a picture, with and without a header.
        b"\xff\xd8\xff\xd9".to_vec(),
        jpeg_with(&[JPEG_END]),
        // A scan before the frame.
        [b"\xff\xd8", JPEG_SCAN, JPEG_PIXELS, JPEG_END].concat(),
        // No width, no height, a frame that is too short.
        b"\xff\xd8\xff\xc0\0\x0b\x08\0\x08\0\0\x01\x01\x11\0\xff\xd9".to_vec(),
        b"\xff\xd8\xff\xc2\0\x0b\x08\0\0\0\x08\x01\x01\x11\0\xff\xd9".to_vec(),
        b"\xff\xd8\xff\xc0\0\x06\x08\0\x08\0\xff\xd9".to_vec(),
        // A segment shorter than its own length, and a second start.
        b"\xff\xd8\xff\xe0\0\x01\xff\xd9".to_vec(),
        jpeg_with(&[&jpeg()]),
    ];
    for (at, bytes) in cases.iter().enumerate() {
        assert_eq!(found(bytes), "a damaged JPEG image", "case {at}");
    }
}

#[test]
fn what_follows_the_end_is_refused_in_a_png_and_accepted_in_a_jpeg() {
    for tail in [&b"\0"[..], b"\n", b"<script>", &png()] {
        assert_eq!(found(&[&png(), tail].concat()), "a PNG image with other data after its end");
    }
    for tail in [&b"\0\0\0"[..], b"SEFH notes of a phone SEFT", &jpeg(), &jpeg()[..20]] {
        assert_eq!(check(&[&jpeg(), tail].concat()), Ok(ImageFormat::Jpeg));
    }
}

#[test]
fn other_formats_are_named() {
    let cases: &[(&[u8], &str)] = &[
        (b"GIF89a\x01\0\x01\0", "a GIF image"),
        (b"GIF87a", "a GIF image"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "a WebP image"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "a HEIC image"),
        (b"\0\0\0\x18ftyphevc", "a HEIC image"),
        (b"\0\0\0\x18ftypmif1", "a HEIC image"),
        (b"\0\0\0\x1cftypavif\0\0\0\0", "an AVIF image"),
        (b"\0\0\0\x1cftypavis", "an AVIF image"),
        (b"\0\0\0\x18ftypmp42", "a video"),
        (b"\0\0\0\x0cjP  \r\n\x87\n", "a JPEG 2000 image"),
        (b"\0\0\0\x0cJXL \r\n\x87\n", "a JPEG XL image"),
        (b"\xff\x0a\x00", "a JPEG XL image"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0", "a BMP image"),
        (b"II*\0\x08\0\0\0", "a TIFF image"),
        (b"MM\0*\0\0\0\x08", "a TIFF image"),
        (b"II+\0\x08\0", "a TIFF image"),
        (b"\0\0\x01\0\x01\0\x10\x10", "an icon file"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG image"),
        (b"\xef\xbb\xbf\n <?xml version='1.0'?>\n<!-- x -->\n<SVG>", "an SVG image"),
        (b"<!DOCTYPE svg PUBLIC ''><svg>", "an SVG image"),
        (b"<!DOCTYPE html><body><svg>", "an HTML page"),
        (b" \r\n<html>", "an HTML page"),
        (b"<p>Not found</p>", "an HTML page"),
        (b"<?xml version='1.0'?><rss>", "an XML document"),
        (b"data:image/png;base64,iVBORw0KGgo=", "the text of a data URL"),
        (b"RIFF\x24\0\0\0WAVE", "data of an unknown kind"),
        (b"BMW", "data of an unknown kind"),
        (b"hello", "data of an unknown kind"),
        (b"\0", "data of an unknown kind"),
        (b"\xff\xd8", "data of an unknown kind"),
        (b"\xff\xd8\0", "data of an unknown kind"),
        (b"\xef\xbb\xbf", "data of an unknown kind"),
    ];
    for (bytes, name) in cases {
        assert_eq!(found(bytes), *name, "{:?}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn the_size_is_checked_before_all_else() {
    assert_eq!(ImageLimits::default(), LIMITS);
    assert_eq!(check(&[]), Err(ImageError::Empty));
    assert_eq!(check_length(0, LIMITS), Err(ImageError::Empty));
    assert_eq!(check_length(1, LIMITS), Ok(()));
    assert_eq!(check_length(2_097_152, LIMITS), Ok(()));
    let over = ImageError::TooLarge { bytes: 2_097_153, limit: 2_097_152 };
    assert_eq!(check_length(2_097_153, LIMITS), Err(over));
    assert_eq!(check(&vec![0; 2_097_153]), Err(over));
    assert_eq!(found(&vec![0; 2_097_152]), "data of an unknown kind");
    let small = ImageLimits { max_bytes: 10 };
    assert!(matches!(SignImage::check(png(), small), Err(ImageError::TooLarge { limit: 10, .. })));
}

#[test]
fn errors_have_a_code_and_a_sentence() {
    let cases = [
        (
            ImageError::TooLarge { bytes: 3_000_000, limit: 2_097_152 },
            "image_too_large",
            "The image has 3000000 bytes; at most 2097152 are allowed.",
        ),
        (
            ImageError::TooLarge { bytes: u64::MAX, limit: 0 },
            "image_too_large",
            "The image has 18446744073709551615 bytes; at most 0 are allowed.",
        ),
        (ImageError::Empty, "image_format", "The image is empty."),
        (
            ImageError::Format { found: "a GIF image" },
            "image_format",
            "The image must be a PNG or a JPEG, but this is a GIF image.",
        ),
        (
            ImageError::Truncated { format: ImageFormat::Jpeg },
            "image_truncated",
            "The JPEG image is cut off: its end is missing.",
        ),
    ];
    for (error, code, message) in cases {
        assert_eq!((error.code(), error.message().as_str()), (code, message));
        assert_eq!(error.to_string(), message);
    }
}

#[test]
fn text_is_accepted_bare_and_as_a_data_url() {
    let plain = STANDARD.encode(png());
    for head in [
        "",
        "data:image/png;base64,",
        "data:image/gif;base64,",
        "data:;base64,",
        "DATA:IMAGE/PNG;BASE64,",
        "data:image/png;name=a.png;base64,",
        " \n data:image/png;base64,",
    ] {
        assert_eq!(parse(&format!("{head}{plain}\n")), Ok(ImageFormat::Png), "{head}");
    }
    let jpeg = STANDARD.encode(jpeg());
    assert_eq!(parse(&format!("data:image/png;base64,{jpeg}")), Ok(ImageFormat::Jpeg));
}

#[test]
fn text_that_is_no_image_is_refused() {
    let plain = STANDARD.encode(png());
    let cases = [
        ("data:image/svg+xml,<svg/>".to_owned(), "a data URL that is not base64"),
        (format!("data:image/png,{plain}"), "a data URL that is not base64"),
        (format!("data:base64,{plain}"), "a data URL that is not base64"),
        (format!("data:image/png;base64;x=y,{plain}"), "a data URL that is not base64"),
        ("data:image/png;base64".to_owned(), "a data URL without data"),
        (format!("data:image/png;base64,{plain}%3D"), "text that is not base64"),
        (format!("data:image/png;base64, {plain}"), "text that is not base64"),
        (format!("{}\n{}", &plain[..76], &plain[76..]), "text that is not base64"),
        (plain[..plain.len() - 1].to_owned(), "text that is not base64"),
        (plain.replace('/', "_").replace('+', "-"), "text that is not base64"),
        ("blob:https://example.test/1".to_owned(), "text that is not base64"),
        ("=".to_owned(), "text that is not base64"),
        ("====".to_owned(), "text that is not base64"),
        ("R0lGODlh".to_owned(), "a GIF image"),
    ];
    for (text, name) in cases {
        assert_eq!(parse(&text), Err(ImageError::Format { found: name }), "{text}");
    }
    for text in ["", "  ", "data:image/png;base64,", "data:;base64, "] {
        assert_eq!(parse(text), Err(ImageError::Empty), "{text:?}");
    }
    let cut = STANDARD.encode(&png()[..60]);
    assert_eq!(parse(&cut), Err(ImageError::Truncated { format: ImageFormat::Png }));
}

#[test]
fn the_size_of_a_text_is_exact() {
    let image = png();
    let size = image.len() as u64;
    for encoding in [ImageEncoding::Base64, ImageEncoding::DataUrl] {
        let checked = SignImage::check(image.clone(), LIMITS).expect("an image");
        let mut text = Vec::new();
        checked.encode_into(encoding, &mut text);
        let text = String::from_utf8(text).expect("ASCII");
        let exact = ImageLimits { max_bytes: size };
        assert!(SignImage::parse_text(&text, exact).is_ok());
        let less = ImageLimits { max_bytes: size - 1 };
        let error = SignImage::parse_text(&text, less).expect_err("too large");
        assert_eq!(error, ImageError::TooLarge { bytes: size, limit: size - 1 });
    }
    // The size is known although the text is not base64 at all.
    let long = "?".repeat(4 * 1024 * 1024);
    assert!(matches!(parse(&long), Err(ImageError::TooLarge { .. })));
}

#[test]
fn nothing_shows_the_bytes() {
    let image = SignImage::check(png(), LIMITS).expect("an image");
    assert_eq!(format!("{image:?}"), "SignImage(..)");
    assert_eq!(image.byte_count(), png().len());
}

proptest! {
    #[test]
    fn the_encoded_form_is_exact(tail in prop::collection::vec(any::<u8>(), 0..5000)) {
        let bytes = [jpeg(), tail].concat();
        let image = SignImage::check(bytes.clone(), LIMITS).expect("an image");
        for (encoding, head) in [
            (ImageEncoding::Base64, ""),
            (ImageEncoding::DataUrl, "data:image/jpeg;base64,"),
        ] {
            let mut out = b"{".to_vec();
            image.encode_into(encoding, &mut out);
            prop_assert_eq!(image.encoded_len(encoding), out.len() - 1);
            prop_assert_eq!(out, format!("{{{head}{}", STANDARD.encode(&bytes)).into_bytes());
        }
    }

    #[test]
    fn damage_never_panics(
        which in 0_usize..3,
        places in prop::collection::vec((any::<usize>(), any::<u8>()), 1..6),
        cut in any::<usize>(),
    ) {
        let mut bytes = [png(), jpeg(), jpeg_of_many_scans()][which].clone();
        for (place, byte) in places {
            let length = bytes.len();
            bytes[place % length] = byte;
        }
        bytes.truncate(cut % (bytes.len() + 1));
        let text = STANDARD.encode(&bytes);
        prop_assert_eq!(parse(&text), check(&bytes));
    }

    #[test]
    fn random_bytes_never_panic(
        start in prop::sample::select(vec![
            &b""[..], PNG_START, b"\xff\xd8\xff", b"RIFF", b"BM", b"<", b"\xef\xbb\xbf<", b"\0\0\0\x20ftyp",
        ]),
        tail in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        drop(SignImage::check([start, &tail].concat(), LIMITS));
    }

    #[test]
    fn random_text_never_panics(text in any::<String>(), limit in any::<u64>()) {
        let limits = ImageLimits { max_bytes: limit };
        drop(SignImage::parse_text(&text, limits));
        drop(SignImage::parse_text(&format!("data:{text}"), limits));
    }
}
