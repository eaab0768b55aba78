//! `POST /customer/virtual/cards/update/{card_id}`: freeze and unfreeze.
//!
//! The page's text says POST, its example PUT: an option. The success text is not proof of the
//! card's state, so the client reads the card back.
//! Source: docs.yativo.com/payments/virtual-cards/freeze-and-unfreeze-card.

use crate::answer::{Answer, scalar};
use crate::endpoint::{About, Endpoint, Head, Kind, Plan, Slot};
use crate::error::Error;
use crate::http::{Method, Response};
use crate::issuers::yativo::envelope;
use crate::json::JsonText;
use crate::outcome::{ActionResult, Reply};
use crate::settings::Settings;

const ROUTE: &str = "/customer/virtual/cards/update/{card_id}";
const HEADERS: &[Head] = &[Head::AcceptJson, Head::Bearer, Head::Json, Head::IdempotencyKey];

/// Stops a card for now.
pub struct FreezeCard;

/// Undoes a freeze.
pub struct UnfreezeCard;

impl Endpoint for FreezeCard {
    fn plan(&self) -> &'static Plan {
        &Plan {
            kind: Kind::Write,
            method: Method::Post,
            route: ROUTE,
            headers: HEADERS,
            fields: &[("action", Slot::Word("freeze"))],
        }
    }

    fn method(&self, settings: &Settings) -> Method {
        method(settings)
    }

    fn parse(&self, _: &About<'_>, response: &Response) -> Result<Answer, Error> {
        reply(response)
    }
}

impl Endpoint for UnfreezeCard {
    fn plan(&self) -> &'static Plan {
        &Plan {
            kind: Kind::Write,
            method: Method::Post,
            route: ROUTE,
            headers: HEADERS,
            fields: &[("action", Slot::Word("unfreeze"))],
        }
    }

    fn method(&self, settings: &Settings) -> Method {
        method(settings)
    }

    fn parse(&self, _: &About<'_>, response: &Response) -> Result<Answer, Error> {
        reply(response)
    }
}

fn method(settings: &Settings) -> Method {
    if settings.text("updateMethod") == "PUT" { Method::Put } else { Method::Post }
}

fn reply(response: &Response) -> Result<Answer, Error> {
    let data = envelope::data(response)?;
    let mut reply = Reply::new(ActionResult::Accepted, false);
    reply.remarks = scalar(data, "action");
    reply.extra = JsonText::without(data, &["action"]);
    Ok(Answer::Reply(reply))
}
