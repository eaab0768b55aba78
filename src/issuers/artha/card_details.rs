//! `GET CardDetails/{cardId}`: the card's number, CVV, expiry and status.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha::answer::named;

/// Reads a card: what may be shown of it.
///
/// `GET /CardDetails/{card}`.
///
/// The words of `cardStatus` are not documented, so a card's state is unknown beside the issuer's
/// word. Source: docs.artha.work/carddetails-13986056e0.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha::{ArthaConfig, CardDetails};
/// # use cardlatch::settings::Settings;
/// # use cardlatch::{Client, ErrorCode, IssuerConfig};
/// # let config = ArthaConfig::new("https://artha.example", "token");
/// # let client = Client::new(IssuerConfig::Artha(config))?;
/// # let fields = Settings::default();
/// # let (settings, card) = (client.settings(), "81e38cea");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Unsigned(draft) = CardDetails::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(draft.signed(b"signature").url(), "https://artha.example/CardDetails/81e38cea");
///
/// let answer = Response::new(200, concat!(
///     r#"{"cardNumber":"4111111111111111","cvv":"123","cardStatus":"Active"}"#,
/// ));
/// let Answer::Data(data) = CardDetails::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), r#"{"state":"unknown","issuerWord":"Active","last4":"1111"}"#);
///
/// let refusal = Response::new(404, "");
/// let error = CardDetails::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::CardNotFound);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct CardDetails;

/// Reads card number and CVV.
///
/// `GET /CardDetails/{card}`.
///
/// What the pages leave open stands at [`CardDetails`].
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha::{ArthaConfig, CardSecrets};
/// # use cardlatch::settings::Settings;
/// # use cardlatch::{Client, ErrorCode, IssuerConfig};
/// # let config = ArthaConfig::new("https://artha.example", "token");
/// # let client = Client::new(IssuerConfig::Artha(config))?;
/// # let fields = Settings::default();
/// # let (settings, card) = (client.settings(), "81e38cea");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Unsigned(draft) = CardSecrets::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(draft.signed(b"signature").url(), "https://artha.example/CardDetails/81e38cea");
///
/// let answer = Response::new(200, concat!(
///     r#"{"cardNumber":"4111111111111111","cvv":"123","expirationDate":"2025-10-01"}"#,
/// ));
/// let Answer::Data(data) = CardSecrets::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), r#"{"pan":"4111111111111111","cvv":"123","expiry":"2025-10-01"}"#);
///
/// let refusal = Response::new(200, r#"{"status":"Failed","remarks":"no"}"#);
/// let error = CardSecrets::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::IssuerRejected);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct CardSecrets;

impl Endpoint for CardDetails {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /CardDetails/<card>
timestamp: <timestamp>
nonce: <nonce>
<signing.tokenName>: <signing.tokenValue>
signature: <signature>

";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/carddetails-13986056e0";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        named(response, "state:w=cardStatus last4:4=cardNumber expiry=expirationDate")
    }
}

impl Endpoint for CardSecrets {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = CardDetails::REQUEST;
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = CardDetails::SOURCE;

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        named(response, "pan=cardNumber cvv=cvv expiry=expirationDate")
    }
}
