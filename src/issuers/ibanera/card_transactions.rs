//! `GET /api/v1/customer/cards/transactions`: a card's transactions, a page at a time.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::ibanera::envelope::{list, next};
use crate::reading::page;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

const TRANSACTION: &str = "id=id card=cardsId amount:n=amount currency=currency \
description=description time=dateTime pending:f=bPending refundTransactionsId:x=refundTransactionsId";

/// Reads a page of a card's transactions.
///
/// `GET /api/v1/customer/cards/transactions`: may take `page`, `size`, `from` and `to`.
///
/// Which sign an amount has is not documented, nor whether `RefundTransactionsID` is the refund's
/// id or that of what was refunded: it is kept under its own name. Source:
/// customer-api-docs.ibanera.com/api-endpoints/cards/list-card-balances-and-transactions.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::ibanera::{CardTransactions, IbaneraConfig};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{Client, ErrorCode, IssuerConfig, Operation};
/// # let config = IbaneraConfig::new("https://ibanera.example", "name", "password");
/// # let client = Client::new(IssuerConfig::Ibanera(config))?;
/// let fields = json::check(concat!(
///     r#"{"page":3,"from":"2025-07-01T00:00:00.000Z"}"#,
/// ).as_bytes(), Limits::default())?;
/// let fields = client.fields(Operation::TRANSACTIONS, fields)?;
/// # let (settings, card) = (client.settings(), "1001");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let draft = CardTransactions::build(&about, &Attempt::default());
/// let Draft::Ready(request) = draft else { panic!() };
/// let due = "?CardsId=1001&fromDate=2025-07-01T00%3A00%3A00.000Z&PageNumber=3";
/// assert!(request.url().ends_with(due));
///
/// let answer = Response::new(200, concat!(
///     r#"{"details":[{"id":41,"amount":-12.340,"currency":"USD","bPending":true}],"#,
///     r#""status":"1"}"#,
/// ));
/// let Answer::Data(data) = CardTransactions::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), concat!(
///     r#"{"items":[{"id":"41","amount":{"value":"-12.340","currency":"USD"},"#,
///     r#""currency":"USD","pending":true}]}"#,
/// ));
///
/// let refusal = Response::new(200, concat!(
///     r#"{"details":null,"status":"0","errors":[{"fieldName":"CardsId","#,
///     r#""messageCode":"Invalid"}]}"#,
/// ));
/// let error = CardTransactions::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::IssuerRejected);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct CardTransactions;

impl Endpoint for CardTransactions {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /api/v1/customer/cards/transactions?CardsId=<card>&fromDate=<from?>&toDate=<to?>&PageNumber=<page?>&PageSize=<size?>
Authorization: Bearer <token>
otp: <otp>
Accept: */*

";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "page count?\nsize count?\nfrom header?\nto header?";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str =
        "customer-api-docs.ibanera.com/api-endpoints/cards/list-card-balances-and-transactions";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let all = list(response)?.parts();
        Ok(Answer::data(page(all, TRANSACTION, "", next(about, response))))
    }
}
