//! `POST cards/{cardId}/freeze` and `unfreeze`: stops a card for now, and undoes that. Neither has
//! a body.

use crate::answer::Answer;
use crate::card::Action;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha_v1::answer::action;

/// Stops a card for now.
///
/// `POST {pathPrefix}/cards/{card}/freeze`.
///
/// Source: docs.artha.work/freeze-card-28184482e0. The page of unfreeze is not public: its path is
/// by the pattern of the others, its word is that of the result object and of the menu.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha_v1::{ArthaV1Config, FreezeCard};
/// # use cardlatch::settings::Settings;
/// # use cardlatch::{ActionResult, Client, Effect, ErrorCode, IssuerConfig};
/// # let config = ArthaV1Config::new("https://artha.example", "key", "/api/v1");
/// # let client = Client::new(IssuerConfig::ArthaV1(config))?;
/// # let fields = Settings::default();
/// # let (settings, card) = (client.settings(), "c1");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Unhashed(draft) = FreezeCard::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(
///     draft.hashed(b"hash").signed(b"mac").url(),
///     "https://artha.example/api/v1/cards/c1/freeze"
/// );
///
/// let answer = Response::new(200, concat!(
///     r#"{"cardId":"c1","action":"freeze","status":"success","taskId":"task_1"}"#,
/// ));
/// let Answer::Reply(reply) = FreezeCard::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.task_id.as_deref()), (ActionResult::Accepted, Some("task_1")));
///
/// let refusal = Response::new(200, r#"{"cardId":"c1","status":"failed","message":"no"}"#);
/// let error = FreezeCard::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::IssuerRejected, Effect::Unknown));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct FreezeCard;

impl Endpoint for FreezeCard {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = signed!("POST <pathPrefix>/cards/<card>/freeze");
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/freeze-card-28184482e0";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        action(about, response, Action::Freeze)
    }
}

/// Undoes a freeze.
///
/// `POST {pathPrefix}/cards/{card}/unfreeze`.
///
/// Source: by the pattern of docs.artha.work/freeze-card-28184482e0; no page is public. What the
/// pages leave open stands at [`FreezeCard`].
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha_v1::{ArthaV1Config, UnfreezeCard};
/// # use cardlatch::settings::Settings;
/// # use cardlatch::{ActionResult, Client, Effect, ErrorCode, IssuerConfig};
/// # let config = ArthaV1Config::new("https://artha.example", "key", "/api/v1");
/// # let client = Client::new(IssuerConfig::ArthaV1(config))?;
/// # let fields = Settings::default();
/// # let (settings, card) = (client.settings(), "c1");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Unhashed(draft) = UnfreezeCard::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(
///     draft.hashed(b"hash").signed(b"mac").url(),
///     "https://artha.example/api/v1/cards/c1/unfreeze"
/// );
///
/// let answer = Response::new(200, concat!(
///     r#"{"data":{"cardId":"c1","action":"unfreeze","status":"active"}}"#,
/// ));
/// let Answer::Reply(reply) = UnfreezeCard::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.confirmed), (ActionResult::Completed, true));
///
/// let refusal = Response::new(404, r#"{"message":"no"}"#);
/// let error = UnfreezeCard::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::CardNotFound, Effect::None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct UnfreezeCard;

impl Endpoint for UnfreezeCard {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = signed!("POST <pathPrefix>/cards/<card>/unfreeze");
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str =
        "by the pattern of docs.artha.work/freeze-card-28184482e0; no page is public";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        action(about, response, Action::Unfreeze)
    }
}
