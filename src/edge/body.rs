//! The body of a request, read as it comes.

use zeroize::Zeroizing;

use crate::edge::guard::Media;
use crate::edge::multipart::{BodyFault, Limits, Multipart};
use crate::edge::problem::Problem;
use crate::edge::proxy::Proxy;
use crate::edge::words::put_canonical;
use crate::image::{ImageLimits, SignImage};
use crate::json::{self, Json};
use crate::plain::is_safe;
use crate::prelude::*;
use crate::text;

/// What the boundaries and the heads of a form's parts may weigh.
const FRAME: u64 = 8_192;
/// How deep options may be.
const DEPTH: usize = 16;
/// Options of the client that are not the page's to choose.
const RESERVED: [&str; 6] =
    ["signal", "timeoutMs", "deadlineMs", "maxAnswerBytes", "idempotencyKey", "accessToken"];
/// The option that is a picture.
const PICTURE: &str = "signImage";

/// What the page said. The options may hold a PIN, so there is no `Debug`.
pub(crate) struct Said {
    /// The options without the picture, in the order of their names.
    pub(crate) options: Zeroizing<String>,
    /// The picture.
    pub(crate) image: Option<Zeroizing<Vec<u8>>>,
}

enum Reader {
    Whole(Zeroizing<Vec<u8>>),
    Form(Box<Multipart>),
}

/// A body that is being read.
pub(crate) struct Body {
    reader: Reader,
    media: Media,
    /// The most bytes that the whole body may have.
    pub(crate) most: u64,
    most_options: u64,
    most_image: u64,
    read: u64,
}

fn too_large() -> Problem {
    Problem::new("too_large")
}

fn malformed(why: &'static str) -> Problem {
    Problem::new("bad_request").because(why)
}

fn fault(fault: BodyFault) -> Problem {
    match fault {
        BodyFault::TooLarge => too_large(),
        BodyFault::Malformed(why) => malformed(why),
    }
}

fn size(bytes: u64) -> usize {
    usize::try_from(bytes).unwrap_or(usize::MAX)
}

impl Body {
    /// A body of this kind, before anything of it came.
    pub(crate) fn new(
        proxy: &Proxy,
        media: Media,
        content_type: &str,
        takes_image: bool,
    ) -> Result<Self, Problem> {
        let (options, image) = (proxy.max_body_bytes, proxy.max_image_bytes);
        let most = match media {
            Media::Form if takes_image => options + image + FRAME,
            Media::Form => return Err(Problem::new("unsupported_media")),
            // A picture may stand in the options as base64.
            Media::Json if takes_image => options + image.div_ceil(3) * 4,
            Media::Json | Media::None => options,
        };
        let reader = match media {
            Media::Form => {
                let limits = Limits { options: size(options), image: size(image) };
                Reader::Form(Box::new(Multipart::new(content_type, limits).map_err(fault)?))
            }
            Media::Json | Media::None => Reader::Whole(Zeroizing::new(Vec::new())),
        };
        Ok(Self { reader, media, most, most_options: options, most_image: image, read: 0 })
    }

    /// Reads a piece.
    pub(crate) fn push(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        self.read = self.read.saturating_add(bytes.len() as u64);
        if self.read > self.most {
            return Err(too_large());
        }
        match &mut self.reader {
            Reader::Form(form) => form.push(bytes).map_err(fault),
            Reader::Whole(_) if self.media == Media::None && !bytes.is_empty() => {
                Err(Problem::new("unsupported_media").because("The body has no type."))
            }
            Reader::Whole(all) => {
                append(all, bytes);
                Ok(())
            }
        }
    }

    /// What the page said, once all is read.
    pub(crate) fn end(self) -> Result<Said, Problem> {
        let (options, image) = match self.reader {
            Reader::Whole(all) => (all, None),
            Reader::Form(form) => {
                let parts = form.end().map_err(fault)?;
                (Zeroizing::new(parts.options), parts.image.map(Zeroizing::new))
            }
        };
        let limits = json::Limits { max_depth: DEPTH, max_bytes: options.len() };
        let told = match options.trim_ascii() {
            [] => Json::trusted("{}"),
            _ => {
                json::check(&options, limits).map_err(|_| malformed("The options are no JSON."))?
            }
        };
        if !told.is_object() {
            return Err(malformed("The options are no JSON object."));
        }
        refuse_reserved(told)?;
        let picture = told.get(PICTURE);
        let rest = options.len().saturating_sub(picture.as_str().len());
        if rest as u64 > self.most_options {
            return Err(too_large());
        }
        let limits = ImageLimits { max_bytes: self.most_image };
        let image = match image {
            Some(_) if picture.is_there() => return Err(malformed("There are two pictures.")),
            Some(bytes) => Some(SignImage::check(bytes.to_vec(), limits)),
            None if picture.is_null() => None,
            None => Some(of_text(picture, limits)?),
        };
        let image = image.transpose().map_err(|why| Problem::new(why.code()).at(PICTURE))?;
        Ok(Said {
            options: without_picture(told),
            image: image.map(|image| Zeroizing::new(image.as_bytes().to_vec())),
        })
    }
}

/// Appends without leaving a copy behind where the buffer is too small: it may hold a PIN.
fn append(all: &mut Zeroizing<Vec<u8>>, bytes: &[u8]) {
    let length = all.len() + bytes.len();
    if length > all.capacity() {
        let mut larger = Zeroizing::new(Vec::with_capacity(length.max(2 * all.capacity())));
        larger.extend_from_slice(all);
        *all = larger;
    }
    all.extend_from_slice(bytes);
}

type Picture = Result<SignImage, crate::image::ImageError>;

fn of_text(picture: Json<'_>, limits: ImageLimits) -> Result<Picture, Problem> {
    let Some(text) = picture.text().map(Zeroizing::new) else {
        let problem = Problem::new("invalid_input").at(PICTURE);
        return Err(problem.because("The picture must be base64 or a data URL."));
    };
    Ok(SignImage::parse_text(&text, limits))
}

fn refuse_reserved(told: Json<'_>) -> Result<(), Problem> {
    for (name, _) in told.fields() {
        if let Some(name) = RESERVED.iter().find(|reserved| name.is(reserved)) {
            let problem = Problem::new("bad_request").at(name);
            return Err(problem.because("This is not for a page to choose."));
        }
    }
    Ok(())
}

/// The options in the order of their names, without the picture, and with text for every number that a
/// double does not hold.
fn without_picture(told: Json<'_>) -> Zeroizing<String> {
    let mut canonical = Zeroizing::new(Vec::with_capacity(2 * told.as_str().len() + 2));
    put_canonical(told, Some(PICTURE), &mut canonical);
    let text = Json::trusted(text::utf8(&canonical).unwrap_or("{}")).with_fit_numbers(is_safe);
    Zeroizing::new(text)
}
