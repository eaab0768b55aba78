//! The check of signature images. The first byte says the limit, and whether a text comes.

use cardlatch::image::{ImageEncoding, ImageFormat, ImageLimits, SignImage, check_length};

use crate::golden_cases;

pub fn hold(data: &[u8]) {
    let Some((how, data)) = data.split_first() else { return };
    let max_bytes = if how & 1 == 0 { 2 * 1024 * 1024 } else { 70 };
    let limits = ImageLimits { max_bytes };
    let image = if how & 2 == 0 {
        SignImage::check(data.to_vec(), limits)
    } else {
        let Ok(text) = std::str::from_utf8(data) else { return };
        SignImage::parse_text(text, limits)
    };
    let image = match image {
        Ok(image) => image,
        Err(fault) => {
            assert!(fault.code().starts_with("image_"), "{fault}");
            assert!((10..120).contains(&fault.message().len()), "{fault}");
            return;
        }
    };
    assert!(check_length(image.byte_count() as u64, limits).is_ok());
    if how & 2 == 0 {
        let start: &[u8] = match image.format() {
            ImageFormat::Png => b"\x89PNG\r\n\x1a\n",
            ImageFormat::Jpeg => b"\xff\xd8\xff",
        };
        assert!(data.starts_with(start) && image.byte_count() == data.len());
    }
    for encoding in [ImageEncoding::Base64, ImageEncoding::DataUrl] {
        let mut text = Vec::new();
        image.encode_into(encoding, &mut text);
        assert_eq!(text.len(), image.encoded_len(encoding));
        let text = String::from_utf8(text).expect("ASCII");
        let again = SignImage::parse_text(&text, limits).expect("what was written is read");
        assert_eq!((again.byte_count(), again.format()), (image.byte_count(), image.format()));
        let mut twice = Vec::new();
        again.encode_into(encoding, &mut twice);
        assert_eq!(text.as_bytes(), twice);
    }
    assert_eq!(format!("{image:?}"), "SignImage(..)");
}

/// The smallest JPEG that has a frame, tables and a scan.
const JPEG: &[u8] =
    b"\xff\xd8\xff\xe0\0\x04JF\xff\xdb\0\x05\0\x01\x02\xff\xc0\0\x0b\x08\0\x01\0\x01\
    \x01\x01\x11\0\xff\xda\0\x08\x01\x01\0\0?\0\x37\xff\0\xff\xd0\x12\xff\xd9";

pub fn seeds() -> Vec<Vec<u8>> {
    let mut png = Vec::new();
    golden_cases::sign_image().encode_into(ImageEncoding::DataUrl, &mut png);
    let bare = png.iter().skip("data:image/png;base64,".len()).copied().collect::<Vec<_>>();
    let heads: [&[u8]; 5] =
        [b"GIF89a", b"RIFF\0\0\0\0WEBP", b"%PDF-1.7", b"<svg/>", b"\0\0\0\x18ftypheic"];
    let mut seeds = vec![with(0, JPEG), with(2, &png), with(2, &bare), with(3, &bare)];
    seeds.push(with(0, golden_cases::PNG));
    seeds.extend(heads.map(|head| with(0, head)));
    seeds
}

fn with(how: u8, data: &[u8]) -> Vec<u8> {
    [&[how], data].concat()
}
