//! `POST /api/v1/customer/cards/deactivate`: switches a card off and voids its pending
//! transactions.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::ibanera::switch::{Switch, switched};

/// Switches a card off and voids its pending transactions.
///
/// `POST /api/v1/customer/cards/deactivate`.
///
/// The media type is `application/json-patch+json` though the body is a plain object. Source:
/// customer-api-docs.ibanera.com/api-endpoints/cards/activation-deactivation.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::ibanera::{DeactivateCard, IbaneraConfig};
/// # use cardlatch::settings::Settings;
/// # use cardlatch::{ActionResult, Client, Effect, ErrorCode, IssuerConfig};
/// # let config = IbaneraConfig::new("https://ibanera.example", "name", "password");
/// # let client = Client::new(IssuerConfig::Ibanera(config))?;
/// # let fields = Settings::default();
/// # let (settings, card) = (client.settings(), "1001");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let draft = DeactivateCard::build(&about, &Attempt::default());
/// let Draft::Ready(request) = draft else { panic!() };
/// assert_eq!(request.body.as_bytes(), br#"{"cardsId":1001}"#);
///
/// let answer = Response::new(200, concat!(
///     r#"{"details":{"card":{"id":1001,"status":"Deactivated"}},"status":"1","errors":[]}"#,
/// ));
/// let Answer::Reply(reply) = DeactivateCard::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.confirmed), (ActionResult::Completed, true));
///
/// let refusal = Response::new(200, concat!(
///     r#"{"details":null,"status":"0","errors":[{"fieldName":"CardsId","#,
///     r#""messageCode":"Invalid"}]}"#,
/// ));
/// let error = DeactivateCard::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::IssuerRejected, Effect::None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct DeactivateCard;

impl Endpoint for DeactivateCard {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /api/v1/customer/cards/deactivate
Authorization: Bearer <token>
otp: <otp>
Accept: */*
Content-Type: application/json-patch+json

{\"cardsId\":<card>}";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        switched(Switch::Off, about, response)
    }
}
