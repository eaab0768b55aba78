//! The reader of forms: the first two bytes say where the body is cut, the rest is the body, with the
//! boundary `b`.

use crate::forms_agree::assert_agrees;

pub fn hold(data: &[u8]) {
    let Some((at, body)) = data.split_first_chunk() else { return };
    assert_agrees(body, usize::from(u16::from_le_bytes(*at)));
}

pub fn seeds() -> Vec<Vec<u8>> {
    const OPTIONS: &str = "--b\r\nContent-Disposition: form-data; name=options\r\n";
    const IMAGE: &str =
        "--b\r\ncontent-disposition: form-data; name=\"signImage\"; filename=\"a.png\"\r\n";
    let bodies = [
        format!("{OPTIONS}Content-Type: application/json\r\n\r\n{{}}\r\n--b--\r\n"),
        format!("{OPTIONS}\r\n{{}}\r\n{IMAGE}Content-Type: image/png\r\n\r\n\r\n--\r\n--b--"),
        format!("{IMAGE}Content-Transfer-Encoding: binary\r\n\r\na\r\n{OPTIONS}\r\n\r\n--b--\r\n"),
        format!("{OPTIONS}Content-Transfer-Encoding: base64\r\n\r\ne30=\r\n--b--\r\n"),
        format!("{OPTIONS}Content-Type: multipart/mixed; boundary=c\r\n\r\n--c--\r\n--b--\r\n"),
        format!("{OPTIONS}\r\n{{}}\r\n{OPTIONS}\r\n{{}}\r\n--b--\r\n"),
        format!("{OPTIONS}\r\n{{}}"),
        "--b--\r\n".to_owned(),
        "preamble\r\n--b--\r\nepilogue".to_owned(),
    ];
    bodies.iter().map(|body| [&[40, 0], body.as_bytes()].concat()).collect()
}
