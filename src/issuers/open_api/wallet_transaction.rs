//! A transaction of the wallet, mostly one record; an exchange of currencies gives two. The page is
//! public but for its path, so the caller's contract states that.
//!
//! The list stands in `data` in the sample and at the top in the table. The amount's caption is the
//! word for balance; its name and place say that it is the movement's.
//! Source: ckg2erttlk.apifox.cn/430346207e0.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::{Effect, Error};
use crate::http::Response;
use crate::issuers::open_api::envelope::read;
use crate::reading::{find, page};
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

const TRANSACTION: &str = "id=transactionId amount:n=amount currency=currency \
type=transactionType status=status description=transactionDesc time=transactionTime \
reference=outTransactionId balanceAfter:n=afterBalance *";

/// Reads a transaction of the wallet.
pub struct WalletTransaction;

impl Endpoint for WalletTransaction {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
POST <paths.walletTransaction>
Content-Type: application/json

{\"customer_id\":<customerId>,\"app_id\":<appId>,\"key\":\"<key>\",\"transaction_id\":\"<transaction>\"}";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "transaction text";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "ckg2erttlk.apifox.cn/430346207e0";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let all = find(read(response, Effect::None)?, "data.transactionList|transactionList");
        Ok(Answer::data(page(all.parts(), TRANSACTION, "", None)))
    }
}
