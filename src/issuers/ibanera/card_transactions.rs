//! `GET /api/v1/customer/cards/transactions`: a card's transactions, a page at a time.
//!
//! Which sign an amount has is not documented, nor whether `RefundTransactionsID` is the refund's id
//! or that of what was refunded: it is kept under its own name.
//! Source: customer-api-docs.ibanera.com/api-endpoints/cards/list-card-balances-and-transactions.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::ibanera::envelope::{list, next};
use crate::reading::page;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

const TRANSACTION: &str = "id=id card=cardsId amount:n=amount currency=currency \
description=description time=dateTime pending:f=bPending refundTransactionsId:x=refundTransactionsId";

/// Reads a page of a card's transactions.
pub struct CardTransactions;

impl Endpoint for CardTransactions {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /api/v1/customer/cards/transactions?CardsId=<card>&fromDate=<from?>&toDate=<to?>&PageNumber=<page?>&PageSize=<size?>
Authorization: Bearer <token>
otp: <otp>
Accept: */*

";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "page count?\nsize count?\nfrom header?\nto header?";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str =
        "customer-api-docs.ibanera.com/api-endpoints/cards/list-card-balances-and-transactions";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let all = list(response)?.parts();
        Ok(Answer::data(page(all, TRANSACTION, "", next(about, response))))
    }
}
