//! `GET /customer/virtual/cards/transactions/{card_id}`: what happened on the card, all at once.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::yativo::envelope;
use crate::reading::page;

const TRANSACTION: &str = "id=id card=cardId amount:n=amount currency=currency type=type status=status \
description=description|narrative time=transactionDate|createdAt fee:n=feeAmount reference=reference \
balanceAfter:n=balanceAfter balanceAfter:c=cardBalanceAfter *";

/// Reads a card's transactions.
///
/// `GET /customer/virtual/cards/transactions/{card}`.
///
/// The page's text prints the path of another call, its example this one. `amount` is in whole
/// units in both shapes; `cardBalanceAfter` of the older one is cents. Source:
/// docs.yativo.com/payments/virtual-cards/get-transactions.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::yativo::{ListTransactions, YativoConfig};
/// # use cardlatch::settings::Settings;
/// # use cardlatch::{Client, ErrorCode, IssuerConfig};
/// # let config = YativoConfig::new("https://yativo.example/api/v1", "account", "secret");
/// # let client = Client::new(IssuerConfig::Yativo(config))?;
/// # let fields = Settings::default();
/// # let (settings, card) = (client.settings(), "5d2c0b1e");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let draft = ListTransactions::build(&about, &Attempt::default());
/// let Draft::Ready(request) = draft else { panic!() };
/// assert_eq!(
///     request.url(),
///     "https://yativo.example/api/v1/customer/virtual/cards/transactions/5d2c0b1e"
/// );
///
/// let answer = Response::new(200, concat!(
///     r#"{"status":"success","data":[{"id":7,"amount":-4.10,"type":"fee","#,
///     r#""currency":"USD"}]}"#,
/// ));
/// let Answer::Data(data) = ListTransactions::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), concat!(
///     r#"{"items":[{"id":"7","amount":{"value":"-4.10","currency":"USD"},"currency":"USD","#,
///     r#""type":"fee"}]}"#,
/// ));
///
/// let refusal = Response::new(400, r#"{"error":"Invalid request"}"#);
/// let error = ListTransactions::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::IssuerRejected);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct ListTransactions;

impl Endpoint for ListTransactions {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /customer/virtual/cards/transactions/<card>
Accept: application/json
Authorization: Bearer <token>

";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.yativo.com/payments/virtual-cards/get-transactions";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        Ok(Answer::data(page(envelope::list(response)?.parts(), TRANSACTION, "", None)))
    }
}
