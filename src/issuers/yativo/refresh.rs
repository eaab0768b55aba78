//! `GET /auth/refresh-token`: a new token against one that still lives.
//!
//! Where it fails, log in. Source: docs.yativo.com/fiat-api-reference/auth/token.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Head, Kind, Plan};
use crate::error::Error;
use crate::http::{Method, Response};
use crate::issuers::yativo::envelope::token;

/// Renews a session.
pub struct RefreshToken;

impl Endpoint for RefreshToken {
    fn plan(&self) -> &'static Plan {
        &Plan {
            kind: Kind::Login,
            method: Method::Get,
            route: "/auth/refresh-token",
            headers: &[Head::AcceptJson, Head::Bearer],
            fields: &[],
        }
    }

    fn parse(&self, _: &About<'_>, response: &Response) -> Result<Answer, Error> {
        token(response)
    }
}
