//! `GET /api/v1/customer/cards/carddetails?CardId=`: the balance of one card, out of its details.
//!
//! Nothing else is kept: see `card_details.rs`.
//! Source: customer-api-docs.ibanera.com/api-endpoints/cards/get-card-details-by-id.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::ibanera::card_details::CardDetails;
use crate::issuers::ibanera::envelope::item;
use crate::reading::read;

const BALANCE: &str = "available:n=availableBalance total:n=totalBalance pending:n=pendingBalance \
currency=currency last4:4=cardLast4|obfuscatedCardNumber|cardNumber";

/// Reads a card's balance.
pub struct CardBalance;

impl Endpoint for CardBalance {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = CardDetails::REQUEST;
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str =
        "customer-api-docs.ibanera.com/api-endpoints/cards/get-card-details-by-id";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        Ok(Answer::data(read(item(response)?, BALANCE, "")))
    }
}
