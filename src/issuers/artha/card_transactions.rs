//! `POST Card/Transactions`: what was spent with a card, a page at a time.

use crate::answer::{Answer, unexpected};
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha::answer::list;
use crate::json::Json;
use crate::reading::page;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Reads a page of a card's transactions.
///
/// `POST /Card/Transactions`: may take `page`, `size`, `startTime` and `endTime`.
///
/// The answer is documented in prose only: amount, currency, fees, type, status, remarks. So the
/// list is the answer or the first list in it, names are taken loosely, and what has none here is
/// kept. Whether the first page is 0 or 1 is not documented either: the option `firstPage` says it,
/// and without it a page that was read without a number has no next one. The page says that
/// `cardId` may be left out. Source: docs.artha.work/single-card-transactions-13986059e0.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha::{ArthaConfig, CardTransactions};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{Client, ErrorCode, IssuerConfig, Operation};
/// # let config = ArthaConfig::new("https://artha.example", "token");
/// # let client = Client::new(IssuerConfig::Artha(config))?;
/// let fields = json::check(br#"{"page":0,"size":50}"#, Limits::default())?;
/// let fields = client.fields(Operation::TRANSACTIONS, fields)?;
/// # let (settings, card) = (client.settings(), "81e38cea");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let draft = CardTransactions::build(&about, &Attempt::default());
/// let Draft::Unsigned(draft) = draft else { panic!() };
/// assert_eq!(draft.signed(b"signature").body.as_bytes(), concat!(
///     r#"{"cardId":"81e38cea","page":0,"size":50}"#,
/// ).as_bytes());
///
/// let answer = Response::new(200, concat!(
///     r#"[{"amount":"207.5700","currency":"USD","type":"consume","remarks":"Shop"}]"#,
/// ));
/// let Answer::Data(data) = CardTransactions::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), concat!(
///     r#"{"items":[{"amount":{"value":"207.5700","currency":"USD"},"currency":"USD","#,
///     r#""type":"consume","description":"Shop"}]}"#,
/// ));
///
/// let refusal = Response::new(200, r#"{"status":"Failed","items":[]}"#);
/// let error = CardTransactions::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::IssuerRejected);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct CardTransactions;

/// A whole card number must not come through, whatever it is called.
const ITEM: &str = "id=id card=cardId amount:n=amount currency=currency type=type status=status \
description=remarks fee:n=fee|fees time=date merchant=merchantName \
last4:4=cardNumber|cardNo|card|pan *";

impl Endpoint for CardTransactions {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
POST /Card/Transactions
Content-Type: application/json
timestamp: <timestamp>
nonce: <nonce>
<signing.tokenName>: <signing.tokenValue>
signature: <signature>

{\"cardId\":\"<card?>\",\"page\":<page?>,\"size\":<size?>,\"startTime\":\"<startTime?>\",\"endTime\":\"<endTime?>\"}";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "page digits?\nsize count?\nstartTime text?\nendTime text?";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/single-card-transactions-13986059e0";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let (_, items) = list(response)?;
        if !items.is_list() {
            return Err(unexpected(response, "The answer has no list.", ""));
        }
        Ok(Answer::data(page(items.parts(), ITEM, "", next(about, items))))
    }
}

/// The number of the next page, where this one is full.
fn next(about: &About<'_>, items: Json<'_>) -> Option<u64> {
    let page = about.fields.count("page").or_else(|| about.settings.count("firstPage"))?;
    let is_full = items.parts().count() as u64 >= about.fields.count("size")?;
    is_full.then_some(page.saturating_add(1))
}
