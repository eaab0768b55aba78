//! What a client of Ibanera must be told, and what a card's id is here.

#[cfg(not(feature = "ship"))]
use crate::json::Object;
use crate::prelude::*;
use crate::secret::Secret;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;
use crate::text;
use crate::totp::TotpEncoding;

/// The options.
#[cfg(not(feature = "ship"))]
pub(crate) const RULES: Rules = "\
id else
baseUrl url
username text
password text
totpSecret else
oneTimeCode else
totpEncoding word base32 text
transfers word transferfunds topup_movefunds
reuseOneTimeCode flag";

/// The largest card id, an int32.
const LARGEST: u64 = 2_147_483_647;

/// Which pages of the documents transfers follow.
///
/// ```
/// use cardlatch::issuers::ibanera::{IbaneraConfig, Transfers};
/// let mut config = IbaneraConfig::new("https://issuer.example", "user", "password");
/// assert_eq!(config.transfers, Transfers::TransferFunds);
/// config.transfers = Transfers::TopUpMoveFunds; // wants the account of a top-up
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Deserialize))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(any(feature = "serde", feature = "typescript"), serde(rename_all = "snake_case"))]
pub enum Transfers {
    /// The newest: one call for all.
    #[default]
    #[cfg_attr(any(feature = "serde", feature = "typescript"), serde(rename = "transferfunds"))]
    TransferFunds,
    /// Older ones: a call for top-ups and one from card to card.
    #[cfg_attr(any(feature = "serde", feature = "typescript"), serde(rename = "topup_movefunds"))]
    TopUpMoveFunds,
}

/// The configuration of an Ibanera client. The one-time-code secret is the signer's.
///
/// ```
/// use cardlatch::issuers::ibanera::IbaneraConfig;
/// use cardlatch::{Action, Client, IssuerConfig, totp::TotpEncoding};
///
/// let mut config = IbaneraConfig::new("https://issuer.example", "user", "password");
/// config.totp_encoding = TotpEncoding::Text;
/// let client = Client::new(IssuerConfig::Ibanera(config))?;
/// assert!(client.can(Action::Deactivate) && !client.can(Action::Freeze));
/// # Ok::<(), cardlatch::Error>(())
/// ```
#[derive(Clone, Debug)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(feature = "typescript", serde(rename_all = "camelCase"))]
pub struct IbaneraConfig {
    /// The API's base URL, without `/api/v1`.
    pub base_url: String,
    /// The API principal's user name.
    #[cfg_attr(feature = "typescript", tsify(type = "string"))]
    pub username: Secret<String>,
    /// The API principal's password.
    #[cfg_attr(feature = "typescript", tsify(type = "string"))]
    pub password: Secret<String>,
    /// How the shared secret's text becomes key bytes; the documents disagree. `base32` when left
    /// out.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub totp_encoding: TotpEncoding,
    /// Which form transfers have. `transferfunds` when left out.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub transfers: Transfers,
    /// Whether a one-time code may be sent again within its 30 seconds. Whether the issuer takes it
    /// again is not documented, so calls wait for the next one when left out.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub reuse_one_time_code: bool,
}

impl IbaneraConfig {
    /// A configuration with the defaults.
    ///
    /// ```
    /// use cardlatch::issuers::ibanera::IbaneraConfig;
    /// let config = IbaneraConfig::new("https://issuer.example", "user", "password");
    /// assert!(!config.reuse_one_time_code); // calls wait for the next code
    /// ```
    #[must_use]
    pub fn new(base_url: &str, username: &str, password: &str) -> Self {
        Self {
            base_url: base_url.to_owned(),
            username: username.into(),
            password: password.into(),
            totp_encoding: TotpEncoding::Base32,
            transfers: Transfers::TransferFunds,
            reuse_one_time_code: false,
        }
    }
}

#[cfg(not(feature = "ship"))]
impl From<IbaneraConfig> for Object {
    fn from(config: IbaneraConfig) -> Self {
        let mut out = Self::new();
        out.insert("baseUrl", &config.base_url);
        out.insert("username", config.username.expose());
        out.insert("password", config.password.expose());
        out.insert(
            "totpEncoding",
            match config.totp_encoding {
                TotpEncoding::Base32 => "base32",
                TotpEncoding::Text => "text",
            },
        );
        let transfers = match config.transfers {
            Transfers::TransferFunds => "transferfunds",
            Transfers::TopUpMoveFunds => "topup_movefunds",
        };
        out.insert("transfers", transfers);
        out.insert("reuseOneTimeCode", config.reuse_one_time_code);
        out
    }
}

/// Whether a card id is a whole number from 1 to 2147483647.
pub(crate) fn is_card_number(card: &str) -> bool {
    let number = text::whole_number(card.as_bytes());
    number.is_some_and(|number| (1..=LARGEST).contains(&number)) && !card.starts_with('0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn card_ids_are_positive_int32() {
        for good in ["1", "1001", "2147483647"] {
            assert!(is_card_number(good), "{good}");
        }
        for bad in ["0", "-1", "01", "1.0", "2147483648", "9999999999999", "1e3", "abc", "+1", ""] {
            assert!(!is_card_number(bad), "{bad}");
        }
    }
}
