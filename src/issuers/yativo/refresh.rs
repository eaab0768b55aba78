//! `GET /auth/refresh-token`: a new token against one that still lives.
//!
//! Where it fails, log in. Source: docs.yativo.com/fiat-api-reference/auth/token.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::yativo::envelope::token;

/// Renews a session.
pub struct RefreshToken;

impl Endpoint for RefreshToken {
    const KIND: Kind = Kind::Login;
    const REQUEST: &'static str = "\
GET /auth/refresh-token
Accept: application/json
Authorization: Bearer <token>

";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        token(response)
    }
}
