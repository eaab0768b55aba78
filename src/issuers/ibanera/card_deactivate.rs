//! `POST /api/v1/customer/cards/deactivate`: switches a card off and voids its pending transactions.
//!
//! The media type is `application/json-patch+json` though the body is a plain object.
//! Source: customer-api-docs.ibanera.com/api-endpoints/cards/activation-deactivation.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind, Plan, Slot};
use crate::error::Error;
use crate::http::{Method, Response};
use crate::issuers::ibanera::switch::{HEADERS, Switch, switched};

/// Switches a card off and voids its pending transactions.
pub struct DeactivateCard;

impl Endpoint for DeactivateCard {
    fn plan(&self) -> &'static Plan {
        &Plan {
            kind: Kind::Write,
            method: Method::Post,
            route: "/api/v1/customer/cards/deactivate",
            headers: HEADERS,
            fields: &[("cardsId", Slot::CardNumber)],
        }
    }

    fn parse(&self, about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        switched(Switch::Off, about, response)
    }
}
