//! `GET MerchantInformation/Merchant`: the merchant, its balances and its programs.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha::answer::own;

/// Reads the merchant.
///
/// `GET /MerchantInformation/Merchant`.
///
/// `balances` and `Programs` are shown as one object each though their names are plural. Source:
/// docs.artha.work/information-13986065e0 and the newest public manual.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha::{ArthaConfig, Merchant};
/// # use cardlatch::settings::Settings;
/// # use cardlatch::{Client, ErrorCode, IssuerConfig};
/// # let config = ArthaConfig::new("https://artha.example", "token");
/// # let client = Client::new(IssuerConfig::Artha(config))?;
/// # let fields = Settings::default();
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Unsigned(draft) = Merchant::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(
///     draft.signed(b"signature").url(),
///     "https://artha.example/MerchantInformation/Merchant"
/// );
///
/// let answer = Response::new(200, r#"{"name":"m","balances":{"amount":"100"}}"#);
/// let Answer::Data(data) = Merchant::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), r#"{"name":"m","balances":{"amount":"100"}}"#);
///
/// let refusal = Response::new(400, "");
/// let error = Merchant::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::IssuerRejected);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Merchant;

impl Endpoint for Merchant {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /MerchantInformation/Merchant
timestamp: <timestamp>
nonce: <nonce>
<signing.tokenName>: <signing.tokenValue>
signature: <signature>

";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/information-13986065e0";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        own(response)
    }
}
