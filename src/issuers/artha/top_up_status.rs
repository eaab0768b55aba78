//! `GET TopUpStatus/{taskId}`: what became of a top-up.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha::answer::good;
use crate::reading::read;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Reads what became of a top-up.
///
/// `GET /TopUpStatus/{taskId}`: takes `taskId`.
///
/// `settlemetAmount` is the issuer's spelling. The words of `status` and `type` are not documented,
/// so `Failed` there is what was read and not a refusal. Source:
/// docs.artha.work/topup-status-13986061e0.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha::{ArthaConfig, TopUpStatus};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{Client, ErrorCode, IssuerConfig, Operation};
/// # let config = ArthaConfig::new("https://artha.example", "token");
/// # let client = Client::new(IssuerConfig::Artha(config))?;
/// let fields = json::check(br#"{"taskId":"c9f691d9"}"#, Limits::default())?;
/// let fields = client.fields(Operation::TOP_UP_STATUS, fields)?;
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Unsigned(draft) = TopUpStatus::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(draft.signed(b"signature").url(), "https://artha.example/TopUpStatus/c9f691d9");
///
/// let answer = Response::new(200, concat!(
///     r#"{"taskId":"c9f691d9","currency":"USD","amount":100.10,"settlemetAmount":90,"#,
///     r#""status":"Failed"}"#,
/// ));
/// let Answer::Data(data) = TopUpStatus::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), concat!(
///     r#"{"id":"c9f691d9","amount":{"value":"100.10","currency":"USD"},"#,
///     r#""settled":{"value":"90","currency":"USD"},"status":"Failed","currency":"USD"}"#,
/// ));
///
/// let refusal = Response::new(400, "");
/// let error = TopUpStatus::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::IssuerRejected);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct TopUpStatus;

impl Endpoint for TopUpStatus {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /TopUpStatus/<taskId>
timestamp: <timestamp>
nonce: <nonce>
<signing.tokenName>: <signing.tokenValue>
signature: <signature>

";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "taskId header";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/topup-status-13986061e0";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let list = "id=taskId card=cardId amount:n=amount fee:n=fee \
settled:n=settlemetAmount|settlementAmount type=type status=status time=date currency=currency \
last4:4=cardNumber *";
        Ok(Answer::data(read(good(response, false)?, list, "")))
    }
}
