//! `GET MerchantInformation/Merchant`: the merchant, its balances and its programs.
//!
//! `balances` and `Programs` are shown as one object each though their names are plural.
//! Source: docs.artha.work/information-13986065e0 and the newest public manual.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha::answer::own;

/// Reads the merchant.
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
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/information-13986065e0";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        own(response)
    }
}
