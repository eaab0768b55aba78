//! `POST cards/{cardId}/activate`: switches a card on. Virtual cards need no code; examples send
//! `{}`.

use crate::answer::Answer;
use crate::card::Action;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha_v1::answer::action;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Switches a card on.
///
/// `POST {pathPrefix}/cards/{card}/activate`: may take `activationCode`.
///
/// Source: docs.artha.work/activate-card-32120604e0.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha_v1::{ActivateCard, ArthaV1Config};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{Action, ActionResult, Client, Effect, ErrorCode, IssuerConfig, Operation};
/// # let config = ArthaV1Config::new("https://artha.example", "key", "/api/v1");
/// # let client = Client::new(IssuerConfig::ArthaV1(config))?;
/// let fields = json::check(br#"{"activationCode":"A1B2C3"}"#, Limits::default())?;
/// let fields = client.fields(Operation::of(Action::Activate), fields)?;
/// # let (settings, card) = (client.settings(), "c1");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Unhashed(draft) = ActivateCard::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(draft.hashed(b"hash").signed(b"mac").body.as_bytes(), concat!(
///     r#"{"activationCode":"A1B2C3"}"#,
/// ).as_bytes());
///
/// let answer = Response::new(200, concat!(
///     r#"{"cardId":"c1","action":"activate","status":"success","taskId":"task_1"}"#,
/// ));
/// let Answer::Reply(reply) = ActivateCard::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.task_id.as_deref()), (ActionResult::Accepted, Some("task_1")));
///
/// let refusal = Response::new(200, r#"{"cardId":"c1","status":"failed","message":"no"}"#);
/// let error = ActivateCard::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::IssuerRejected, Effect::Unknown));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct ActivateCard;

impl Endpoint for ActivateCard {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = signed!(
        "POST <pathPrefix>/cards/<card>/activate",
        "{\"activationCode\":\"<activationCode?>\"}"
    );
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "activationCode text?";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/activate-card-32120604e0";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        action(about, response, Action::Activate)
    }
}
