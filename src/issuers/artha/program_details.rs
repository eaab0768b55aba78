//! `GET MerchantInformation/programdetails/{programid}`: whether a program asks for a signature
//! image.
//!
//! Source: docs.artha.work/program-details-13986066e0.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Head, Kind, Plan};
use crate::error::Error;
use crate::http::{Method, Response};
use crate::issuers::artha::answer::{needs_photo, read};

/// Reads `needPhotoForOperateCard` of the program in the options.
pub struct ProgramDetails;

impl Endpoint for ProgramDetails {
    fn plan(&self) -> &'static Plan {
        &Plan {
            kind: Kind::Read,
            method: Method::Get,
            route: "/MerchantInformation/programdetails/{programid}",
            headers: &[Head::Signed],
            fields: &[],
        }
    }

    fn parse(&self, _: &About<'_>, response: &Response) -> Result<Answer, Error> {
        read(response).map(|program| Answer::NeedsPhoto(needs_photo(program)))
    }
}
