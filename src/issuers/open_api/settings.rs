//! What a client of OPEN-API must be told.

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
version header
customerId digits
appId digits
key text
paths.unfreeze path
paths.activate path
paths.cancel path
paths.walletTransaction path
virtualCards flag";

/// The configuration of an OPEN-API client. There is no default for the base URL or the version:
/// neither is public.
///
/// ```
/// use cardlatch::issuers::open_api::OpenApiConfig;
/// use cardlatch::{Client, IssuerConfig};
///
/// let open = |id| OpenApiConfig::new("https://issuer.example", "v1", id, "1001", "key");
/// assert!(Client::new(IssuerConfig::OpenApi(open("12345678901234567890"))).is_ok());
/// let refused = Client::new(IssuerConfig::OpenApi(open("1e3"))).err().unwrap();
/// assert_eq!(refused.path(), Some("issuer.customerId"));
/// ```
#[derive(Clone, Debug)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(feature = "typescript", serde(rename_all = "camelCase"))]
pub struct OpenApiConfig {
    /// The base URL from your contract.
    pub base_url: String,
    /// The version that stands in every path.
    pub version: String,
    /// Your customer id. A whole number; as text it may be of any length.
    #[cfg_attr(feature = "typescript", tsify(type = "string | number"))]
    pub customer_id: String,
    /// Your app id. A whole number; as text it may be of any length.
    #[cfg_attr(feature = "typescript", tsify(type = "string | number"))]
    pub app_id: String,
    /// The authorisation key.
    #[cfg_attr(feature = "typescript", tsify(type = "string"))]
    pub key: Secret<String>,
    /// Paths of actions that your contract states. `{version}` is filled in.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub paths: ContractPaths,
    /// Whether your contract lets the actions under `paths` take virtual cards. Freeze never does.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub virtual_cards: bool,
}

/// Paths from the contract, for example `/{version}/openApi/card/…`.
///
/// ```
/// use cardlatch::issuers::open_api::ContractPaths;
/// let unfreeze = Some("/{version}/openApi/card/thaw".into()); // as your contract says
/// let paths = ContractPaths { unfreeze, ..ContractPaths::default() };
/// assert!(paths.cancel.is_none()); // and refused
/// ```
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(feature = "typescript", serde(rename_all = "camelCase"))]
pub struct ContractPaths {
    /// The path of unfreeze.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub unfreeze: Option<String>,
    /// The path of activate.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub activate: Option<String>,
    /// The path of closing a card.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub cancel: Option<String>,
    /// The path of a transaction of the wallet.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub wallet_transaction: Option<String>,
}

impl OpenApiConfig {
    /// A configuration with the defaults. The ids are digits.
    ///
    /// ```
    /// use cardlatch::issuers::open_api::OpenApiConfig;
    /// let config = OpenApiConfig::new("https://issuer.example", "v1", "1011", "1001", "key");
    /// assert!(!config.virtual_cards && config.paths.unfreeze.is_none());
    /// ```
    #[must_use]
    pub fn new(base_url: &str, version: &str, customer_id: &str, app_id: &str, key: &str) -> Self {
        Self {
            base_url: base_url.to_owned(),
            version: version.to_owned(),
            customer_id: customer_id.to_owned(),
            app_id: app_id.to_owned(),
            key: key.into(),
            paths: ContractPaths::default(),
            virtual_cards: false,
        }
    }
}

#[cfg(not(feature = "ship"))]
impl From<OpenApiConfig> for Object {
    fn from(config: OpenApiConfig) -> Self {
        let mut paths = Self::new();
        let own = config.paths;
        for (name, path) in [
            ("unfreeze", own.unfreeze),
            ("activate", own.activate),
            ("cancel", own.cancel),
            ("walletTransaction", own.wallet_transaction),
        ] {
            if let Some(path) = path {
                paths.insert(name, &path);
            }
        }
        let mut out = Self::new();
        out.insert("baseUrl", &config.base_url);
        out.insert("version", &config.version);
        out.insert("customerId", &config.customer_id);
        out.insert("appId", &config.app_id);
        out.insert("key", config.key.expose());
        out.insert("paths", paths);
        out.insert("virtualCards", config.virtual_cards);
        out
    }
}
