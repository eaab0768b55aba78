//! `POST /auth/login`: a bearer token against the account's id and the app's secret.
//!
//! Source: docs.yativo.com/security-and-authentication/authentication.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Head, Kind, Plan, Slot};
use crate::error::Error;
use crate::http::{Method, Response};
use crate::issuers::yativo::envelope::token;

/// Logs in.
pub struct Login;

impl Endpoint for Login {
    fn plan(&self) -> &'static Plan {
        &Plan {
            kind: Kind::Login,
            method: Method::Post,
            route: "/auth/login",
            headers: &[Head::AcceptJson, Head::Json],
            fields: &[
                ("account_id", Slot::Setting("accountId")),
                ("app_secret", Slot::Setting("appSecret")),
            ],
        }
    }

    fn parse(&self, _: &About<'_>, response: &Response) -> Result<Answer, Error> {
        token(response)
    }
}
