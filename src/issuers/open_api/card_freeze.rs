//! `POST /{version}/openApi/card/freeze`: stops a physical card for now.
//!
//! `card_id` is an integer in the page's table and text in its examples; text is sent.
//! Source: ckg2erttlk.apifox.cn/430346216e0.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::{Effect, Error};
use crate::http::Response;
use crate::issuers::open_api::envelope::reply;

/// Stops a card for now.
pub struct Freeze;

impl Endpoint for Freeze {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /<version>/openApi/card/freeze
Content-Type: application/json

{\"customer_id\":<customerId>,\"app_id\":<appId>,\"key\":\"<key>\",\"card_id\":\"<card>\"}";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "ckg2erttlk.apifox.cn/430346216e0";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        reply(response, Effect::None)
    }
}
