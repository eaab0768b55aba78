//! A transaction of the wallet, mostly one record; an exchange of currencies gives two. The page is
//! public but for its path, so the caller's contract states that.

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
///
/// `POST paths.walletTransaction`: takes `transaction`.
///
/// The list stands in `data` in the sample and at the top in the table. The amount's caption is the
/// word for balance; its name and place say that it is the movement's. Source:
/// ckg2erttlk.apifox.cn/430346207e0.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::open_api::{OpenApiConfig, WalletTransaction};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{Client, ErrorCode, IssuerConfig, Operation};
/// let mut config = OpenApiConfig::new("https://issuer.example", "v1", "1011", "1001", "key");
/// config.paths.wallet_transaction = Some("/{version}/contract/4".into());
/// # let client = Client::new(IssuerConfig::OpenApi(config))?;
/// let fields = json::check(br#"{"transaction":"t1"}"#, Limits::default())?;
/// let fields = client.fields(Operation::own("walletTransaction"), fields)?;
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let draft = WalletTransaction::build(&about, &Attempt::default());
/// let Draft::Ready(request) = draft else { panic!() };
/// assert_eq!(request.body.as_bytes(), concat!(
///     r#"{"customer_id":1011,"app_id":1001,"key":"key","transaction_id":"t1"}"#,
/// ).as_bytes());
///
/// let answer = Response::new(200, concat!(
///     r#"{"code":0,"data":{"transaction_list":[{"transaction_id":"t1","#,
///     r#""transaction_type":3}]}}"#,
/// ));
/// let Answer::Data(data) = WalletTransaction::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), r#"{"items":[{"id":"t1","type":"3"}]}"#);
///
/// let refusal = Response::new(200, r#"{"code":40001,"message":"no"}"#);
/// let error = WalletTransaction::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::IssuerRejected);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
