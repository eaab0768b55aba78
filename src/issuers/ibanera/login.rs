//! `POST /api/v1/public/auth/login`: a bearer token against user name, password and one-time code.
//!
//! Failed logins lock the account for ten minutes, so a refusal is never repeated. No refresh is
//! published: log in again.
//! Source: customer-api-docs.ibanera.com/getting-started/authentication-and-authorization.

use crate::answer::{Answer, failure, session};
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::{Effect, Error, ErrorCode};
use crate::http::Response;
use crate::issuers::ibanera::envelope::{Codes, Said, read, refusal};

const LOCK_MS: u64 = 600_000;

/// Logs in.
pub struct Login;

impl Endpoint for Login {
    const KIND: Kind = Kind::Login;
    const REQUEST: &'static str = "\
POST /api/v1/public/auth/login
Content-Type: application/json
Accept: */*

{\"username\":\"<username>\",\"password\":\"<password>\",\"otp\":\"<otp>\"}";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        match read(response)? {
            Said::Yes(details) => session(
                response,
                details.get_ignoring_case("accessToken"),
                details.get_ignoring_case("expiresIn"),
            ),
            Said::No(codes) => Err(refused(response, &codes)),
        }
    }
}

fn refused(response: &Response, codes: &Codes<'_>) -> Error {
    let own = codes.first.text().unwrap_or_default();
    let (code, text, hold) = match own.as_str() {
        "Username_Or_Password_Incorrect" => {
            (ErrorCode::Unauthorized, "The issuer does not accept the credentials.", None)
        }
        "Account_Not_Verified" | "Account_Suppressed" => {
            (ErrorCode::Forbidden, "The account may not use the API.", None)
        }
        "Account_Locked" => {
            let text = "The account is locked for ten minutes.";
            (ErrorCode::Forbidden, text, Some(LOCK_MS))
        }
        _ => return refusal(response, codes),
    };
    failure(response, code, Effect::None, text).issuer_code(Some(&own)).retry_after(hold)
}
