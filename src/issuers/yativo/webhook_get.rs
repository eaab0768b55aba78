//! `GET /business/webhook`: the webhook as it is set, its secret with it.
//!
//! The record stood in a list where it was seen; the pages do not show where it stands.
//! Source: docs.yativo.com/fiat-api-reference/webhooks/create and docs.yativo.com/notifications/webhook.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::yativo::envelope;
use crate::issuers::yativo::webhook_set::RECORD;
use crate::json::Json;
use crate::reading::page;

/// Reads the webhook: a list of none or one.
pub struct GetWebhook;

impl Endpoint for GetWebhook {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /business/webhook
Accept: application/json
Authorization: Bearer <token>

";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.yativo.com/notifications/webhook";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let data = envelope::whole_data(response)?;
        let list = if data.is_object() { Json::NONE } else { envelope::list(response)? };
        let records = data.is_object().then_some(data).into_iter().chain(list.parts());
        Ok(Answer::data(page(records, RECORD, "", None)))
    }
}
