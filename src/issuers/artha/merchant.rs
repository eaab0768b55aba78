//! `GET MerchantInformation/Merchant`: whether all programs of the merchant agree on asking for a
//! signature image.
//!
//! `Programs` is shown as one object though its name is plural, so an array is read too.
//! Source: docs.artha.work/information-13986065e0 and the newest public manual.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha::answer::{needs_photo, read};
use crate::json::Json;

/// Reads `needPhotoForOperateCard` of all programs; no answer where they differ.
pub struct Merchant;

impl Endpoint for Merchant {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /MerchantInformation/Merchant
timestamp: <timestamp>
nonce: <nonce>
<signing.tokenName>: <signing.tokenValue>
signature: <signature>

";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let merchant = read(response)?;
        Ok(Answer::NeedsPhoto(common_answer(merchant.get_ignoring_case("Programs"))))
    }
}

fn common_answer(programs: Json<'_>) -> Option<bool> {
    if programs.is_object() {
        return needs_photo(programs);
    }
    let mut answers = programs.parts().map(needs_photo);
    let first = answers.next()??;
    answers.all(|answer| answer == Some(first)).then_some(first)
}
