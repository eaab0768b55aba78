//! `GET CardBalance/{cardId}`: what is on a card.
//!
//! The names are documented in three spellings, which differ in case and underscores only; the oldest
//! has them inside `data`, beside a `code` that is `"200"`. Amounts are text. Source:
//! docs.artha.work/cardbalance-13986058e0 and the public manual.

use crate::answer::{Answer, refused, told};
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::{Effect, Error};
use crate::http::Response;
use crate::issuers::artha::answer::read;
use crate::reading;

/// Reads a card's balance.
pub struct CardBalance;

impl Endpoint for CardBalance {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /CardBalance/<card>
timestamp: <timestamp>
nonce: <nonce>
<signing.tokenName>: <signing.tokenValue>
signature: <signature>

";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/cardbalance-13986058e0";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let mut answer = read(response, false)?;
        let code = answer.get("code");
        if !code.is_null() && code.scalar().is_none_or(|code| code != "200") {
            return Err(told(refused(response, Effect::None), code, answer.get("msg")));
        }
        let wrapped = answer.get("data");
        if wrapped.is_object() {
            answer = wrapped;
        }
        let list = "available:n=availableBalance total:n=currentBalance currency=cardCurrency \
last4:4=cardNumber cardType:x=cardType";
        Ok(Answer::data(reading::read(answer, list, "")))
    }
}
