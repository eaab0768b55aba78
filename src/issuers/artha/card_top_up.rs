//! `POST CardTopUp`: moves money onto a card. A callback tells the result.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha::answer::{Success, action};
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Moves money onto a card.
///
/// `POST /CardTopUp`: takes `amount`.
///
/// Source: the newest public manual of the Cards API; the page on docs.artha.work is not public.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha::{ArthaConfig, CardTopUp};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{ActionResult, Client, Effect, ErrorCode, IssuerConfig, Operation};
/// # let config = ArthaConfig::new("https://artha.example", "token");
/// # let client = Client::new(IssuerConfig::Artha(config))?;
/// let fields = json::check(br#"{"amount":"100.00"}"#, Limits::default())?;
/// let fields = client.fields(Operation::TOP_UP, fields)?;
/// # let (settings, card) = (client.settings(), "81e38cea");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Unsigned(draft) = CardTopUp::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(draft.signed(b"signature").body.as_bytes(), concat!(
///     r#"{"cardId":"81e38cea","amount":"100.00"}"#,
/// ).as_bytes());
///
/// let answer = Response::new(200, concat!(
///     r#"{"taskId":"t","status":"Success","remarks":"CardInProgress"}"#,
/// ));
/// let Answer::Reply(reply) = CardTopUp::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.task_id.as_deref()), (ActionResult::Accepted, Some("t")));
///
/// let refusal = Response::new(200, r#"{"status":"Failed","remarks":"no"}"#);
/// let error = CardTopUp::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::IssuerRejected, Effect::None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct CardTopUp;

impl Endpoint for CardTopUp {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /CardTopUp
Content-Type: application/json
timestamp: <timestamp>
nonce: <nonce>
<signing.tokenName>: <signing.tokenValue>
signature: <signature>

{\"cardId\":\"<card>\",\"amount\":\"<amount>\"}";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "amount number";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "public manual of the Cards API, CardTopUp";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        action(response, Success::IsAccepted)
    }
}
