//! `GET Countries` and `GET Towns`: whose ids go into `kyc`.
//!
//! The newest manual shows a list, the older ones show one object. Source: the public manual of the
//! Cards API; the pages on docs.artha.work are not public.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha::answer::own_list;

/// Reads the countries.
pub struct Countries;

/// Reads the towns.
pub struct Towns;

impl Endpoint for Countries {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /Countries
timestamp: <timestamp>
nonce: <nonce>
<signing.tokenName>: <signing.tokenValue>
signature: <signature>

";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "public manual of the Cards API, Countries";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        own_list(response)
    }
}

impl Endpoint for Towns {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /Towns
timestamp: <timestamp>
nonce: <nonce>
<signing.tokenName>: <signing.tokenValue>
signature: <signature>

";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "public manual of the Cards API, Towns";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        own_list(response)
    }
}
