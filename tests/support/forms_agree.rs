//! The reader of forms held against `multer`: the same parts, or ours refuses and has its reason.

use std::convert::Infallible;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use cardlatch::edge::multipart::{BodyFault, Limits, Multipart};
use multer::bytes::Bytes;

/// The boundary of the forms that are compared.
pub const BOUNDARY: &str = "b";
pub const LIMITS: Limits = Limits { options: 64, image: 128 };

type Read = (Vec<u8>, Option<Vec<u8>>);

/// What our reader reads of these chunks.
///
/// # Errors
/// The reason.
pub fn ours<'a>(chunks: impl IntoIterator<Item = &'a [u8]>) -> Result<Read, BodyFault> {
    let mut form = Multipart::new(&format!("multipart/form-data; boundary={BOUNDARY}"), LIMITS)?;
    for chunk in chunks {
        form.push(chunk)?;
    }
    form.end().map(|parts| (parts.options, parts.image))
}

/// The parts by name as `multer` reads them, or nothing where it refuses.
fn theirs(body: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let chunk = Ok::<_, Infallible>(Bytes::copy_from_slice(body));
    let read = async {
        let mut form = multer::Multipart::new(Once(Some(chunk)), BOUNDARY);
        let mut parts = Vec::new();
        while let Some(field) = form.next_field().await.ok()? {
            let name = field.name().unwrap_or_default().to_owned();
            parts.push((name, field.bytes().await.ok()?.to_vec()));
        }
        Some(parts)
    };
    // The body is there at once, so nothing is waited for.
    match pin!(read).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(parts) => parts,
        Poll::Pending => None,
    }
}

/// Ours are stricter there: see the head of `src/edge/multipart.rs`.
const STRICTER: [&str; 14] = [
    "The form does not begin with its boundary.",
    "The form has something beside its parts.",
    "The form has a part twice.",
    "The headers of a part are too long.",
    "A header of a part has characters that none may have.",
    "A header has parameters that cannot be read.",
    "A part has a line that is no header.",
    "A part has a header twice, or its name.",
    "A part is neither options nor signImage.",
    "A part is encoded.",
    "A part holds a form of its own.",
    "A part has no name.",
    "A part is not form-data.",
    "The part options is neither JSON nor text.",
];

/// Both read the same, or ours refuses; and the chunks make no difference. Tells whether ours took it.
///
/// # Panics
/// When they differ.
pub fn assert_agrees(body: &[u8], split: usize) -> bool {
    let own = ours([body]);
    let (head, tail) = body.split_at(split.min(body.len()));
    assert_eq!(own, ours([head, tail]), "split at {split}");
    assert_eq!(own, ours(body.chunks(1)), "byte by byte");
    let parts = theirs(body);
    match own {
        Ok((options, image)) => {
            let parts = parts.expect("multer refuses what is taken");
            let of = |name: &str| parts.iter().find(|(own, _)| own == name).map(|(_, part)| part);
            assert_eq!(options, of("options").cloned().unwrap_or_default());
            assert_eq!(image.as_ref(), of("signImage"));
            assert!(parts.iter().all(|(name, _)| name == "options" || name == "signImage"));
            true
        }
        Err(BodyFault::Malformed(fault)) if parts.is_some() => {
            assert!(STRICTER.contains(&fault), "multer takes what is refused: {fault}");
            false
        }
        Err(_) => false,
    }
}

/// A stream of one chunk.
struct Once(Option<Result<Bytes, Infallible>>);

impl futures_core::Stream for Once {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take())
    }
}
