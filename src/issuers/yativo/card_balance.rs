//! `GET /customer/virtual/cards/get/{card_id}`: the card's balance.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::yativo::GetCard;
use crate::issuers::yativo::card_get::card;

const BALANCE: &str = "last4:4=last4|cardNumber|maskedPan \
spentThisMonth:x=displaySpentCurrentMonth toppedUpThisMonth:x=displayTopupCurrentMonth ";

/// Reads a card's balance.
///
/// `GET /customer/virtual/cards/get/{card}`.
///
/// There is no call of its own. What was spent and loaded this month is dollars. Source:
/// docs.yativo.com/payments/virtual-cards/fetch-card.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::yativo::{GetBalance, YativoConfig};
/// # use cardlatch::settings::Settings;
/// # use cardlatch::amount::AmountUnit;
/// # use cardlatch::{Client, ErrorCode, IssuerConfig};
/// let mut config = YativoConfig::new("https://yativo.example/api/v1", "account", "secret");
/// config.units.balance = Some(AmountUnit::Minor);
/// # let client = Client::new(IssuerConfig::Yativo(config))?;
/// # let fields = Settings::default();
/// # let (settings, card) = (client.settings(), "5d2c0b1e");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Ready(request) = GetBalance::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(
///     request.url(),
///     "https://yativo.example/api/v1/customer/virtual/cards/get/5d2c0b1e"
/// );
///
/// let answer = Response::new(200, concat!(
///     r#"{"status":"success","data":{"id":"5d2c0b1e","balance":300,"#,
///     r#""cardNumber":"4111111111111111"}}"#,
/// ));
/// let Answer::Data(data) = GetBalance::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), concat!(
///     r#"{"last4":"1111","available":{"value":"3.00","currency":"USD"}}"#,
/// ));
///
/// let refusal = Response::new(400, r#"{"error":"Invalid request"}"#);
/// let error = GetBalance::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::IssuerRejected);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct GetBalance;

impl Endpoint for GetBalance {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = GetCard::REQUEST;

    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = GetCard::SOURCE;

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        card(about, response, BALANCE)
    }
}
