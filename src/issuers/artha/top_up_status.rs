//! `GET TopUpStatus/{taskId}`: what became of a top-up.
//!
//! `settlemetAmount` is the issuer's spelling. The words of `status` and `type` are not documented,
//! so `Failed` there is what was read and not a refusal. Source:
//! docs.artha.work/topup-status-13986061e0.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha::answer::good;
use crate::reading::read;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Reads what became of a top-up.
pub struct TopUpStatus;

impl Endpoint for TopUpStatus {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /TopUpStatus/<taskId>
timestamp: <timestamp>
nonce: <nonce>
<signing.tokenName>: <signing.tokenValue>
signature: <signature>

";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "taskId header";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/topup-status-13986061e0";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let list = "id=taskId card=cardId amount:n=amount fee:n=fee \
settled:n=settlemetAmount|settlementAmount type=type status=status time=date currency=currency \
last4:4=cardNumber *";
        Ok(Answer::data(read(good(response, false)?, list, "")))
    }
}
