//! `GET CardBalance/{cardId}`: what is on a card.

use crate::answer::{Answer, refused, told};
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::{Effect, Error};
use crate::http::Response;
use crate::issuers::artha::answer::read;
use crate::reading;

/// Reads a card's balance.
///
/// `GET /CardBalance/{card}`.
///
/// The names are documented in three spellings, which differ in case and underscores only; the
/// oldest has them inside `data`, beside a `code` that is `"200"`. Amounts are text. Source:
/// docs.artha.work/cardbalance-13986058e0 and the public manual.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha::{ArthaConfig, CardBalance};
/// # use cardlatch::settings::Settings;
/// # use cardlatch::{Client, ErrorCode, IssuerConfig};
/// # let config = ArthaConfig::new("https://artha.example", "token");
/// # let client = Client::new(IssuerConfig::Artha(config))?;
/// # let fields = Settings::default();
/// # let (settings, card) = (client.settings(), "81e38cea");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Unsigned(draft) = CardBalance::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(draft.signed(b"signature").url(), "https://artha.example/CardBalance/81e38cea");
///
/// let answer = Response::new(200, concat!(
///     r#"{"availableBalance":"10.50","cardCurrency":"USD","currentBalance":"12.00"}"#,
/// ));
/// let Answer::Data(data) = CardBalance::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), concat!(
///     r#"{"available":{"value":"10.50","currency":"USD"},"total":{"value":"12.00","#,
///     r#""currency":"USD"},"currency":"USD"}"#,
/// ));
///
/// let refusal = Response::new(200, r#"{"code":"500","data":null,"msg":"no"}"#);
/// let error = CardBalance::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::IssuerRejected);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct CardBalance;

impl Endpoint for CardBalance {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /CardBalance/<card>
timestamp: <timestamp>
nonce: <nonce>
<signing.tokenName>: <signing.tokenValue>
signature: <signature>

";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/cardbalance-13986058e0";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let mut answer = read(response, false)?;
        let code = answer.get("code");
        if !code.is_null() && code.scalar().is_none_or(|code| code != "200") {
            return Err(told(refused(response, Effect::None), code, answer.get("msg")));
        }
        let wrapped = answer.get("data");
        if wrapped.is_object() {
            answer = wrapped;
        }
        let list = "available:n=availableBalance total:n=currentBalance currency=cardCurrency \
last4:4=cardNumber cardType:x=cardType";
        Ok(Answer::data(reading::read(answer, list, "")))
    }
}
