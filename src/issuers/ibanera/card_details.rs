//! `GET /api/v1/customer/cards/carddetails?CardId=`: the card's state.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::ibanera::envelope::item;
use crate::reading::read;

/// `status` is text with two known words; other answers have the boolean `bSuppressed`.
pub(crate) const WORDS: &str = "active=active deactivated=inactive true=inactive false=active";

/// The fields of a card in the newest and the older shapes.
pub(crate) const CARD: &str = "id=id state:w=status|bSuppressed holder=cardHolderName|nameOnCard \
last4:4=cardLast4|obfuscatedCardNumber|cardNumber currency=currency expiry=expiryDate customer=customersId customersReference:x=customersReference \
total:n=totalBalance available:n=availableBalance pending:n=pendingBalance";

/// Reads a card.
///
/// `GET /api/v1/customer/cards/carddetails`.
///
/// Older answers hold the card number, the CVC and the PIN: only what is named is kept. Source:
/// customer-api-docs.ibanera.com/api-endpoints/cards/get-card-details-by-id.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::ibanera::{CardDetails, IbaneraConfig};
/// # use cardlatch::settings::Settings;
/// # use cardlatch::{Client, ErrorCode, IssuerConfig};
/// # let config = IbaneraConfig::new("https://ibanera.example", "name", "password");
/// # let client = Client::new(IssuerConfig::Ibanera(config))?;
/// # let fields = Settings::default();
/// # let (settings, card) = (client.settings(), "1001");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Ready(request) = CardDetails::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(
///     request.url(),
///     "https://ibanera.example/api/v1/customer/cards/carddetails?CardId=1001"
/// );
///
/// let answer = Response::new(200, concat!(
///     r#"{"details":{"cardLast4":"1111","status":"Deactivated","pin":"1111"},"status":"1"}"#,
/// ));
/// let Answer::Data(data) = CardDetails::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), concat!(
///     r#"{"state":"inactive","issuerWord":"Deactivated","last4":"1111"}"#,
/// ));
///
/// let refusal = Response::new(404, r#"{"status":"0","errors":[]}"#);
/// let error = CardDetails::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::CardNotFound);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct CardDetails;

impl Endpoint for CardDetails {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /api/v1/customer/cards/carddetails?CardId=<card>
Authorization: Bearer <token>
otp: <otp>
Accept: */*

";

    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str =
        "customer-api-docs.ibanera.com/api-endpoints/cards/get-card-details-by-id";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        Ok(Answer::data(read(item(response)?, CARD, WORDS)))
    }
}
