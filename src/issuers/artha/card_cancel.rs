//! `POST CancelCard`: closes a card for good. It takes no signature image.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha::answer::{Success, action};

/// Closes a card for good.
///
/// `POST /CancelCard`.
///
/// Source: docs.artha.work/cancellation-13986054e0.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha::{ArthaConfig, CancelCard};
/// # use cardlatch::settings::Settings;
/// # use cardlatch::{ActionResult, Client, Effect, ErrorCode, IssuerConfig};
/// # let config = ArthaConfig::new("https://artha.example", "token");
/// # let client = Client::new(IssuerConfig::Artha(config))?;
/// # let fields = Settings::default();
/// # let (settings, card) = (client.settings(), "81e38cea");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Unsigned(draft) = CancelCard::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(draft.signed(b"signature").body.as_bytes(), br#"{"cardId":"81e38cea"}"#);
///
/// let answer = Response::new(200, concat!(
///     r#"{"taskId":"b3190d","status":"Success","remarks":"CardInProgress"}"#,
/// ));
/// let Answer::Reply(reply) = CancelCard::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.task_id.as_deref()), (ActionResult::Accepted, Some("b3190d")));
///
/// let refusal = Response::new(404, "");
/// let error = CancelCard::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::CardNotFound, Effect::None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct CancelCard;

impl Endpoint for CancelCard {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /CancelCard
Content-Type: application/json
timestamp: <timestamp>
nonce: <nonce>
<signing.tokenName>: <signing.tokenValue>
signature: <signature>

{\"cardId\":\"<card>\"}";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        action(response, Success::IsAccepted)
    }
}
