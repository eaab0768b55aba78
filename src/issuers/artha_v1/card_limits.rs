//! `GET` and `POST cards/{cardId}/limits`: what may be spent.
//!
//! The page that sets limits has another path prefix than those beside it, so that is an option.
//! What is not given keeps its value, `null` may set it back to that of the product;
//! `lifetime_limit` cannot be set. Source: docs.artha.work/get-card-limits-28184487e0 and update-card-limits-28184488e0.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::{Effect, Error};
use crate::http::Response;
use crate::issuers::artha_v1::answer::{one, reply, taken};
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

const LIMITS: &str = "daily:$=dailyLimit monthly:$=monthlyLimit perTransaction:$=perTransactionLimit \
atm:$=atmWithdrawalLimit yearly:$=yearlyLimit lifetime:$=lifetimeLimit =cardId|currency *";

/// Reads a card's limits.
pub struct GetLimits;

impl Endpoint for GetLimits {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = signed!("GET <pathPrefix>/cards/<card>/limits");
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/get-card-limits-28184487e0";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        one(about, response, LIMITS)
    }
}

/// Sets a card's limits.
pub struct SetLimits;

impl Endpoint for SetLimits {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = signed!(
        "POST <pathPrefixOfLimits>/cards/<card>/limits",
        concat!(
            "{\"daily_limit\":<$daily?>,\"monthly_limit\":<$monthly?>,",
            "\"per_transaction_limit\":<$perTransaction?>,\"atm_withdrawal_limit\":<$atm?>,",
            "\"yearly_limit\":<$yearly?>}"
        )
    );
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules =
        "daily number+\nmonthly number+\nperTransaction number+\natm number+\nyearly number+";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/update-card-limits-28184488e0";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let held = taken(response, Effect::Unknown)?;
        reply(about, response, held, LIMITS).map(Answer::Reply)
    }
}
