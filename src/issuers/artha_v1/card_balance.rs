//! `GET cards/{cardId}/balance`: what may be spent, what is held, and both together.
//!
//! Source: docs.artha.work/get-card-balance-28184490e0.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha_v1::answer::one;

const BALANCE: &str = "available:$=availableBalance total:$=totalBalance held:$=holdAmount \
currency=currency asOf=retrievedAt =cardId *";

/// Reads a card's balance.
pub struct GetBalance;

impl Endpoint for GetBalance {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = signed!("GET <pathPrefix>/cards/<card>/balance");
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/get-card-balance-28184490e0";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        one(about, response, BALANCE)
    }
}
