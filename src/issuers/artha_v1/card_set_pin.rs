//! `POST cards/{cardId}/pin/set`: sets a PIN of four to six digits.

use crate::answer::Answer;
use crate::card::Action;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha_v1::answer::action;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Sets a PIN.
///
/// `POST {pathPrefix}/cards/{card}/pin/set`: takes `pin`.
///
/// Source: docs.artha.work/set-reset-card-pin-28184486e0.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha_v1::{ArthaV1Config, SetCardPin};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{Action, ActionResult, Client, Effect, ErrorCode, IssuerConfig, Operation};
/// # let config = ArthaV1Config::new("https://artha.example", "key", "/api/v1");
/// # let client = Client::new(IssuerConfig::ArthaV1(config))?;
/// let fields = json::check(br#"{"pin":"0123"}"#, Limits::default())?;
/// let fields = client.fields(Operation::of(Action::SetPin), fields)?;
/// # let (settings, card) = (client.settings(), "c1");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Unhashed(draft) = SetCardPin::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(draft.hashed(b"hash").signed(b"mac").body.as_bytes(), br#"{"pin":"0123"}"#);
///
/// let answer = Response::new(200, r#"{}"#);
/// let Answer::Reply(reply) = SetCardPin::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.confirmed), (ActionResult::Accepted, false));
///
/// let refusal = Response::new(200, r#"{"cardId":"c1","status":"failed","message":"no"}"#);
/// let error = SetCardPin::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::IssuerRejected, Effect::Unknown));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct SetCardPin;

impl Endpoint for SetCardPin {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str =
        signed!("POST <pathPrefix>/cards/<card>/pin/set", "{\"pin\":\"<pin>\"}");
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "pin keys!";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/set-reset-card-pin-28184486e0";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        action(about, response, Action::SetPin)
    }
}
