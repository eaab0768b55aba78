//! `POST ApplyCard`: asks for a new card of a program. A callback tells the result.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha::answer::card;
use crate::issuers::artha::kyc::kyc;
#[cfg(not(feature = "ship"))]
use crate::issuers::artha::kyc::kyc_rules;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Asks for a new card of a program: the one that is named, else the one in the options.
///
/// `POST /ApplyCard`: may take `programId` and `kyc`.
///
/// `kyc` is needed where the program says `kycRequiredWhileApplyCard` and has `kycRequirements`.
/// Source: docs.artha.work/apply-13986048e0 and the public manual.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha::{ApplyCard, ArthaConfig};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{ActionResult, Client, Effect, ErrorCode, IssuerConfig, Operation};
/// # let config = ArthaConfig::new("https://artha.example", "token");
/// # let client = Client::new(IssuerConfig::Artha(config))?;
/// let fields = json::check(concat!(
///     r#"{"programId":"p-1","kyc":{"firstname":"Ann","gender":1}}"#,
/// ).as_bytes(), Limits::default())?;
/// let fields = client.fields(Operation::ISSUE, fields)?;
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Unsigned(draft) = ApplyCard::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(draft.signed(b"signature").body.as_bytes(), concat!(
///     r#"{"programId":"p-1","kyc":{"firstname":"Ann","gender":1}}"#,
/// ).as_bytes());
///
/// let answer = Response::new(200, concat!(
///     r#"{"cardId":"c2","status":"Success","remarks":"Description"}"#,
/// ));
/// let Answer::Reply(reply) = ApplyCard::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.confirmed), (ActionResult::Accepted, false));
/// assert_eq!(reply.data.json().as_str(), r#"{"id":"c2"}"#);
///
/// let refusal = Response::new(200, r#"{"cardId":"c2","status":"Failed","remarks":"no"}"#);
/// let error = ApplyCard::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::IssuerRejected, Effect::None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct ApplyCard;

impl Endpoint for ApplyCard {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = concat!(
        "\
POST /ApplyCard
Content-Type: application/json
timestamp: <timestamp>
nonce: <nonce>
<signing.tokenName>: <signing.tokenValue>
signature: <signature>

{\"programId\":\"<programId>\",",
        kyc!(),
        "}"
    );
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = concat!("programId header?\n", kyc_rules!());
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/apply-13986048e0";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        card(response, "id=cardId reference=referenceId *")
    }
}
