//! `POST cards/{cardId}/replace`: asks for a card in place of this one.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::{Effect, Error};
use crate::http::Response;
use crate::issuers::artha_v1::answer::{is_empty_202, result, taken};
use crate::outcome::{ActionResult, Reply};
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Asks for a card in place of this one.
///
/// `POST {pathPrefix}/cards/{card}/replace`: may take `reason` and `shippingAddress`.
///
/// The answer comes with a result object or, on another page, as a bare 202. Whether the object's
/// `cardId` is the old or the new card is not said, so it stays in `extra`; a state that is told is
/// of the card that is named there. Source: docs.artha.work/replace-card-32047109e0 and
/// replace-card-28295336e0.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha_v1::{ArthaV1Config, ReplaceCard};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{ActionResult, Client, Effect, ErrorCode, IssuerConfig, Operation};
/// # let config = ArthaV1Config::new("https://artha.example", "key", "/api/v1");
/// # let client = Client::new(IssuerConfig::ArthaV1(config))?;
/// let fields = json::check(br#"{"reason":"lost"}"#, Limits::default())?;
/// let fields = client.fields(Operation::REPLACE, fields)?;
/// # let (settings, card) = (client.settings(), "c1");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Unhashed(draft) = ReplaceCard::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(draft.hashed(b"hash").signed(b"mac").body.as_bytes(), br#"{"reason":"lost"}"#);
///
/// let answer = Response::new(202, concat!(
///     r#"{"cardId":"c1","action":"replace","status":"success","taskId":"task_1"}"#,
/// ));
/// let Answer::Reply(reply) = ReplaceCard::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.task_id.as_deref()), (ActionResult::Accepted, Some("task_1")));
///
/// let refusal = Response::new(404, "");
/// let error = ReplaceCard::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::CardNotFound, Effect::None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct ReplaceCard;

impl Endpoint for ReplaceCard {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = signed!(
        "POST <pathPrefix>/cards/<card>/replace",
        concat!("{\"reason\":\"<reason?>\",", address!(members), "}")
    );
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = concat!("reason text?", address!(rules));
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/replace-card-32047109e0";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        if is_empty_202(response) {
            return Ok(Answer::Reply(Reply::new(ActionResult::Accepted, false)));
        }
        result(response, taken(response, Effect::Unknown)?, None)
    }
}
