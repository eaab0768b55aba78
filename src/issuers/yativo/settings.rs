//! What a client of Yativo must be told.

use crate::amount::AmountUnit;
#[cfg(not(feature = "ship"))]
use crate::json::Object;
use crate::prelude::*;
use crate::secret::Secret;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// The options.
#[cfg(not(feature = "ship"))]
pub(crate) const RULES: Rules = "\
id else
baseUrl url
accountId text
appSecret text
updateMethod word POST PUT
units.issue word? major minor
units.topUp word? major minor
units.withdraw word? major minor
units.balance word? major minor
observedOnly flag";

/// The configuration of a Yativo client.
///
/// ```
/// use cardlatch::amount::AmountUnit;
/// use cardlatch::issuers::yativo::YativoConfig;
/// use cardlatch::{Action, Client, IssuerConfig};
///
/// let mut config = YativoConfig::new("https://issuer.example/api/v1", "account", "secret");
/// config.units.top_up = Some(AmountUnit::Minor);
/// config.observed_only = true; // closing a card stands in no document
/// assert!(Client::new(IssuerConfig::Yativo(config))?.can(Action::Cancel));
/// # Ok::<(), cardlatch::Error>(())
/// ```
#[derive(Clone, Debug)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(feature = "typescript", serde(rename_all = "camelCase"))]
pub struct YativoConfig {
    /// The API's base URL, for example `https://api.yativo.com/api/v1`.
    pub base_url: String,
    /// The account's id.
    #[cfg_attr(feature = "typescript", tsify(type = "string"))]
    pub account_id: Secret<String>,
    /// The app's secret.
    #[cfg_attr(feature = "typescript", tsify(type = "string"))]
    pub app_secret: Secret<String>,
    /// The method of freeze and unfreeze; the documents disagree. `POST` when left out.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub update_method: UpdateMethod,
    /// In which units amounts go; the documents disagree by a factor of 100.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub units: AmountUnits,
    /// Whether to offer what no document has, only programs of others: closing a card, withdrawing,
    /// payments to airlines. No when left out.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub observed_only: bool,
}

/// The units of amounts. An operation whose unit is not told is refused: none is safe to guess. What
/// you give and read is in whole units whatever stands here.
///
/// ```
/// use cardlatch::{amount::AmountUnit, issuers::yativo::AmountUnits};
/// let units = AmountUnits { top_up: Some(AmountUnit::Minor), ..AmountUnits::default() };
/// assert_eq!(units.withdraw, None); // and refused
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(feature = "typescript", serde(rename_all = "camelCase"))]
pub struct AmountUnits {
    /// Of the first load of a new card.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub issue: Option<AmountUnit>,
    /// Of a top-up.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub top_up: Option<AmountUnit>,
    /// Of a withdrawal.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub withdraw: Option<AmountUnit>,
    /// Of the field `balance` of a card that is read. When left out, it is taken for cents where it
    /// is documented so, and kept as it came elsewhere.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub balance: Option<AmountUnit>,
}

impl YativoConfig {
    /// A configuration with the defaults.
    ///
    /// ```
    /// use cardlatch::issuers::yativo::{UpdateMethod, YativoConfig};
    /// let config = YativoConfig::new("https://issuer.example/api/v1", "account", "secret");
    /// assert_eq!(config.update_method, UpdateMethod::Post);
    /// assert_eq!(format!("{:?}", config.app_secret), "Secret");
    /// ```
    #[must_use]
    pub fn new(base_url: &str, account_id: &str, app_secret: &str) -> Self {
        Self {
            base_url: base_url.to_owned(),
            account_id: account_id.into(),
            app_secret: app_secret.into(),
            update_method: UpdateMethod::Post,
            units: AmountUnits::default(),
            observed_only: false,
        }
    }
}

#[cfg(not(feature = "ship"))]
impl From<YativoConfig> for Object {
    fn from(config: YativoConfig) -> Self {
        let mut out = Self::new();
        out.insert("baseUrl", &config.base_url);
        out.insert("accountId", config.account_id.expose());
        out.insert("appSecret", config.app_secret.expose());
        out.insert(
            "updateMethod",
            match config.update_method {
                UpdateMethod::Post => "POST",
                UpdateMethod::Put => "PUT",
            },
        );
        let (mut units, own) = (Self::new(), config.units);
        for (name, unit) in [
            ("issue", own.issue),
            ("topUp", own.top_up),
            ("withdraw", own.withdraw),
            ("balance", own.balance),
        ] {
            if let Some(unit) = unit {
                units.insert(
                    name,
                    match unit {
                        AmountUnit::Major => "major",
                        AmountUnit::Minor => "minor",
                    },
                );
            }
        }
        out.insert("units", units);
        out.insert("observedOnly", config.observed_only);
        out
    }
}

/// The method of freeze and unfreeze.
///
/// ```
/// use cardlatch::issuers::yativo::{UpdateMethod, YativoConfig};
/// let mut config = YativoConfig::new("https://issuer.example/api/v1", "account", "secret");
/// config.update_method = UpdateMethod::Put;
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(feature = "typescript", serde(rename_all = "UPPERCASE"))]
pub enum UpdateMethod {
    /// As the page's text says.
    #[default]
    Post,
    /// As the page's example and other documents say.
    Put,
}
