//! `POST /auth/login`: a bearer token against the account's id and the app's secret.
//!
//! Source: docs.yativo.com/security-and-authentication/authentication.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::yativo::envelope::token;

/// Logs in.
pub struct Login;

impl Endpoint for Login {
    const KIND: Kind = Kind::Login;
    const REQUEST: &'static str = "\
POST /auth/login
Accept: application/json
Content-Type: application/json

{\"account_id\":\"<accountId>\",\"app_secret\":\"<appSecret>\"}";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        token(response)
    }
}
