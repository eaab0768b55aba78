//! `GET` and `POST cards/{cardId}/limits`: what may be spent.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::{Effect, Error};
use crate::http::Response;
use crate::issuers::artha_v1::answer::{one, reply, taken};
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

const LIMITS: &str = "daily:$=dailyLimit monthly:$=monthlyLimit perTransaction:$=perTransactionLimit \
atm:$=atmWithdrawalLimit yearly:$=yearlyLimit lifetime:$=lifetimeLimit =cardId|currency *";

/// Reads a card's limits.
///
/// `GET {pathPrefix}/cards/{card}/limits`.
///
/// The page that sets limits has another path prefix than those beside it, so that is an option.
/// What is not given keeps its value, `null` may set it back to that of the product;
/// `lifetime_limit` cannot be set. Source: docs.artha.work/get-card-limits-28184487e0 and
/// update-card-limits-28184488e0.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha_v1::{ArthaV1Config, GetLimits};
/// # use cardlatch::settings::Settings;
/// # use cardlatch::amount::AmountUnit;
/// # use cardlatch::{Client, ErrorCode, IssuerConfig};
/// let mut config = ArthaV1Config::new("https://artha.example", "key", "/api/v1");
/// config.amount_unit = Some(AmountUnit::Major);
/// # let client = Client::new(IssuerConfig::ArthaV1(config))?;
/// # let fields = Settings::default();
/// # let (settings, card) = (client.settings(), "c1");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Unhashed(draft) = GetLimits::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(
///     draft.hashed(b"hash").signed(b"mac").url(),
///     "https://artha.example/api/v1/cards/c1/limits"
/// );
///
/// let answer = Response::new(200, concat!(
///     r#"{"data":{"daily_limit":500,"monthly_limit":null,"currency":"USD"}}"#,
/// ));
/// let Answer::Data(data) = GetLimits::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), r#"{"daily":{"value":"500","currency":"USD"}}"#);
///
/// let refusal = Response::new(404, "");
/// let error = GetLimits::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::CardNotFound);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct GetLimits;

impl Endpoint for GetLimits {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = signed!("GET <pathPrefix>/cards/<card>/limits");
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/get-card-limits-28184487e0";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        one(about, response, LIMITS)
    }
}

/// Sets a card's limits.
///
/// `POST {pathPrefixOfLimits}/cards/{card}/limits`: takes at least one of `daily`, `monthly`,
/// `perTransaction`, `atm` and `yearly`.
///
/// Source: docs.artha.work/update-card-limits-28184488e0. What the pages leave open stands at
/// [`GetLimits`].
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha_v1::{ArthaV1Config, SetLimits};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::amount::AmountUnit;
/// # use cardlatch::{ActionResult, Client, Effect, ErrorCode, IssuerConfig, Operation};
/// let mut config = ArthaV1Config::new("https://artha.example", "key", "/api/v1");
/// config.amount_unit = Some(AmountUnit::Minor);
/// # let client = Client::new(IssuerConfig::ArthaV1(config))?;
/// let fields = json::check(br#"{"daily":"12.3","yearly":null}"#, Limits::default())?;
/// let fields = client.fields(Operation::SET_LIMITS, fields)?;
/// # let (settings, card) = (client.settings(), "c1");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Unhashed(draft) = SetLimits::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(draft.hashed(b"hash").signed(b"mac").body.as_bytes(), concat!(
///     r#"{"daily_limit":1230,"yearly_limit":null}"#,
/// ).as_bytes());
///
/// let answer = Response::new(200, concat!(
///     r#"{"data":{"card_id":"c1","daily_limit":1230,"currency":"USD"}}"#,
/// ));
/// let Answer::Reply(reply) = SetLimits::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.confirmed), (ActionResult::Accepted, false));
/// assert_eq!(reply.data.json().as_str(), r#"{"daily":{"value":"12.30","currency":"USD"}}"#);
///
/// let refusal = Response::new(401, "");
/// let error = SetLimits::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::Unauthorized, Effect::None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct SetLimits;

impl Endpoint for SetLimits {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = signed!(
        "POST <pathPrefixOfLimits>/cards/<card>/limits",
        concat!(
            "{\"daily_limit\":<$daily?>,\"monthly_limit\":<$monthly?>,",
            "\"per_transaction_limit\":<$perTransaction?>,\"atm_withdrawal_limit\":<$atm?>,",
            "\"yearly_limit\":<$yearly?>}"
        )
    );
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules =
        "daily number+\nmonthly number+\nperTransaction number+\natm number+\nyearly number+";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/update-card-limits-28184488e0";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let held = taken(response, Effect::Unknown)?;
        reply(about, response, held, LIMITS).map(Answer::Reply)
    }
}
