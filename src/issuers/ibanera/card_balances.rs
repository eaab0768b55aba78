//! `GET /api/v1/customer/cards/balances`: the cards with their balances, a page at a time.
//!
//! Samples write names in two ways, and `customersID` as text and as a number.
//! Source: customer-api-docs.ibanera.com/api-endpoints/cards/list-card-balances-and-transactions.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::ibanera::card_details::{CARD, WORDS};
use crate::issuers::ibanera::envelope::{list, next};
use crate::reading::page;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Reads a page of the cards with their balances.
pub struct CardBalances;

impl Endpoint for CardBalances {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /api/v1/customer/cards/balances?PageSize=<size?>&PageNumber=<page?>&CustomersID=<customer?>
Authorization: Bearer <token>
otp: <otp>
Accept: */*

";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "page count?\nsize count?\ncustomer digits?";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str =
        "customer-api-docs.ibanera.com/api-endpoints/cards/list-card-balances-and-transactions";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let cards = list(response)?.parts();
        Ok(Answer::data(page(cards, CARD, WORDS, next(about, response))))
    }
}
