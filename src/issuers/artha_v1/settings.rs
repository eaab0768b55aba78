//! What a client of Artha's newer API must be told. The secret is the signer's.

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
apiKey header
secret else
secretEncoding word text base64
pathPrefix path!
pathPrefixOfLimits path /ext/api/v1
pathPrefixSigned path?
form word newest first
amountUnit word? major minor";

/// The configuration of a client of Artha's newer API. The secret is the signer's.
///
/// ```
/// use cardlatch::amount::AmountUnit;
/// use cardlatch::issuers::artha_v1::ArthaV1Config;
/// use cardlatch::{Client, IssuerConfig};
///
/// let mut config = ArthaV1Config::new("https://issuer.example", "api key", "/api/v1");
/// config.amount_unit = Some(AmountUnit::Major); // without it limits cannot be set
/// assert!(Client::new(IssuerConfig::ArthaV1(config)).is_ok());
/// ```
#[derive(Clone, Debug)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(feature = "typescript", serde(rename_all = "camelCase"))]
pub struct ArthaV1Config {
    /// The API's base URL, without the path prefix.
    pub base_url: String,
    /// The API key.
    #[cfg_attr(feature = "typescript", tsify(type = "string"))]
    pub api_key: Secret<String>,
    /// How the secret's text becomes key bytes; not documented. `text` when left out.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub secret_encoding: SecretEncoding,
    /// What every path begins with. The documents have `/ext/api/v1` and `/api/v1`, and it is signed,
    /// so there is no default.
    pub path_prefix: String,
    /// What the path that sets limits begins with. Its page has `/ext/api/v1`, unlike those beside
    /// it; that is taken when left out.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub path_prefix_of_limits: Option<String>,
    /// What the signed path begins with, where a gateway takes another than the issuer signs. The
    /// whole path that is sent is signed when left out.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub path_prefix_signed: Option<String>,
    /// Which of the documented forms of a body is written. `newest` when left out. All are read.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub form: BodyForm,
    /// The unit of balances, limits and transactions, which no page says. When left out, such
    /// amounts come as the issuer sends them, in `extra`, and limits cannot be set. Top-ups are in
    /// whole units, as their pages show.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub amount_unit: Option<AmountUnit>,
}

impl ArthaV1Config {
    /// A configuration with the defaults.
    ///
    /// ```
    /// use cardlatch::issuers::artha_v1::{ArthaV1Config, BodyForm};
    /// let config = ArthaV1Config::new("https://issuer.example", "api key", "/ext/api/v1");
    /// assert_eq!((config.form, config.amount_unit), (BodyForm::Newest, None));
    /// ```
    #[must_use]
    pub fn new(base_url: &str, api_key: &str, path_prefix: &str) -> Self {
        Self {
            base_url: base_url.to_owned(),
            api_key: api_key.into(),
            secret_encoding: SecretEncoding::Text,
            path_prefix: path_prefix.to_owned(),
            path_prefix_of_limits: None,
            path_prefix_signed: None,
            form: BodyForm::Newest,
            amount_unit: None,
        }
    }
}

#[cfg(not(feature = "ship"))]
impl From<ArthaV1Config> for Object {
    fn from(config: ArthaV1Config) -> Self {
        let mut out = Self::new();
        out.insert("baseUrl", &config.base_url);
        out.insert("apiKey", config.api_key.expose());
        out.insert(
            "secretEncoding",
            match config.secret_encoding {
                SecretEncoding::Text => "text",
                SecretEncoding::Base64 => "base64",
            },
        );
        out.insert("pathPrefix", &config.path_prefix);
        if let Some(prefix) = &config.path_prefix_of_limits {
            out.insert("pathPrefixOfLimits", prefix);
        }
        if let Some(prefix) = &config.path_prefix_signed {
            out.insert("pathPrefixSigned", prefix);
        }
        out.insert(
            "form",
            match config.form {
                BodyForm::Newest => "newest",
                BodyForm::First => "first",
            },
        );
        match config.amount_unit {
            Some(AmountUnit::Major) => _ = out.insert("amountUnit", "major"),
            Some(AmountUnit::Minor) => _ = out.insert("amountUnit", "minor"),
            None => (),
        }
        out
    }
}

/// How the secret's text becomes key bytes.
///
/// ```
/// # #[cfg(feature = "crypto")] {
/// use cardlatch::{crypto::hmac_sha256, issuers::artha_v1::SecretEncoding};
/// let (text, bytes) = (SecretEncoding::Text, SecretEncoding::Base64);
/// assert_ne!(hmac_sha256("c2VjcmV0", text)?(b"m")?, hmac_sha256("c2VjcmV0", bytes)?(b"m")?);
/// assert_eq!(hmac_sha256("secret", text)?(b"m")?, hmac_sha256("c2VjcmV0", bytes)?(b"m")?);
/// # }
/// # Ok::<(), cardlatch::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(feature = "typescript", serde(rename_all = "snake_case"))]
pub enum SecretEncoding {
    /// Its bytes as they are.
    #[default]
    Text,
    /// What it stands for in base64.
    Base64,
}

/// The form of a body.
///
/// ```
/// use cardlatch::issuers::artha_v1::{ArthaV1Config, BodyForm};
/// let mut config = ArthaV1Config::new("https://issuer.example", "api key", "/api/v1");
/// config.form = BodyForm::First; // {"customer_id":"cus_1"} instead of {"customerId":"cus_1"}
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(feature = "typescript", serde(rename_all = "snake_case"))]
pub enum BodyForm {
    /// The newest one that is documented for the operation: `customerId`.
    #[default]
    Newest,
    /// The first one: `customer_id`.
    First,
}
