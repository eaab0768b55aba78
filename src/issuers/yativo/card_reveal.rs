//! `GET /customer/virtual/cards/get/{card_id}`: card number and CVV, in clear.

use crate::answer::{Answer, unexpected};
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::yativo::{GetCard, envelope};
use crate::reading::read;

const SECRETS: &str = "pan=cardNumber cvv=cvv2|cvv|cvc \
expiry=valid|expiryDate|expiry|expiration holder=cardName";

/// Reads card number and CVV.
///
/// `GET /customer/virtual/cards/get/{card}`.
///
/// There is no call of its own. Source: docs.yativo.com/payments/virtual-cards/fetch-card.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::yativo::{RevealCard, YativoConfig};
/// # use cardlatch::settings::Settings;
/// # use cardlatch::{Client, ErrorCode, IssuerConfig};
/// # let config = YativoConfig::new("https://yativo.example/api/v1", "account", "secret");
/// # let client = Client::new(IssuerConfig::Yativo(config))?;
/// # let fields = Settings::default();
/// # let (settings, card) = (client.settings(), "5d2c0b1e");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Ready(request) = RevealCard::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(
///     request.url(),
///     "https://yativo.example/api/v1/customer/virtual/cards/get/5d2c0b1e"
/// );
///
/// let answer = Response::new(200, concat!(
///     r#"{"status":"success","data":{"card_number":"4111111111111111","cvc":"987","#,
///     r#""balance":250}}"#,
/// ));
/// let Answer::Data(data) = RevealCard::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), r#"{"pan":"4111111111111111","cvv":"987"}"#);
///
/// let refusal = Response::new(200, concat!(
///     r#"{"status":"success","data":{"error":"Invalid request"}}"#,
/// ));
/// let error = RevealCard::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::IssuerRejected);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct RevealCard;

impl Endpoint for RevealCard {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = GetCard::REQUEST;

    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = GetCard::SOURCE;

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let card = envelope::data(response)?;
        if card.get_loosely("cardNumber").scalar().is_none() {
            return Err(unexpected(response, "The answer has no card number.", "data.cardNumber"));
        }
        Ok(Answer::data(read(card, SECRETS, "")))
    }
}
