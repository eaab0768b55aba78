//! `POST Binding`: ties a plastic card to a card that was applied for.

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

/// Ties a plastic card to a card that was applied for.
///
/// `POST /Binding`: takes `cardNumber` and may take `programId`, `envelopeNo`, `kyc` and
/// `handholdidphoto`.
///
/// What the program asks for is checked before: `kyc` where it was not needed to apply, the
/// envelope's number, the photograph. The program is not sent; it is only read. `cardno` of the
/// answer may be the whole number, so four digits of it are kept. Source:
/// docs.artha.work/binding-13986049e0 and the public manual.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha::{ArthaConfig, Binding};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{ActionResult, Client, Effect, ErrorCode, IssuerConfig, Operation};
/// # let config = ArthaConfig::new("https://artha.example", "token");
/// # let client = Client::new(IssuerConfig::Artha(config))?;
/// let fields = json::check(concat!(
///     r#"{"cardNumber":"4111111111111111","envelopeNo":"E1"}"#,
/// ).as_bytes(), Limits::default())?;
/// let fields = client.fields(Operation::own("bind"), fields)?;
/// # let (settings, card) = (client.settings(), "81e38cea");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Unsigned(draft) = Binding::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(draft.signed(b"signature").body.as_bytes(), concat!(
///     r#"{"cardId":"81e38cea","cardNumber":"4111111111111111","envelopeNo":"E1"}"#,
/// ).as_bytes());
///
/// let answer = Response::new(200, concat!(
///     r#"{"taskId":"t","cardno":"4111111111111111","status":"Submit"}"#,
/// ));
/// let Answer::Reply(reply) = Binding::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.task_id.as_deref()), (ActionResult::Accepted, Some("t")));
/// assert_eq!(reply.data.json().as_str(), r#"{"last4":"1111"}"#);
///
/// let refusal = Response::new(200, r#"{"status":"Failed","remarks":"no"}"#);
/// let error = Binding::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::IssuerRejected, Effect::None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Binding;

impl Endpoint for Binding {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = concat!(
        "\
POST /Binding
Content-Type: application/json
timestamp: <timestamp>
nonce: <nonce>
<signing.tokenName>: <signing.tokenValue>
signature: <signature>

{\"cardId\":\"<card>\",\"cardNumber\":\"<cardNumber>\",\"envelopeNo\":\"<envelopeNo?>\",\
\"handholdidphoto\":\"<handholdidphoto?>\",",
        kyc!(),
        "}"
    );
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = concat!(
        "programId header?\ncardNumber text\nenvelopeNo text?\n",
        kyc_rules!(),
        "\nhandholdidphoto image?"
    );
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/binding-13986049e0";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        card(response, "id=cardId last4:4=cardno|cardNumber")
    }
}
