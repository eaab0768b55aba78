//! `POST cards/{cardId}/topup` and `GET cards/topupstatus/{topupId}`: moves money onto a card, and
//! what became of that.

use crate::answer::{Answer, undocumented};
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::{Effect, Error};
use crate::http::Response;
use crate::issuers::artha_v1::answer::{one, reply, taken};
use crate::outcome::ActionResult;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

const TOP_UP: &str = "transaction=transactionId amount:n=amount status=status time=performedAt \
=taskId|message|cardId|currency *";

const STATUS: &str = "id=id card=cardId amount:n=amount currency=currency status=status \
createdAt=createdAt *";

/// Moves money onto a card.
///
/// `POST {pathPrefix}/cards/{card}/topup`: takes `amount` and `currency`.
///
/// Amounts are in whole units: the pages show `100.50` and a least amount of 0.01. Which value of
/// the answer is the `topupId` is not said. Source: docs.artha.work/top-up-card-28295340e0 and
/// get-top-up-status-32133995e0; the answer's fields are those of top-up-card-28184489e0.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha_v1::{ArthaV1Config, TopUpCard};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{ActionResult, Client, Effect, ErrorCode, IssuerConfig, Operation};
/// # let config = ArthaV1Config::new("https://artha.example", "key", "/api/v1");
/// # let client = Client::new(IssuerConfig::ArthaV1(config))?;
/// let fields = json::check(br#"{"amount":"100.50","currency":"USD"}"#, Limits::default())?;
/// let fields = client.fields(Operation::TOP_UP, fields)?;
/// # let (settings, card) = (client.settings(), "c1");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Unhashed(draft) = TopUpCard::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(draft.hashed(b"hash").signed(b"mac").body.as_bytes(), concat!(
///     r#"{"amount":100.50,"currency":"USD"}"#,
/// ).as_bytes());
///
/// let answer = Response::new(202, concat!(
///     r#"{"data":{"card_id":"c1","status":"processing","transaction_id":"t1","#,
///     r#""task_id":"k1"}}"#,
/// ));
/// let Answer::Reply(reply) = TopUpCard::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.task_id.as_deref()), (ActionResult::Accepted, Some("k1")));
/// assert_eq!(reply.data.json().as_str(), r#"{"transaction":"t1","status":"processing"}"#);
///
/// let refusal = Response::new(200, r#"{"data":{"status":"failed","message":"no"}}"#);
/// let error = TopUpCard::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::IssuerRejected, Effect::None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct TopUpCard;

impl Endpoint for TopUpCard {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = signed!(
        "POST <pathPrefix>/cards/<card>/topup",
        "{\"amount\":<amount>,\"currency\":\"<currency>\"}"
    );
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "amount number >=0.01\ncurrency text";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/top-up-card-28295340e0";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let held = taken(response, Effect::None)?;
        let mut reply = reply(about, response, held, TOP_UP)?;
        let status = held.get_loosely("status");
        if status.is_ignoring_case("completed") {
            (reply.result, reply.confirmed) = (ActionResult::Completed, true);
        } else if !status.is_null()
            && !status.is_ignoring_case("processing")
            && !status.is_ignoring_case("success")
        {
            return Err(undocumented(response));
        }
        Ok(Answer::Reply(reply))
    }
}

/// Reads what became of a top-up.
///
/// `GET {pathPrefix}/cards/topupstatus/{topupId}`: takes `topupId`.
///
/// Source: docs.artha.work/get-top-up-status-32133995e0. What the pages leave open stands at
/// [`TopUpCard`].
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha_v1::{ArthaV1Config, TopUpStatus};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{Client, ErrorCode, IssuerConfig, Operation};
/// # let config = ArthaV1Config::new("https://artha.example", "key", "/api/v1");
/// # let client = Client::new(IssuerConfig::ArthaV1(config))?;
/// let fields = json::check(br#"{"topupId":"top_1"}"#, Limits::default())?;
/// let fields = client.fields(Operation::TOP_UP_STATUS, fields)?;
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Unhashed(draft) = TopUpStatus::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(
///     draft.hashed(b"hash").signed(b"mac").url(),
///     "https://artha.example/api/v1/cards/topupstatus/top_1"
/// );
///
/// let answer = Response::new(200, concat!(
///     r#"{"id":"top_1","cardId":"c1","amount":100.50,"currency":"USD","status":"Approved"}"#,
/// ));
/// let Answer::Data(data) = TopUpStatus::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), concat!(
///     r#"{"id":"top_1","card":"c1","amount":{"value":"100.50","currency":"USD"},"#,
///     r#""currency":"USD","status":"Approved"}"#,
/// ));
///
/// let refusal = Response::new(400, r#"{}"#);
/// let error = TopUpStatus::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::IssuerRejected);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct TopUpStatus;

impl Endpoint for TopUpStatus {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = signed!("GET <pathPrefix>/cards/topupstatus/<topupId>");
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "topupId header";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/get-top-up-status-32133995e0";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        one(about, response, STATUS)
    }
}
