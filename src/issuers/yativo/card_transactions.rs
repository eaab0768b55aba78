//! `GET /customer/virtual/cards/transactions/{card_id}`: what happened on the card, all at once.
//!
//! The page's text prints the path of another call, its example this one. `amount` is in whole units in
//! both shapes; `cardBalanceAfter` of the older one is cents.
//! Source: docs.yativo.com/payments/virtual-cards/get-transactions.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::yativo::envelope;
use crate::reading::page;

const TRANSACTION: &str = "id=id card=cardId amount:n=amount currency=currency type=type status=status \
description=description|narrative time=transactionDate|createdAt fee:n=feeAmount reference=reference \
balanceAfter:n=balanceAfter balanceAfter:c=cardBalanceAfter *";

/// Reads a card's transactions.
pub struct ListTransactions;

impl Endpoint for ListTransactions {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /customer/virtual/cards/transactions/<card>
Accept: application/json
Authorization: Bearer <token>

";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.yativo.com/payments/virtual-cards/get-transactions";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        Ok(Answer::data(page(envelope::list(response)?.parts(), TRANSACTION, "", None)))
    }
}
