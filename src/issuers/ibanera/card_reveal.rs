//! `GET /api/v1/customer/cards/sensitive-details?CardId=`: number, CVC and expiry of a card.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::ibanera::envelope::item;
use crate::reading::read;

const SECRETS: &str = "pan=cardNumber cvv=cvc expiry=expiryDate holder=cardHolderName";

/// Reads a card's number, CVC and expiry.
///
/// `GET /api/v1/customer/cards/sensitive-details`.
///
/// The page is known to its middle only; what else the answer holds is dropped. Source:
/// customer-api-docs.ibanera.com/api-endpoints/cards/get-card-details-by-id.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::ibanera::{IbaneraConfig, RevealCard};
/// # use cardlatch::settings::Settings;
/// # use cardlatch::{Client, ErrorCode, IssuerConfig};
/// # let config = IbaneraConfig::new("https://ibanera.example", "name", "password");
/// # let client = Client::new(IssuerConfig::Ibanera(config))?;
/// # let fields = Settings::default();
/// # let (settings, card) = (client.settings(), "1001");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Ready(request) = RevealCard::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(
///     request.url(),
///     "https://ibanera.example/api/v1/customer/cards/sensitive-details?CardId=1001"
/// );
///
/// let answer = Response::new(200, concat!(
///     r#"{"details":{"cardNumber":"4111111111111111","cvc":"012","pin":"1234"},"#,
///     r#""status":"1"}"#,
/// ));
/// let Answer::Data(data) = RevealCard::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), r#"{"pan":"4111111111111111","cvv":"012"}"#);
///
/// let refusal = Response::new(401, "");
/// let error = RevealCard::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::Unauthorized);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct RevealCard;

impl Endpoint for RevealCard {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /api/v1/customer/cards/sensitive-details?CardId=<card>
Authorization: Bearer <token>
otp: <otp>
Accept: */*

";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str =
        "customer-api-docs.ibanera.com/api-endpoints/cards/get-card-details-by-id";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        Ok(Answer::data(read(item(response)?, SECRETS, "")))
    }
}
