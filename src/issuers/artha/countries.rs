//! `GET Countries` and `GET Towns`: whose ids go into `kyc`.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha::answer::own_list;

/// Reads the countries.
///
/// `GET /Countries`.
///
/// The newest manual shows a list, the older ones show one object. Source: the public manual of the
/// Cards API; the pages on docs.artha.work are not public.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha::{ArthaConfig, Countries};
/// # use cardlatch::settings::Settings;
/// # use cardlatch::{Client, ErrorCode, IssuerConfig};
/// # let config = ArthaConfig::new("https://artha.example", "token");
/// # let client = Client::new(IssuerConfig::Artha(config))?;
/// # let fields = Settings::default();
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Unsigned(draft) = Countries::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(draft.signed(b"signature").url(), "https://artha.example/Countries");
///
/// let answer = Response::new(200, concat!(
///     r#"[{"id":"u","name":"India","isoThree":"IND","isoNumber":"356"}]"#,
/// ));
/// let Answer::Data(data) = Countries::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), concat!(
///     r#"{"items":[{"id":"u","name":"India","isoThree":"IND","isoNumber":"356"}]}"#,
/// ));
///
/// let refusal = Response::new(401, "");
/// let error = Countries::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::Unauthorized);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Countries;

/// Reads the towns.
///
/// `GET /Towns`.
///
/// Source: public manual of the Cards API, Towns. What the pages leave open stands at
/// [`Countries`].
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha::{ArthaConfig, Towns};
/// # use cardlatch::settings::Settings;
/// # use cardlatch::{Client, ErrorCode, IssuerConfig};
/// # let config = ArthaConfig::new("https://artha.example", "token");
/// # let client = Client::new(IssuerConfig::Artha(config))?;
/// # let fields = Settings::default();
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Unsigned(draft) = Towns::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(draft.signed(b"signature").url(), "https://artha.example/Towns");
///
/// let answer = Response::new(200, concat!(
///     r#"{"id":"u","name":"T","code":"500","countryOrRegion":"IN"}"#,
/// ));
/// let Answer::Data(data) = Towns::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), concat!(
///     r#"{"items":[{"id":"u","name":"T","code":"500","countryOrRegion":"IN"}]}"#,
/// ));
///
/// let refusal = Response::new(200, r#"{"status":"Failed","remarks":null}"#);
/// let error = Towns::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::IssuerRejected);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Towns;

impl Endpoint for Countries {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /Countries
timestamp: <timestamp>
nonce: <nonce>
<signing.tokenName>: <signing.tokenValue>
signature: <signature>

";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "public manual of the Cards API, Countries";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        own_list(response)
    }
}

impl Endpoint for Towns {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /Towns
timestamp: <timestamp>
nonce: <nonce>
<signing.tokenName>: <signing.tokenValue>
signature: <signature>

";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "public manual of the Cards API, Towns";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        own_list(response)
    }
}
