//! `GET /api/v1/customer/cards/carddetails?CardId=`: the card's state.
//!
//! Older answers hold the card number, the CVC and the PIN: only what is named is kept.
//! Source: customer-api-docs.ibanera.com/api-endpoints/cards/get-card-details-by-id.

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
