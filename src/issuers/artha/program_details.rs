//! `GET MerchantInformation/programdetails/{programid}`: a program: its fees, its limits, what it asks
//! for.
//!
//! Source: docs.artha.work/program-details-13986066e0.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha::answer::own;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Reads a program: the one that is asked for, else the one in the options.
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
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "programId header?";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/program-details-13986066e0";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        own(response)
    }
}
