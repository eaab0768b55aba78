//! `GET cards/{cardId}/transactions`, `GET transactions` and `GET transactions/{transactionId}`:
//! what was spent.

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
///
/// `GET {pathPrefix}/cards/{card}/transactions`: may take `page`, `size`, `status`, `type`, `from`
/// and `to`.
///
/// Source: docs.artha.work/list-card-transactions-28184493e0 and get-transaction-32120618e0; the
/// fields are those of get-transaction-28184495e0. The page of the list of all is not public: its
/// path is that of one without the id, its paging that of a card's list.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha_v1::{ArthaV1Config, CardTransactions};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::amount::AmountUnit;
/// # use cardlatch::{Client, ErrorCode, IssuerConfig, Operation};
/// let mut config = ArthaV1Config::new("https://artha.example", "key", "/api/v1");
/// config.amount_unit = Some(AmountUnit::Major);
/// # let client = Client::new(IssuerConfig::ArthaV1(config))?;
/// let fields = json::check(br#"{"type":"refund"}"#, Limits::default())?;
/// let fields = client.fields(Operation::TRANSACTIONS, fields)?;
/// # let (settings, card) = (client.settings(), "c1");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let draft = CardTransactions::build(&about, &Attempt::default());
/// let Draft::Unhashed(draft) = draft else { panic!() };
/// assert_eq!(
///     draft.hashed(b"hash").signed(b"mac").url(),
///     "https://artha.example/api/v1/cards/c1/transactions?type=refund"
/// );
///
/// let answer = Response::new(200, concat!(
///     r#"[{"transactionId":"t1","authorizedAmount":1e2,"authorizedCurrency":"USD"}]"#,
/// ));
/// let Answer::Data(data) = CardTransactions::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), concat!(
///     r#"{"items":[{"id":"t1","amount":{"value":"100","currency":"USD"},"currency":"USD"}],"#,
///     r#""next":1}"#,
/// ));
///
/// let refusal = Response::new(401, "");
/// let error = CardTransactions::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::Unauthorized);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
///
/// `GET {pathPrefix}/transactions`: may take `page` and `size`.
///
/// Source: by the patterns of docs.artha.work/list-card-transactions-28184493e0 and
/// get-transaction-32120618e0. What the pages leave open stands at [`CardTransactions`].
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha_v1::{AllTransactions, ArthaV1Config};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{Client, ErrorCode, IssuerConfig, Operation};
/// # let config = ArthaV1Config::new("https://artha.example", "key", "/api/v1");
/// # let client = Client::new(IssuerConfig::ArthaV1(config))?;
/// let fields = json::check(br#"{"page":50}"#, Limits::default())?;
/// let fields = client.fields(Operation::own("allTransactions"), fields)?;
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let draft = AllTransactions::build(&about, &Attempt::default());
/// let Draft::Unhashed(draft) = draft else { panic!() };
/// assert_eq!(
///     draft.hashed(b"hash").signed(b"mac").url(),
///     "https://artha.example/api/v1/transactions?offset=50"
/// );
///
/// let answer = Response::new(200, r#"{"data":[]}"#);
/// let Answer::Data(data) = AllTransactions::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), r#"{"items":[]}"#);
///
/// let refusal = Response::new(401, r#"{"message":"no"}"#);
/// let error = AllTransactions::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::Unauthorized);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
///
/// `GET {pathPrefix}/transactions/{transactionId}`: takes `transactionId`.
///
/// Source: docs.artha.work/get-transaction-32120618e0. What the pages leave open stands at
/// [`CardTransactions`].
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha_v1::{ArthaV1Config, GetTransaction};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{Client, ErrorCode, IssuerConfig, Operation};
/// # let config = ArthaV1Config::new("https://artha.example", "key", "/api/v1");
/// # let client = Client::new(IssuerConfig::ArthaV1(config))?;
/// let fields = json::check(br#"{"transactionId":"t1"}"#, Limits::default())?;
/// let fields = client.fields(Operation::own("transaction"), fields)?;
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let draft = GetTransaction::build(&about, &Attempt::default());
/// let Draft::Unhashed(draft) = draft else { panic!() };
/// assert_eq!(
///     draft.hashed(b"hash").signed(b"mac").url(),
///     "https://artha.example/api/v1/transactions/t1"
/// );
///
/// let answer = Response::new(200, concat!(
///     r#"{"transactionId":"t1","cardId":"c1","status":"declined","type":"top_up"}"#,
/// ));
/// let Answer::Data(data) = GetTransaction::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), r#"{"id":"t1","card":"c1","type":"top_up","status":"declined"}"#);
///
/// let refusal = Response::new(401, "");
/// let error = GetTransaction::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::Unauthorized);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
