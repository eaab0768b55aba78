//! `GET /customer/virtual/cards/list`: the cards, all at once.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::yativo::card_get::{CARD, WORDS, balance};
use crate::issuers::yativo::envelope;
use crate::json::Json;
use crate::prelude::*;
use crate::reading::{find, page};
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;
use crate::text;

/// Reads the cards, of one customer where that is asked for.
///
/// `GET /customer/virtual/cards/list`: may take `customerId`.
///
/// Every item holds the card number and the CVV in clear, in `raw_data` once more: only what is
/// named is kept. Items may come twice. No page shows the answer: this is what others' programs
/// saw. Source: docs.yativo.com/virtual-card.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::yativo::{ListCards, YativoConfig};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{Client, ErrorCode, IssuerConfig, Operation};
/// # let config = YativoConfig::new("https://yativo.example/api/v1", "account", "secret");
/// # let client = Client::new(IssuerConfig::Yativo(config))?;
/// let fields = json::check(br#"{"customerId":"3f0c2a"}"#, Limits::default())?;
/// let fields = client.fields(Operation::CARDS, fields)?;
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Ready(request) = ListCards::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(
///     request.url(),
///     "https://yativo.example/api/v1/customer/virtual/cards/list?customer_id=3f0c2a"
/// );
///
/// let answer = Response::new(200, concat!(
///     r#"{"status":"success","data":[{"card_id":"1","cvv":"987","card_status":"active"}]}"#,
/// ));
/// let Answer::Data(data) = ListCards::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), r#"{"items":[{"id":"1","state":"active","issuerWord":"active"}]}"#);
///
/// let refusal = Response::new(400, r#"{"error":"Invalid request"}"#);
/// let error = ListCards::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::IssuerRejected);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct ListCards;

impl Endpoint for ListCards {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /customer/virtual/cards/list?customer_id=<customerId?>
Accept: application/json
Authorization: Bearer <token>

";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "customerId text?";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.yativo.com/virtual-card";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let mut seen: Vec<String> = Vec::new();
        let cards = envelope::list(response)?.parts().filter(|card| {
            let id = find(*card, "cardId|id").scalar().unwrap_or_default();
            let is_new = id.is_empty() || !seen.contains(&id);
            seen.push(id);
            is_new
        });
        let list = text::joined(CARD, balance(about, Json::NONE));
        Ok(Answer::data(page(cards, &list, WORDS, None)))
    }
}
