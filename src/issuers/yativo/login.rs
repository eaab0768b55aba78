//! `POST /auth/login`: a bearer token against the account's id and the app's secret.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::yativo::envelope::token;

/// Logs in.
///
/// `POST /auth/login`.
///
/// Source: docs.yativo.com/security-and-authentication/authentication.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::yativo::{Login, YativoConfig};
/// # use cardlatch::settings::Settings;
/// # use cardlatch::{Client, ErrorCode, IssuerConfig};
/// # let config = YativoConfig::new("https://yativo.example/api/v1", "account", "secret");
/// # let client = Client::new(IssuerConfig::Yativo(config))?;
/// # let fields = Settings::default();
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Ready(request) = Login::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(request.body.as_bytes(), br#"{"account_id":"account","app_secret":"secret"}"#);
///
/// let answer = Response::new(200, concat!(
///     r#"{"status":"success","data":{"access_token":"j.w.t","expires_in":600}}"#,
/// ));
/// let Answer::Session(session) = Login::parse(&about, &answer)? else { panic!() };
/// assert_eq!((session.token.expose().as_str(), session.expires_in), ("j.w.t", 600));
///
/// let refusal = Response::new(401, r#"{"message":"Unauthenticated."}"#);
/// let error = Login::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::Unauthorized);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
