//! `GET /api/v1/customer/cards/byuser/list`: the cards of the principal and of its managees, a page at
//! a time.
//!
//! The cards stand in a list inside each customer. `cardNumber` may be the whole number, so four
//! digits of it are kept. Source:
//! customer-api-docs.ibanera.com/api-endpoints/cards/get-customer-cards.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::ibanera::card_details::{CARD, WORDS};
use crate::issuers::ibanera::envelope::{details, next};
use crate::reading::page;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Reads a page of the cards.
pub struct CardList;

impl Endpoint for CardList {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /api/v1/customer/cards/byuser/list?PageNumber=<page?>&PageSize=<size?>
Authorization: Bearer <token>
otp: <otp>
Accept: */*

";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "page count?\nsize count?";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str =
        "customer-api-docs.ibanera.com/api-endpoints/cards/get-customer-cards";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let customers = details(response)?;
        let cards = customers.parts().flat_map(|customer| customer.get_loosely("cards").parts());
        Ok(Answer::data(page(cards, CARD, WORDS, next(about, response))))
    }
}
