//! `POST /api/v1/customer/cards/activate`: switches a card on.
//!
//! The media type is `application/json-patch+json` though the body is a plain object.
//! Source: customer-api-docs.ibanera.com/api-endpoints/cards/activation-deactivation.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::ibanera::switch::{Switch, switched};

/// Switches a card on.
pub struct ActivateCard;

impl Endpoint for ActivateCard {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /api/v1/customer/cards/activate
Authorization: Bearer <token>
otp: <otp>
Accept: */*
Content-Type: application/json-patch+json

{\"cardsId\":<card>}";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        switched(Switch::On, about, response)
    }
}
