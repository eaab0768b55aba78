//! `POST /api/v1/customer/cards/changecardpin`: a new PIN against the old one. No reset is
//! documented.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::ibanera::envelope::{about_another, details};
use crate::outcome::{ActionResult, Reply};
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Changes a PIN.
///
/// `POST /api/v1/customer/cards/changecardpin`: takes `oldPin` and `newPin`.
///
/// One sample of the answer names the card, another has no details. Source:
/// customer-api-docs.ibanera.com/api-endpoints/cards/change-card-pin.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::ibanera::{IbaneraConfig, SetPin};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{Action, ActionResult, Client, Effect, ErrorCode, IssuerConfig, Operation};
/// # let config = IbaneraConfig::new("https://ibanera.example", "name", "password");
/// # let client = Client::new(IssuerConfig::Ibanera(config))?;
/// let fields = json::check(br#"{"oldPin":"0123","newPin":"4567"}"#, Limits::default())?;
/// let fields = client.fields(Operation::of(Action::SetPin), fields)?;
/// # let (settings, card) = (client.settings(), "1016");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Ready(request) = SetPin::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(request.body.as_bytes(), concat!(
///     r#"{"TopUpCardsId":1016,"OldPin":"0123","NewPin":"4567"}"#,
/// ).as_bytes());
///
/// let answer = Response::new(200, r#"{"id":1016,"details":null,"status":"1","errors":[]}"#);
/// let Answer::Reply(reply) = SetPin::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.confirmed), (ActionResult::Completed, true));
///
/// let refusal = Response::new(200, concat!(
///     r#"{"details":null,"status":"0","errors":[{"fieldName":"CardsId","#,
///     r#""messageCode":"Invalid"}]}"#,
/// ));
/// let error = SetPin::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::IssuerRejected, Effect::None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct SetPin;

impl Endpoint for SetPin {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /api/v1/customer/cards/changecardpin
Authorization: Bearer <token>
otp: <otp>
Accept: */*
Content-Type: application/json

{\"TopUpCardsId\":<card>,\"OldPin\":\"<oldPin>\",\"NewPin\":\"<newPin>\"}";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "oldPin text\nnewPin text";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str =
        "customer-api-docs.ibanera.com/api-endpoints/cards/change-card-pin";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let card = details(response)?.get_loosely("topUpCardsId");
        about_another(about, response, card, "details.TopUpCardsId")?;
        Ok(Answer::Reply(Reply::new(ActionResult::Completed, true)))
    }
}
