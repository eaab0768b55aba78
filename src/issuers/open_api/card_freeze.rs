//! `POST /{version}/openApi/card/freeze`: stops a physical card for now.
//!
//! `card_id` is an integer in the page's table and text in its examples; text is sent.
//! Success is the integer 0 in `code`, whatever the HTTP status. Whether that is final is not
//! documented. Source: ckg2erttlk.apifox.cn/430346216e0.

use crate::answer::{Answer, object, refused, status, take_text, unexpected};
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::{Effect, Error};
use crate::http::Response;
use crate::json::{Number, Value};
use crate::outcome::{ActionResult, Reply};

/// Stops a card for now.
pub struct Freeze;

impl Endpoint for Freeze {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /<version>/openApi/card/freeze
Content-Type: application/json

{\"customer_id\":<customerId>,\"app_id\":<appId>,\"key\":\"<key>\",\"card_id\":\"<card>\"}";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let mut answer = object(response)?;
        let code = answer.get("code").and_then(Value::as_number).and_then(Number::to_i64);
        let message = take_text(&mut answer, "message");
        let error = match code {
            Some(0) => {
                answer.remove("code");
                let mut reply = Reply::new(ActionResult::Accepted, false);
                reply.remarks = message;
                reply.extra = answer;
                return Ok(Answer::Reply(reply));
            }
            _ if matches!(response.status, 401 | 403 | 429 | 500..) => status(response),
            Some(_) => refused(response, Effect::None),
            None if response.status >= 400 => status(response),
            None => unexpected(response, "The answer has no whole-number code.", "code"),
        };
        let code = answer.get("code").and_then(Value::text_of_scalar);
        Err(error.issuer_code(code.as_deref()).issuer_message(message.as_deref()))
    }
}
