//! What a client of Yativo must be told.

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
updateMethod word POST PUT";

/// The configuration of a Yativo client.
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
}

impl YativoConfig {
    /// A configuration with the defaults.
    #[must_use]
    pub fn new(base_url: &str, account_id: &str, app_secret: &str) -> Self {
        Self {
            base_url: base_url.to_owned(),
            account_id: account_id.into(),
            app_secret: app_secret.into(),
            update_method: UpdateMethod::Post,
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
        out
    }
}

/// The method of freeze and unfreeze.
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
