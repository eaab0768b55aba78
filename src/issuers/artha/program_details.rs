//! `GET MerchantInformation/programdetails/{programid}`: whether a program asks for a signature
//! image.
//!
//! Source: docs.artha.work/program-details-13986066e0.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha::answer::{needs_photo, read};

/// Reads `needPhotoForOperateCard` of the program in the options.
pub struct ProgramDetails;

impl Endpoint for ProgramDetails {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /MerchantInformation/programdetails/<programId>
timestamp: <timestamp>
nonce: <nonce>
<signing.tokenName>: <signing.tokenValue>
signature: <signature>

";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        read(response).map(|program| Answer::NeedsPhoto(needs_photo(program)))
    }
}
