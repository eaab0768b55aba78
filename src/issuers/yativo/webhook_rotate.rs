//! `POST /business/webhook/{webhookId}/regenerate-secret`: a new secret for the signatures.
//!
//! Until the new one is in use here, the signatures of callbacks do not fit.
//! Source: the collections published with docs.yativo.com/notifications/webhook.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::yativo::envelope;
use crate::issuers::yativo::webhook_set::reply;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Makes a new secret.
pub struct RotateWebhookSecret;

impl Endpoint for RotateWebhookSecret {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /business/webhook/<webhookId>/regenerate-secret
Accept: application/json
Authorization: Bearer <token>
Idempotency-Key: <idempotencyKey>

";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "webhookId header";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.yativo.com/notifications/webhook";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let record = envelope::data(response)?;
        let secret = record.get("secret");
        Ok(reply(record, secret.is_text() && !secret.is("")))
    }
}
