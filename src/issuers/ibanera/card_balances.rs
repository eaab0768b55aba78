//! `GET /api/v1/customer/cards/balances`: the cards with their balances, a page at a time.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::ibanera::card_details::{CARD, WORDS};
use crate::issuers::ibanera::envelope::{list, next};
use crate::reading::page;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Reads a page of the cards with their balances.
///
/// `GET /api/v1/customer/cards/balances`: may take `page`, `size` and `customer`.
///
/// Samples write names in two ways, and `customersID` as text and as a number. Source:
/// customer-api-docs.ibanera.com/api-endpoints/cards/list-card-balances-and-transactions.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::ibanera::{CardBalances, IbaneraConfig};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{Client, ErrorCode, IssuerConfig, Operation};
/// # let config = IbaneraConfig::new("https://ibanera.example", "name", "password");
/// # let client = Client::new(IssuerConfig::Ibanera(config))?;
/// let fields = json::check(br#"{"page":1,"size":10,"customer":"14619"}"#, Limits::default())?;
/// let fields = client.fields(Operation::own("balances"), fields)?;
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Ready(request) = CardBalances::build(&about, &Attempt::default()) else { panic!() };
/// let due = "?PageSize=10&PageNumber=1&CustomersID=14619";
/// assert!(request.url().ends_with(due));
///
/// let answer = Response::new(200, concat!(
///     r#"{"details":[{"id":7,"currency":"USD","totalBalance":0}],"status":"1"}"#,
/// ));
/// let Answer::Data(data) = CardBalances::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), concat!(
///     r#"{"items":[{"id":"7","state":"unknown","currency":"USD","total":{"value":"0","#,
///     r#""currency":"USD"}}]}"#,
/// ));
///
/// let refusal = Response::new(200, concat!(
///     r#"{"details":null,"status":"0","errors":[{"fieldName":"CardsId","#,
///     r#""messageCode":"Invalid"}]}"#,
/// ));
/// let error = CardBalances::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::IssuerRejected);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct CardBalances;

impl Endpoint for CardBalances {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /api/v1/customer/cards/balances?PageSize=<size?>&PageNumber=<page?>&CustomersID=<customer?>
Authorization: Bearer <token>
otp: <otp>
Accept: */*

";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "page count?\nsize count?\ncustomer digits?";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str =
        "customer-api-docs.ibanera.com/api-endpoints/cards/list-card-balances-and-transactions";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let cards = list(response)?.parts();
        Ok(Answer::data(page(cards, CARD, WORDS, next(about, response))))
    }
}
