//! `GET /api/v1/customer/cards/carddetails?CardId=`: the balance of one card, out of its details.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::ibanera::card_details::CardDetails;
use crate::issuers::ibanera::envelope::item;
use crate::reading::read;

const BALANCE: &str = "available:n=availableBalance total:n=totalBalance pending:n=pendingBalance \
currency=currency last4:4=cardLast4|obfuscatedCardNumber|cardNumber";

/// Reads a card's balance.
///
/// `GET /api/v1/customer/cards/carddetails`.
///
/// Nothing else is kept: see `card_details.rs`. Source:
/// customer-api-docs.ibanera.com/api-endpoints/cards/get-card-details-by-id.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::ibanera::{CardBalance, IbaneraConfig};
/// # use cardlatch::settings::Settings;
/// # use cardlatch::{Client, ErrorCode, IssuerConfig};
/// # let config = IbaneraConfig::new("https://ibanera.example", "name", "password");
/// # let client = Client::new(IssuerConfig::Ibanera(config))?;
/// # let fields = Settings::default();
/// # let (settings, card) = (client.settings(), "1001");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Ready(request) = CardBalance::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(
///     request.url(),
///     "https://ibanera.example/api/v1/customer/cards/carddetails?CardId=1001"
/// );
///
/// let answer = Response::new(200, concat!(
///     r#"{"details":{"currency":"USD","totalBalance":10.50,"availableBalance":-20.00},"#,
///     r#""status":"1"}"#,
/// ));
/// let Answer::Data(data) = CardBalance::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), concat!(
///     r#"{"available":{"value":"-20.00","currency":"USD"},"total":{"value":"10.50","#,
///     r#""currency":"USD"},"currency":"USD"}"#,
/// ));
///
/// let refusal = Response::new(200, concat!(
///     r#"{"details":null,"status":"0","errors":[{"fieldName":"CardsId","#,
///     r#""messageCode":"Invalid"}]}"#,
/// ));
/// let error = CardBalance::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::IssuerRejected);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct CardBalance;

impl Endpoint for CardBalance {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = CardDetails::REQUEST;
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str =
        "customer-api-docs.ibanera.com/api-endpoints/cards/get-card-details-by-id";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        Ok(Answer::data(read(item(response)?, BALANCE, "")))
    }
}
