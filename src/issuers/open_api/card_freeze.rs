//! `POST /{version}/openApi/card/freeze`: stops a physical card for now.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::{Effect, Error};
use crate::http::Response;
use crate::issuers::open_api::envelope::reply;

/// Stops a card for now.
///
/// `POST /{version}/openApi/card/freeze`.
///
/// `card_id` is an integer in the page's table and text in its examples; text is sent. Source:
/// ckg2erttlk.apifox.cn/430346216e0.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::open_api::{Freeze, OpenApiConfig};
/// # use cardlatch::settings::Settings;
/// # use cardlatch::{ActionResult, Client, Effect, ErrorCode, IssuerConfig};
/// # let config = OpenApiConfig::new("https://issuer.example", "v1", "1011", "1001", "key");
/// # let client = Client::new(IssuerConfig::OpenApi(config))?;
/// # let fields = Settings::default();
/// # let (settings, card) = (client.settings(), "cid_1");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Ready(request) = Freeze::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(request.body.as_bytes(), concat!(
///     r#"{"customer_id":1011,"app_id":1001,"key":"key","card_id":"cid_1"}"#,
/// ).as_bytes());
///
/// let answer = Response::new(200, r#"{"code":0,"message":"success"}"#);
/// let Answer::Reply(reply) = Freeze::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.confirmed), (ActionResult::Accepted, false));
///
/// let refusal = Response::new(200, r#"{"code":990002,"message":"no"}"#);
/// let error = Freeze::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::IssuerRejected, Effect::None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
