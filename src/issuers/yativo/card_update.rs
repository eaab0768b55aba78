//! `POST /customer/virtual/cards/update/{card_id}`: freeze and unfreeze.
//!
//! The page's text says POST, its example PUT: an option. The success text is not proof of the
//! card's state, so the client reads the card back.
//! Source: docs.yativo.com/payments/virtual-cards/freeze-and-unfreeze-card.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::yativo::envelope;
use crate::json::JsonText;
use crate::outcome::{ActionResult, Reply};

/// Stops a card for now.
pub struct FreezeCard;

/// Undoes a freeze.
pub struct UnfreezeCard;

impl Endpoint for FreezeCard {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
<updateMethod> /customer/virtual/cards/update/<card>
Accept: application/json
Authorization: Bearer <token>
Content-Type: application/json
Idempotency-Key: <idempotencyKey>

{\"action\":\"freeze\"}";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        reply(response)
    }
}

impl Endpoint for UnfreezeCard {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
<updateMethod> /customer/virtual/cards/update/<card>
Accept: application/json
Authorization: Bearer <token>
Content-Type: application/json
Idempotency-Key: <idempotencyKey>

{\"action\":\"unfreeze\"}";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        reply(response)
    }
}

fn reply(response: &Response) -> Result<Answer, Error> {
    let data = envelope::data(response)?;
    let mut reply = Reply::new(ActionResult::Accepted, false);
    reply.remarks = data.get("action").scalar();
    reply.extra = JsonText::without(data, &["action"]);
    Ok(Answer::Reply(reply))
}
