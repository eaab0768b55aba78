//! `POST /{version}/openApi/card/freeze`: stops a physical card for now.
//!
//! `card_id` is an integer in the page's table and text in its examples; text is sent.
//! Success is the integer 0 in `code`, whatever the HTTP status. Whether that is final is not
//! documented. Source: ckg2erttlk.apifox.cn/430346216e0.

use crate::answer::{Answer, object, refused, status, told, unexpected};
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::{Effect, Error};
use crate::http::Response;
use crate::json::{Json, JsonText};
use crate::outcome::{ActionResult, Reply};
use crate::text;

/// Stops a card for now.
pub struct Freeze;

impl Endpoint for Freeze {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /<version>/openApi/card/freeze
Content-Type: application/json

{\"customer_id\":<customerId>,\"app_id\":<appId>,\"key\":\"<key>\",\"card_id\":\"<card>\"}";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let answer = object(response)?;
        let (code, message) = (answer.get("code"), answer.get("message"));
        let error = if code.whole() == Some(0) {
            let mut reply = Reply::new(ActionResult::Accepted, false);
            reply.remarks = message.scalar();
            reply.extra = JsonText::without(answer, &["code", "message"]);
            return Ok(Answer::Reply(reply));
        } else if matches!(response.status, 401 | 403 | 429 | 500..) {
            status(response)
        } else if is_whole(code) {
            refused(response, Effect::None)
        } else if response.status >= 400 {
            status(response)
        } else {
            unexpected(response, "The answer has no whole-number code.", "code")
        };
        Err(told(error, code, message))
    }
}

fn is_whole(code: Json<'_>) -> bool {
    let digits = code.as_str().as_bytes();
    text::whole_number(digits.strip_prefix(b"-").unwrap_or(digits)).is_some()
}
