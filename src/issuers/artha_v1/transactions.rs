//! `GET cards/{cardId}/transactions`, `GET transactions` and `GET transactions/{transactionId}`:
//! what was spent.
//!
//! Source: docs.artha.work/list-card-transactions-28184493e0 and get-transaction-32120618e0; the
//! fields are those of get-transaction-28184495e0. The page of the list of all is not public: its
//! path is that of one without the id, its paging that of a card's list.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha_v1::answer::{many, one};
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// The fields of a transaction. Beside the authorized amount there may be the settled one; what was
/// paid in the shop's own currency stays in `extra`.
const TRANSACTION: &str = "id=transactionId|id card=cardId amount:$=authorizedAmount~authorizedCurrency \
currency=authorizedCurrency settled:$=settleAmount~settleCurrency fee:$=fee~feeCurrency type=type \
status=status description=description time=authorizedAt merchant=merchantName \
original=originalTransactionId *";

/// Reads a page of a card's transactions.
pub struct CardTransactions;

impl Endpoint for CardTransactions {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = signed!(
        "GET <pathPrefix>/cards/<card>/transactions?limit=<size?>&offset=<page?>&status=<status?>&type=<type?>&from=<from?>&to=<to?>"
    );
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules =
        "page digits?\nsize count?\nstatus text?\ntype text?\nfrom text?\nto text?";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/list-card-transactions-28184493e0";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        many(about, response, TRANSACTION)
    }
}

/// Reads a page of all transactions.
pub struct AllTransactions;

impl Endpoint for AllTransactions {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str =
        signed!("GET <pathPrefix>/transactions?limit=<size?>&offset=<page?>");
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "page digits?\nsize count?";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "by the patterns of docs.artha.work/list-card-transactions-28184493e0 and get-transaction-32120618e0";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        many(about, response, TRANSACTION)
    }
}

/// Reads a transaction.
pub struct GetTransaction;

impl Endpoint for GetTransaction {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = signed!("GET <pathPrefix>/transactions/<transactionId>");
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "transactionId header";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/get-transaction-32120618e0";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        one(about, response, TRANSACTION)
    }
}
