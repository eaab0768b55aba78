//! `POST EstimateCardTopUpFee`: what a top-up would cost. It changes nothing.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha::answer::named;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Reads what a top-up would cost.
///
/// `POST /EstimateCardTopUpFee`: takes `amount`.
///
/// Amounts are text in whole units, and so are those of the answer. Its page speaks of exchange
/// rates too, without names. Source: docs.artha.work/estimate-card-topup-fee-13986055e0 and the
/// public manual.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha::{ArthaConfig, EstimateCardTopUpFee};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{Client, ErrorCode, IssuerConfig, Operation};
/// # let config = ArthaConfig::new("https://artha.example", "token");
/// # let client = Client::new(IssuerConfig::Artha(config))?;
/// let fields = json::check(br#"{"amount":"100.00"}"#, Limits::default())?;
/// let fields = client.fields(Operation::TOP_UP_FEE, fields)?;
/// # let (settings, card) = (client.settings(), "81e38cea");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let draft = EstimateCardTopUpFee::build(&about, &Attempt::default());
/// let Draft::Unsigned(draft) = draft else { panic!() };
/// assert_eq!(draft.signed(b"signature").body.as_bytes(), concat!(
///     r#"{"cardId":"81e38cea","amount":"100.00"}"#,
/// ).as_bytes());
///
/// let answer = Response::new(200, concat!(
///     r#"{"amount":"100","fee":"10","receiveAmount":"90","exchangeRate":1.10}"#,
/// ));
/// let Answer::Data(data) = EstimateCardTopUpFee::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), concat!(
///     r#"{"amount":{"value":"100"},"fee":{"value":"10"},"received":{"value":"90"},"#,
///     r#""extra":{"exchangeRate":"1.10"}}"#,
/// ));
///
/// let refusal = Response::new(403, "");
/// let error = EstimateCardTopUpFee::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::Forbidden);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct EstimateCardTopUpFee;

impl Endpoint for EstimateCardTopUpFee {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
POST /EstimateCardTopUpFee
Content-Type: application/json
timestamp: <timestamp>
nonce: <nonce>
<signing.tokenName>: <signing.tokenValue>
signature: <signature>

{\"cardId\":\"<card>\",\"amount\":\"<amount>\"}";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "amount number";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/estimate-card-topup-fee-13986055e0";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        named(response, "card=cardId amount:n=amount fee:n=fee received:n=receiveAmount *")
    }
}
