//! `GET cards/{cardId}` and `GET cards`: a card, and a page of the cards.
//!
//! Neither page is public: the paths are by the pattern of the others, the fields those of
//! docs.artha.work/issue-card-28184476e0, `limit` that of the example of authentication-1964146m0
//! and `offset` that of the list of transactions. Since an answer might hold more than the masked
//! number, only what is named is kept. Which balance `balance` is, no page says.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha_v1::answer::{held, many, named, of_card};
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// The fields of a card.
pub(crate) const CARD: &str = "id=cardId|id state:w=status form:l=cardType last4:4=cardNumberMasked \
currency=currency customer=customerId program=productId createdAt=createdAt balance:x=balance \
productName:x=productName provider:x=provider updatedAt:x=updatedAt";

/// Reads a card.
pub struct GetCard;

impl Endpoint for GetCard {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = signed!("GET <pathPrefix>/cards/<card>");
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str =
        "by the pattern of docs.artha.work/issue-card-28184476e0; no page is public";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let held = of_card(about, response, held(response)?, "cardId|id")?;
        Ok(Answer::data(named(about, held, CARD)))
    }
}

/// Reads a page of the cards.
pub struct ListCards;

impl Endpoint for ListCards {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = signed!("GET <pathPrefix>/cards?limit=<size?>&offset=<page?>");
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "page digits?\nsize count?";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "by the patterns of docs.artha.work/authentication-1964146m0 and list-card-transactions-28184493e0";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        many(about, response, CARD)
    }
}
