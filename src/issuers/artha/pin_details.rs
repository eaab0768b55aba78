//! `GET PinDetails/{cardId}`: the card's PIN.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha::answer::named;

/// Reads a card's PIN.
///
/// `GET /PinDetails/{card}`.
///
/// Its name is `Pin` in the table and `pin` in the example. Source: the newest public manual of the
/// Cards API; the page on docs.artha.work is not public.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha::{ArthaConfig, PinDetails};
/// # use cardlatch::settings::Settings;
/// # use cardlatch::{Client, ErrorCode, IssuerConfig};
/// # let config = ArthaConfig::new("https://artha.example", "token");
/// # let client = Client::new(IssuerConfig::Artha(config))?;
/// # let fields = Settings::default();
/// # let (settings, card) = (client.settings(), "81e38cea");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Unsigned(draft) = PinDetails::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(draft.signed(b"signature").url(), "https://artha.example/PinDetails/81e38cea");
///
/// let answer = Response::new(200, r#"{"cardNumber":"4111111111111111","Pin":"0234"}"#);
/// let Answer::Data(data) = PinDetails::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), r#"{"pin":"0234"}"#);
///
/// let refusal = Response::new(404, "");
/// let error = PinDetails::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::CardNotFound);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct PinDetails;

impl Endpoint for PinDetails {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /PinDetails/<card>
timestamp: <timestamp>
nonce: <nonce>
<signing.tokenName>: <signing.tokenValue>
signature: <signature>

";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "public manual of the Cards API, PinDetails";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        named(response, "pin=pin")
    }
}
