//! `GET /auth/refresh-token`: a new token against one that still lives.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::yativo::envelope::token;

/// Renews a session.
///
/// `GET /auth/refresh-token`.
///
/// Where it fails, log in. Source: docs.yativo.com/fiat-api-reference/auth/token.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::yativo::{RefreshToken, YativoConfig};
/// # use cardlatch::settings::Settings;
/// # use cardlatch::{Client, ErrorCode, IssuerConfig};
/// # let config = YativoConfig::new("https://yativo.example/api/v1", "account", "secret");
/// # let client = Client::new(IssuerConfig::Yativo(config))?;
/// # let fields = Settings::default();
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Ready(request) = RefreshToken::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(request.url(), "https://yativo.example/api/v1/auth/refresh-token");
///
/// let answer = Response::new(200, concat!(
///     r#"{"status":"success","data":{"access_token":"j.w.t","expires_in":600}}"#,
/// ));
/// let Answer::Session(session) = RefreshToken::parse(&about, &answer)? else { panic!() };
/// assert_eq!((session.token.expose().as_str(), session.expires_in), ("j.w.t", 600));
///
/// let refusal = Response::new(401, r#"{"message":"Unauthenticated."}"#);
/// let error = RefreshToken::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::Unauthorized);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
