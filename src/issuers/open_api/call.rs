//! Any call of the caller's contract: its path, and members of the body beside the credentials.
//!
//! All known pages are POST with the same envelope, reads too, so only the caller knows which calls
//! may be repeated: there is one operation for reads and one for the rest, which is never repeated
//! unless it is proven not executed. Reads give the whole answer in the issuer's names, since nothing
//! else is known of it. Source: the site map of ckg2erttlk.apifox.cn.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::{Effect, Error};
use crate::http::Response;
use crate::issuers::open_api::envelope::{read, reply};
use crate::plain::is_safe;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// A call that changes nothing.
pub struct Read;

/// A call that may change something. What its codes mean is not documented, so none of them proves
/// that nothing happened.
pub struct Call;

impl Endpoint for Read {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = Call::REQUEST;
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = Call::FIELDS;
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = Call::SOURCE;

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        Ok(Answer::data(read(response, Effect::None)?.with_fit_numbers(is_safe)))
    }
}

impl Endpoint for Call {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST <path>
Content-Type: application/json

{\"customer_id\":<customerId>,\"app_id\":<appId>,\"key\":\"<key>\",<{fields}>}";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "path path!\nfields object?";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "ckg2erttlk.apifox.cn";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        reply(response, Effect::Unknown)
    }
}
