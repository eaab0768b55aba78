//! `POST /api/v1/public/auth/login`: a bearer token against user name, password and one-time code.

use crate::answer::{Answer, failure, session};
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::{Effect, Error, ErrorCode};
use crate::http::Response;
use crate::issuers::ibanera::envelope::{Codes, Said, read, refusal};

const LOCK_MS: u64 = 600_000;

/// Logs in.
///
/// `POST /api/v1/public/auth/login`.
///
/// Failed logins lock the account for ten minutes, so a refusal is never repeated. No refresh is
/// published: log in again. Source:
/// customer-api-docs.ibanera.com/getting-started/authentication-and-authorization.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::ibanera::{IbaneraConfig, Login};
/// # use cardlatch::settings::Settings;
/// # use cardlatch::{Client, ErrorCode, IssuerConfig};
/// # let config = IbaneraConfig::new("https://ibanera.example", "name", "password");
/// # let client = Client::new(IssuerConfig::Ibanera(config))?;
/// # let fields = Settings::default();
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let attempt = Attempt { one_time_code: "012345", ..Attempt::default() };
/// let Draft::Ready(request) = Login::build(&about, &attempt) else { panic!() };
/// assert_eq!(request.body.as_bytes(), concat!(
///     r#"{"username":"name","password":"password","otp":"012345"}"#,
/// ).as_bytes());
///
/// let answer = Response::new(200, concat!(
///     r#"{"details":{"accessToken":"j.w.t","expiresIn":3600},"status":"1"}"#,
/// ));
/// let Answer::Session(session) = Login::parse(&about, &answer)? else { panic!() };
/// assert_eq!((session.token.expose().as_str(), session.expires_in), ("j.w.t", 3600));
///
/// let refusal = Response::new(200, concat!(
///     r#"{"status":"0","errors":[{"messageCode":"Username_Or_Password_Incorrect"}]}"#,
/// ));
/// let error = Login::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::Unauthorized);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
