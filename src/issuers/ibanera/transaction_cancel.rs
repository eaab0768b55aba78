//! `GET` and `POST /api/v1/customer/transactions/cancel`: whether an outgoing transfer can be cancelled,
//! and the request to do so.
//!
//! A request that was taken does not promise that the transfer is cancelled. One is taken for each
//! transfer; further ones are ignored.
//! Source: customer-api-docs.ibanera.com/api-endpoints/transaction-cancellation.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::ibanera::envelope::{details, taken};
use crate::reading::read;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Reads whether a transfer can be cancelled.
pub struct Cancellable;

impl Endpoint for Cancellable {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /api/v1/customer/transactions/cancel?transactionsId=<transaction>&customersId=<customer?>
Authorization: Bearer <token>
otp: <otp>
Accept: */*

";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "transaction digits\ncustomer digits?";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str =
        "customer-api-docs.ibanera.com/api-endpoints/transaction-cancellation";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        Ok(Answer::data(read(details(response)?, "bCancellable:f=bCancellable", "")))
    }
}

/// Asks for a transfer to be cancelled.
pub struct CancelTransaction;

impl Endpoint for CancelTransaction {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /api/v1/customer/transactions/cancel
Authorization: Bearer <token>
otp: <otp>
Accept: */*
Content-Type: application/json

{\"transactionsId\":<transaction>,\"customersId\":<customer?>}";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "transaction digits\ncustomer digits?";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str =
        "customer-api-docs.ibanera.com/api-endpoints/transaction-cancellation";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        taken(response, |details| read(details, "transactionsId=transactionsId", ""))
    }
}
