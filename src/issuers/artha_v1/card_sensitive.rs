//! `GET cards/{cardId}/sensitive`: card number and CVV.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha_v1::answer::one;

const SECRETS: &str =
    "pan=cardNumber cvv=cvv expiry=expiryDate holder=cardholderName iframeUrl=iframeUrl";

/// Reads card number and CVV.
///
/// `GET {pathPrefix}/cards/{card}/sensitive`.
///
/// The page says that this takes additional authentication and not which, so none is sent. Source:
/// docs.artha.work/get-sensitive-card-details-28184479e0.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha_v1::{ArthaV1Config, RevealCard};
/// # use cardlatch::settings::Settings;
/// # use cardlatch::{Client, ErrorCode, IssuerConfig};
/// # let config = ArthaV1Config::new("https://artha.example", "key", "/api/v1");
/// # let client = Client::new(IssuerConfig::ArthaV1(config))?;
/// # let fields = Settings::default();
/// # let (settings, card) = (client.settings(), "c1");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Unhashed(draft) = RevealCard::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(
///     draft.hashed(b"hash").signed(b"mac").url(),
///     "https://artha.example/api/v1/cards/c1/sensitive"
/// );
///
/// let answer = Response::new(200, concat!(
///     r#"{"data":{"id":"c1","card_number":"4111111111111111","cvv":"987","pin":"1234"}}"#,
/// ));
/// let Answer::Data(data) = RevealCard::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), r#"{"pan":"4111111111111111","cvv":"987"}"#);
///
/// let refusal = Response::new(403, r#"{}"#);
/// let error = RevealCard::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::Forbidden);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct RevealCard;

impl Endpoint for RevealCard {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = signed!("GET <pathPrefix>/cards/<card>/sensitive");
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/get-sensitive-card-details-28184479e0";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        one(about, response, SECRETS)
    }
}
