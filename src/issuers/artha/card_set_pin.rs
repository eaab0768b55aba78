//! `POST CardSetPin`: starts the issuer's PIN procedure.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha::answer::{Success, action};

/// Starts the issuer's PIN procedure.
///
/// `POST /CardSetPin`.
///
/// The documented body has no field for a PIN, so none is sent. The image's name is spelled in
/// lower case here, unlike everywhere else. Source: the newest public manual of the Cards API; the
/// page on docs.artha.work is not public.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha::{ArthaConfig, CardSetPin};
/// # use cardlatch::settings::Settings;
/// # use cardlatch::{ActionResult, Client, Effect, ErrorCode, IssuerConfig};
/// # let config = ArthaConfig::new("https://artha.example", "token");
/// # let client = Client::new(IssuerConfig::Artha(config))?;
/// # let fields = Settings::default();
/// # let (settings, card) = (client.settings(), "81e38cea");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Unsigned(draft) = CardSetPin::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(draft.signed(b"signature").body.as_bytes(), br#"{"cardId":"81e38cea"}"#);
///
/// let answer = Response::new(200, concat!(
///     r#"{"status":"Success","remarks":"CardSetPin SuccesFully!"}"#,
/// ));
/// let Answer::Reply(reply) = CardSetPin::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.confirmed), (ActionResult::Completed, true));
///
/// let refusal = Response::new(200, r#"{"status":"Failed","remarks":"no"}"#);
/// let error = CardSetPin::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::IssuerRejected, Effect::None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct CardSetPin;

impl Endpoint for CardSetPin {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /CardSetPin
Content-Type: application/json
timestamp: <timestamp>
nonce: <nonce>
<signing.tokenName>: <signing.tokenValue>
signature: <signature>

{\"cardId\":\"<card>\",\"signimage\":\"<image>\"}";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        action(response, Success::IsDone)
    }
}
