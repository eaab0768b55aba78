//! `GET /api/v1/customer/accounts/balances`: the accounts with their balances.
//!
//! All come at once unless a page is asked for.
//! Source: customer-api-docs.ibanera.com/api-endpoints/accounts.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::ibanera::envelope::{list, next};
use crate::reading::page;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

const ACCOUNT: &str = "id=id|assetAccountId currency=asset total:n=totalBalance~asset \
available:n=availableBalance~asset pending:n=pendingBalance~asset bSuppressed:x=bSuppressed";

/// Reads the accounts with their balances.
pub struct Accounts;

impl Endpoint for Accounts {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /api/v1/customer/accounts/balances?PageNumber=<page?>&PageSize=<size?>
Authorization: Bearer <token>
otp: <otp>
Accept: */*

";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "page count?\nsize count?";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "customer-api-docs.ibanera.com/api-endpoints/accounts";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let is_paged = ["page", "size"].iter().any(|name| about.fields.count(name).is_some());
        let next = if is_paged { next(about, response) } else { None };
        Ok(Answer::data(page(list(response)?.parts(), ACCOUNT, "", next)))
    }
}
