//! `POST /api/v1/customer/cards/deactivate`: switches a card off and voids its pending transactions.
//!
//! The media type is `application/json-patch+json` though the body is a plain object.
//! Source: customer-api-docs.ibanera.com/api-endpoints/cards/activation-deactivation.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::ibanera::switch::{Switch, switched};

/// Switches a card off and voids its pending transactions.
pub struct DeactivateCard;

impl Endpoint for DeactivateCard {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /api/v1/customer/cards/deactivate
Authorization: Bearer <token>
otp: <otp>
Accept: */*
Content-Type: application/json-patch+json

{\"cardsId\":<card>}";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        switched(Switch::Off, about, response)
    }
}
