//! `GET cards/{cardId}/balance`: what may be spent, what is held, and both together.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha_v1::answer::one;

const BALANCE: &str = "available:$=availableBalance total:$=totalBalance held:$=holdAmount \
currency=currency asOf=retrievedAt =cardId *";

/// Reads a card's balance.
///
/// `GET {pathPrefix}/cards/{card}/balance`.
///
/// Source: docs.artha.work/get-card-balance-28184490e0.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha_v1::{ArthaV1Config, GetBalance};
/// # use cardlatch::settings::Settings;
/// # use cardlatch::amount::AmountUnit;
/// # use cardlatch::{Client, ErrorCode, IssuerConfig};
/// let mut config = ArthaV1Config::new("https://artha.example", "key", "/api/v1");
/// config.amount_unit = Some(AmountUnit::Minor);
/// # let client = Client::new(IssuerConfig::ArthaV1(config))?;
/// # let fields = Settings::default();
/// # let (settings, card) = (client.settings(), "c1");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Unhashed(draft) = GetBalance::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(
///     draft.hashed(b"hash").signed(b"mac").url(),
///     "https://artha.example/api/v1/cards/c1/balance"
/// );
///
/// let answer = Response::new(200, concat!(
///     r#"{"cardId":"c1","availableBalance":9000,"currency":"USD"}"#,
/// ));
/// let Answer::Data(data) = GetBalance::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), concat!(
///     r#"{"available":{"value":"90.00","currency":"USD"},"currency":"USD"}"#,
/// ));
///
/// let refusal = Response::new(404, "");
/// let error = GetBalance::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::CardNotFound);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct GetBalance;

impl Endpoint for GetBalance {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = signed!("GET <pathPrefix>/cards/<card>/balance");
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/get-card-balance-28184490e0";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        one(about, response, BALANCE)
    }
}
