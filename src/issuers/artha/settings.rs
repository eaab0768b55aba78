//! What a client of Artha must be told. The private key is the signer's.

use crate::image::{ImageEncoding, ImageLimits};
#[cfg(not(feature = "ship"))]
use crate::json::{Number, Object};
use crate::prelude::*;
use crate::secret::Secret;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;
use crate::settings::Settings;

/// The options.
#[cfg(not(feature = "ship"))]
pub(crate) const RULES: Rules = "\
id else
baseUrl url
customerToken header
privateKey else
programId header?
needPhotoForOperateCard flag
firstPage digits?
image.maxBytes count
image.encoding word base64 data_url
signing.headers word protocol protocol_and_content_type
signing.names word as_sent lowercase
signing.values word raw url_encoded
signing.pathParameters word left_out included
signing.tokenName word customerToken CustomerToken
signing.tokenValue word token name_and_token";

/// The limits of pictures.
pub(crate) fn image_limits(settings: &Settings) -> ImageLimits {
    match settings.count("image.maxBytes") {
        Some(max_bytes) => ImageLimits { max_bytes },
        None => ImageLimits::default(),
    }
}

/// How signature images are written.
pub(crate) fn encoding(settings: &Settings) -> ImageEncoding {
    if settings.text("image.encoding") == "data_url" {
        ImageEncoding::DataUrl
    } else {
        ImageEncoding::Base64
    }
}

/// The configuration of an Artha client. The private key is the signer's.
///
/// ```
/// use cardlatch::issuers::artha::{ArthaConfig, PathParameters};
/// use cardlatch::{Client, IssuerConfig};
///
/// let mut config = ArthaConfig::new("https://issuer.example/api/v1", "customer token");
/// config.program_id = Some("3fa85f64".into());
/// config.signing.path_parameters = PathParameters::Included; // where yours are signed
/// assert!(Client::new(IssuerConfig::Artha(config)).is_ok());
/// ```
#[derive(Clone, Debug)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(feature = "typescript", serde(rename_all = "camelCase"))]
pub struct ArthaConfig {
    /// The API's base URL, for example `https://tstapi.artha.work/api/v1`.
    pub base_url: String,
    /// The customer token from the merchant portal.
    #[cfg_attr(feature = "typescript", tsify(type = "string"))]
    pub customer_token: Secret<String>,
    /// The cards' program. It is read once to learn whether it asks for a signature image.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub program_id: Option<String>,
    /// Whether the program asks for a signature image. Saves reading the program.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub need_photo_for_operate_card: Option<bool>,
    /// The number of the first page of transactions, 0 or 1: no document says it. Without it, reading
    /// on from a page that was asked for without a number is not possible.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub first_page: Option<u32>,
    /// How signature images are checked and sent.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub image: ImageOptions,
    /// How the points that the signature's description leaves open are read.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub signing: SigningOptions,
}

impl ArthaConfig {
    /// A configuration with the defaults.
    ///
    /// ```
    /// use cardlatch::issuers::artha::ArthaConfig;
    /// let config = ArthaConfig::new("https://issuer.example/api/v1", "customer token");
    /// assert_eq!(config.need_photo_for_operate_card, None); // the program is read
    /// assert_eq!(format!("{:?}", config.customer_token), "Secret");
    /// ```
    #[must_use]
    pub fn new(base_url: &str, customer_token: &str) -> Self {
        Self {
            base_url: base_url.to_owned(),
            customer_token: customer_token.into(),
            program_id: None,
            need_photo_for_operate_card: None,
            first_page: None,
            image: ImageOptions::default(),
            signing: SigningOptions::default(),
        }
    }
}

#[cfg(not(feature = "ship"))]
impl From<ArthaConfig> for Object {
    fn from(config: ArthaConfig) -> Self {
        let (image, signing) = (config.image, config.signing);
        let mut groups = (Self::new(), Self::new());
        if let Some(max_bytes) = image.max_bytes {
            groups.0.insert("maxBytes", Number::from(u64::from(max_bytes)));
        }
        groups.0.insert(
            "encoding",
            match image.encoding {
                Encoding::Base64 => "base64",
                Encoding::DataUrl => "data_url",
            },
        );
        groups.1.insert(
            "headers",
            match signing.headers {
                SignedHeaders::Protocol => "protocol",
                SignedHeaders::ProtocolAndContentType => "protocol_and_content_type",
            },
        );
        groups.1.insert(
            "names",
            match signing.names {
                SignedNames::AsSent => "as_sent",
                SignedNames::Lowercase => "lowercase",
            },
        );
        groups.1.insert(
            "values",
            match signing.values {
                SignedValues::Raw => "raw",
                SignedValues::UrlEncoded => "url_encoded",
            },
        );
        groups.1.insert(
            "pathParameters",
            match signing.path_parameters {
                PathParameters::LeftOut => "left_out",
                PathParameters::Included => "included",
            },
        );
        groups.1.insert(
            "tokenName",
            match signing.token_name {
                TokenName::Camel => "customerToken",
                TokenName::Pascal => "CustomerToken",
            },
        );
        groups.1.insert(
            "tokenValue",
            match signing.token_value {
                TokenValue::Token => "token",
                TokenValue::NameAndToken => "name_and_token",
            },
        );
        let mut out = Self::new();
        out.insert("baseUrl", &config.base_url);
        out.insert("customerToken", config.customer_token.expose());
        if let Some(program_id) = &config.program_id {
            out.insert("programId", program_id);
        }
        if let Some(flag) = config.need_photo_for_operate_card {
            out.insert("needPhotoForOperateCard", flag);
        }
        if let Some(number) = config.first_page {
            out.insert("firstPage", Number::from(u64::from(number)));
        }
        out.insert("image", groups.0);
        out.insert("signing", groups.1);
        out
    }
}

/// How signature images are checked and sent.
///
/// ```
/// use cardlatch::issuers::artha::{Encoding, ImageOptions};
/// let image = ImageOptions { max_bytes: Some(500_000), ..ImageOptions::default() };
/// assert_eq!(image.encoding, Encoding::Base64);
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(feature = "typescript", serde(rename_all = "camelCase"))]
pub struct ImageOptions {
    /// The largest image in bytes, before encoding. 2 MiB when left out.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub max_bytes: Option<u32>,
    /// How the image is written. `base64` when left out.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub encoding: Encoding,
}

/// The readings of the signature's description. Each default is the likeliest one.
///
/// ```
/// use cardlatch::issuers::artha::{SignedNames, SigningOptions};
/// let signing = SigningOptions { names: SignedNames::Lowercase, ..SigningOptions::default() };
/// assert_eq!(signing.headers, Default::default());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(feature = "typescript", serde(rename_all = "camelCase"))]
pub struct SigningOptions {
    /// Which headers are signed. `protocol` when left out.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub headers: SignedHeaders,
    /// How names are written in the signed text. `as_sent` when left out.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub names: SignedNames,
    /// How values are written in the signed text. `raw` when left out.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub values: SignedValues,
    /// Whether path parameters are signed. `left_out` when left out.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub path_parameters: PathParameters,
    /// The name of the token header. `customerToken` when left out.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub token_name: TokenName,
    /// The value of the token header. `token` when left out.
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub token_value: TokenValue,
}

/// How an image is written into a body.
///
/// ```
/// use cardlatch::issuers::artha::{ArthaConfig, Encoding};
/// let mut config = ArthaConfig::new("https://issuer.example/api/v1", "customer token");
/// assert_eq!(config.image.encoding, Encoding::Base64);
/// config.image.encoding = Encoding::DataUrl; // data:image/png;base64,...
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(feature = "typescript", serde(rename_all = "snake_case"))]
pub enum Encoding {
    /// The bare base64 text.
    #[default]
    Base64,
    /// A `data:` URL.
    DataUrl,
}

/// Which headers count as header information.
///
/// ```
/// use cardlatch::issuers::artha::{ArthaConfig, SignedHeaders};
/// let mut config = ArthaConfig::new("https://issuer.example/api/v1", "customer token");
/// assert_eq!(config.signing.headers, SignedHeaders::Protocol);
/// config.signing.headers = SignedHeaders::ProtocolAndContentType;
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(feature = "typescript", serde(rename_all = "snake_case"))]
pub enum SignedHeaders {
    /// `timestamp`, `nonce` and the token.
    #[default]
    Protocol,
    /// `Content-Type` too.
    ProtocolAndContentType,
}

/// How names are written in the signed text.
///
/// ```
/// use cardlatch::issuers::artha::{ArthaConfig, SignedNames};
/// let mut config = ArthaConfig::new("https://issuer.example/api/v1", "customer token");
/// assert_eq!(config.signing.names, SignedNames::AsSent); // cardId=...
/// config.signing.names = SignedNames::Lowercase; // cardid=...
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(feature = "typescript", serde(rename_all = "snake_case"))]
pub enum SignedNames {
    /// As they are sent.
    #[default]
    AsSent,
    /// In lower case.
    Lowercase,
}

/// How values are written in the signed text.
///
/// ```
/// use cardlatch::issuers::artha::{ArthaConfig, SignedValues};
/// let mut config = ArthaConfig::new("https://issuer.example/api/v1", "customer token");
/// assert_eq!(config.signing.values, SignedValues::Raw); // a b
/// config.signing.values = SignedValues::UrlEncoded; // a%20b
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(feature = "typescript", serde(rename_all = "snake_case"))]
pub enum SignedValues {
    /// As they are.
    #[default]
    Raw,
    /// Percent-encoded.
    UrlEncoded,
}

/// Whether the parameters of a path are signed.
///
/// ```
/// use cardlatch::issuers::artha::{ArthaConfig, PathParameters};
/// let mut config = ArthaConfig::new("https://issuer.example/api/v1", "customer token");
/// assert_eq!(config.signing.path_parameters, PathParameters::LeftOut);
/// config.signing.path_parameters = PathParameters::Included; // cardId=... of GET CardBalance/...
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(feature = "typescript", serde(rename_all = "snake_case"))]
pub enum PathParameters {
    /// They are not.
    #[default]
    LeftOut,
    /// They are, under the name that the path gives them.
    Included,
}

/// The name of the token header. HTTP does not mind its case, the signed text does.
///
/// ```
/// use cardlatch::issuers::artha::{ArthaConfig, TokenName};
/// let mut config = ArthaConfig::new("https://issuer.example/api/v1", "customer token");
/// assert_eq!(config.signing.token_name, TokenName::Camel);
/// config.signing.token_name = TokenName::Pascal; // it sorts before `cardId` then
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub enum TokenName {
    /// `customerToken`.
    #[default]
    #[cfg_attr(feature = "typescript", serde(rename = "customerToken"))]
    Camel,
    /// `CustomerToken`.
    #[cfg_attr(feature = "typescript", serde(rename = "CustomerToken"))]
    Pascal,
}

/// The value of the token header.
///
/// ```
/// use cardlatch::issuers::artha::{ArthaConfig, TokenValue};
/// let mut config = ArthaConfig::new("https://issuer.example/api/v1", "customer token");
/// assert_eq!(config.signing.token_value, TokenValue::Token);
/// config.signing.token_value = TokenValue::NameAndToken; // customerToken: customerToken=...
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(feature = "typescript", serde(rename_all = "snake_case"))]
pub enum TokenValue {
    /// The token.
    #[default]
    Token,
    /// The header's name, `=`, and the token.
    NameAndToken,
}
