//! `POST /api/v1/customer/cards/create`: issues a card, which begins switched off.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::ibanera::card_list::owned;
use crate::issuers::ibanera::envelope::taken;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Issues a card.
///
/// `POST /api/v1/customer/cards/create`: takes `customer`, `currency`, `reference`, `shipping` and
/// `program` and may take `type`, `address`, `businessReview` and `personalReview`.
///
/// The newest page takes USD alone, older ones others too: the issuer decides. What customers of
/// more than six months must tell besides is known in part, so it goes as the caller gives it. The
/// new card may wait for an approval, so the answer is not final. Source:
/// customer-api-docs.ibanera.com/api-endpoints/cards/create-card.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::ibanera::{CreateCard, IbaneraConfig};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{ActionResult, Client, Effect, ErrorCode, IssuerConfig, Operation};
/// # let config = IbaneraConfig::new("https://ibanera.example", "name", "password");
/// # let client = Client::new(IssuerConfig::Ibanera(config))?;
/// let fields = json::check(concat!(
///     r#"{"customer":14387,"currency":"USD","reference":"R-1","shipping":"Standard","#,
///     r#""program":1002}"#,
/// ).as_bytes(), Limits::default())?;
/// let fields = client.fields(Operation::ISSUE, fields)?;
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Ready(request) = CreateCard::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(request.body.as_bytes(), concat!(
///     r#"{"customersId":14387,"currency":"USD","cardReferenceId":"R-1","#,
///     r#""shippingMethod":"Standard","cardProgramID":1002}"#,
/// ).as_bytes());
///
/// let answer = Response::new(200, concat!(
///     r#"{"id":1359,"details":{"card":{"id":1359,"currency":"USD","status":"Deactivated"}},"#,
///     r#""status":"1"}"#,
/// ));
/// let Answer::Reply(reply) = CreateCard::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.task_id.as_deref()), (ActionResult::Accepted, Some("1359")));
/// assert_eq!(reply.data.json().as_str(), concat!(
///     r#"{"id":"1359","state":"inactive","issuerWord":"Deactivated","currency":"USD"}"#,
/// ));
///
/// let refusal = Response::new(200, concat!(
///     r#"{"details":null,"status":"0","errors":[{"fieldName":"Amount","#,
///     r#""messageCode":"Required"}]}"#,
/// ));
/// let error = CreateCard::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::IssuerRejected, Effect::None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct CreateCard;

impl Endpoint for CreateCard {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /api/v1/customer/cards/create
Authorization: Bearer <token>
otp: <otp>
Accept: */*
Content-Type: application/json

{\"customersId\":<customer>,\"currency\":\"<currency>\",\"cardReferenceId\":\"<reference>\",\"shippingMethod\":\"<shipping>\",\"cardProgramID\":<program>,\"cardType\":\"<type?>\",\"shippingAddress\":{\"shippingAddressLine1\":\"<address.line1?>\",\"shippingAddressCity\":\"<address.city?>\",\"shippingAddressState\":\"<address.state?>\",\"shippingAddressPostcode\":\"<address.postcode?>\",\"shippingAddressCountry\":\"<address.country?>\"},\"businessReviewDetails\":{<{businessReview}>},\"personalReviewDetails\":{<{personalReview}>}}";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "\
customer digits
currency text
reference text
shipping word! Standard Express Priority
program digits
type word? Physical Virtual
address.line1 text?
address.city text?
address.state text?
address.postcode text?
address.country text?
businessReview object?
personalReview object?";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "customer-api-docs.ibanera.com/api-endpoints/cards/create-card";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        taken(response, |details| owned(details.get_loosely("card"), details))
    }
}
