//! `GET /api/v1/customer/accounts/balances`: the accounts with their balances.

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
///
/// `GET /api/v1/customer/accounts/balances`: may take `page` and `size`.
///
/// All come at once unless a page is asked for. Source:
/// customer-api-docs.ibanera.com/api-endpoints/accounts.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::ibanera::{Accounts, IbaneraConfig};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{Client, ErrorCode, IssuerConfig, Operation};
/// # let config = IbaneraConfig::new("https://ibanera.example", "name", "password");
/// # let client = Client::new(IssuerConfig::Ibanera(config))?;
/// let fields = json::check(br#"{"page":1,"size":10}"#, Limits::default())?;
/// let fields = client.fields(Operation::own("accounts"), fields)?;
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Ready(request) = Accounts::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(
///     request.url(),
///     "https://ibanera.example/api/v1/customer/accounts/balances?PageNumber=1&PageSize=10"
/// );
///
/// let answer = Response::new(200, concat!(
///     r#"{"status":"1","details":[{"id":1,"asset":"USD","totalBalance":1.10}]}"#,
/// ));
/// let Answer::Data(data) = Accounts::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), concat!(
///     r#"{"items":[{"id":"1","currency":"USD","total":{"value":"1.10","currency":"USD"}}]}"#,
/// ));
///
/// let refusal = Response::new(200, concat!(
///     r#"{"details":null,"status":"0","errors":[{"fieldName":"CardsId","#,
///     r#""messageCode":"Invalid"}]}"#,
/// ));
/// let error = Accounts::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::IssuerRejected);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
