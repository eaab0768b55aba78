//! `POST cards/{cardId}/cancel`: closes a card for good.

use crate::answer::Answer;
use crate::card::Action;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha_v1::answer::action;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Closes a card for good.
///
/// `POST {pathPrefix}/cards/{card}/cancel`: may take `reason`.
///
/// The page lists words for the reason (`lost`, `stolen`, `fraud`, `customer_request`,
/// `account_closure`) and shows free text. Source: docs.artha.work/cancel-card-28184484e0.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha_v1::{ArthaV1Config, CancelCard};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{Action, ActionResult, Client, Effect, ErrorCode, IssuerConfig, Operation};
/// # let config = ArthaV1Config::new("https://artha.example", "key", "/api/v1");
/// # let client = Client::new(IssuerConfig::ArthaV1(config))?;
/// let fields = json::check(br#"{"reason":"customer_request"}"#, Limits::default())?;
/// let fields = client.fields(Operation::of(Action::Cancel), fields)?;
/// # let (settings, card) = (client.settings(), "c1");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Unhashed(draft) = CancelCard::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(draft.hashed(b"hash").signed(b"mac").body.as_bytes(), concat!(
///     r#"{"reason":"customer_request"}"#,
/// ).as_bytes());
///
/// let answer = Response::new(200, concat!(
///     r#"{"cardId":"c1","action":"cancel","status":"success","taskId":"task_1"}"#,
/// ));
/// let Answer::Reply(reply) = CancelCard::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.task_id.as_deref()), (ActionResult::Accepted, Some("task_1")));
///
/// let refusal = Response::new(404, r#"{"message":"no"}"#);
/// let error = CancelCard::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::CardNotFound, Effect::None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct CancelCard;

impl Endpoint for CancelCard {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str =
        signed!("POST <pathPrefix>/cards/<card>/cancel", "{\"reason\":\"<reason?>\"}");
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "reason text? <=500";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/cancel-card-28184484e0";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        action(about, response, Action::Cancel)
    }
}
