//! `POST /api/v1/customer/cards/transferfunds`: money from an account onto a card, back, and from card
//! to card. Older pages have `…/cards/topup` and `…/cards/movefunds` for it: an option.
//!
//! Letters are large and small within one body, and `CustomersId` is text, as in the page's examples.
//! Samples are pending, so no answer is final.
//! Source: customer-api-docs.ibanera.com/api-endpoints/cards/card-transfers.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::ibanera::envelope::taken;
use crate::json::Json;
use crate::prelude::*;
use crate::reading::read;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

const TRANSFER: &str = "fromTransactionId=fromTransactionId toTransactionId=toTransactionId \
feeTransactionId=feeTransactionId amount:n=amount fee:n=feeAmount time=dateTime pending:f=bPending";

#[cfg(not(feature = "ship"))]
const PAGE: &str = "customer-api-docs.ibanera.com/api-endpoints/cards/card-transfers";

/// The fields of money between an account and a card.
#[cfg(not(feature = "ship"))]
const WITH_AN_ACCOUNT: Rules = "\
amount number
reference text
currency word? USD dUSD
customer digits?
account digits?";

fn transfer(details: Json<'_>) -> String {
    read(details, TRANSFER, "")
}

/// Moves money from an account onto a card.
pub struct TopUpCard;

impl Endpoint for TopUpCard {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /api/v1/customer/cards/transferfunds
Authorization: Bearer <token>
otp: <otp>
Accept: */*
Content-Type: application/json

{\"amount\":<amount>,\"reference\":\"<reference>\",\"transferTypes\":\"TopUpCard\",\"currencyType\":\"<currency?>\",\"DestinationCardId\":<card>,\"CustomersId\":\"<customer?>\",\"CustomerAssetAccountId\":<account?>}\x0ctransfers=topup_movefunds
POST /api/v1/customer/cards/topup
Authorization: Bearer <token>
otp: <otp>
Accept: */*
Content-Type: application/json

{\"CustomerAssetAccountsId\":<account>,\"CardsId\":<card>,\"Amount\":<amount>,\"Reference\":\"<reference>\",\"Type\":\"Deposit\"}";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = WITH_AN_ACCOUNT;
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = PAGE;

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        taken(response, transfer)
    }
}

/// Moves money from a card back to an account.
pub struct TopUpAccount;

impl Endpoint for TopUpAccount {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /api/v1/customer/cards/transferfunds
Authorization: Bearer <token>
otp: <otp>
Accept: */*
Content-Type: application/json

{\"amount\":<amount>,\"reference\":\"<reference>\",\"transferTypes\":\"TopUpAccount\",\"currencyType\":\"<currency?>\",\"SourceCardId\":<card>,\"CustomersId\":\"<customer?>\",\"CustomerAssetAccountId\":<account?>}\x0ctransfers=topup_movefunds
POST /api/v1/customer/cards/topup
Authorization: Bearer <token>
otp: <otp>
Accept: */*
Content-Type: application/json

{\"CustomerAssetAccountsId\":<account>,\"CardsId\":<card>,\"Amount\":<amount>,\"Reference\":\"<reference>\",\"Type\":\"Withdraw\"}";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = WITH_AN_ACCOUNT;
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = PAGE;

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        taken(response, transfer)
    }
}

/// Moves money from a card to another.
pub struct TransferToCard;

impl Endpoint for TransferToCard {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /api/v1/customer/cards/transferfunds
Authorization: Bearer <token>
otp: <otp>
Accept: */*
Content-Type: application/json

{\"amount\":<amount>,\"reference\":\"<reference>\",\"transferTypes\":\"CardToCard\",\"currencyType\":\"USD\",\"SourceCardId\":<card>,\"CustomersId\":\"<customer?>\",\"DestinationCardId\":<to>}\x0ctransfers=topup_movefunds
POST /api/v1/customer/cards/movefunds
Authorization: Bearer <token>
otp: <otp>
Accept: */*
Content-Type: application/json-patch+json

{\"fromCardsId\":<card>,\"toCardsId\":<to>,\"amount\":<amount>}";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "amount number\nreference text?\nto digits\ncustomer digits?";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = PAGE;

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        taken(response, transfer)
    }
}
