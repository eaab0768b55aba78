//! Any call of the caller's contract: its path, and members of the body beside the credentials.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::{Effect, Error};
use crate::http::Response;
use crate::issuers::open_api::envelope::{read, reply};
use crate::plain::is_safe;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// A call that changes nothing.
///
/// `POST {path}`: takes `path` and may take `fields`.
///
/// All known pages are POST with the same envelope, reads too, so only the caller knows which calls
/// may be repeated: there is one operation for reads and one for the rest, which is never repeated
/// unless it is proven not executed. Reads give the whole answer in the issuer's names, since
/// nothing else is known of it. Source: the site map of ckg2erttlk.apifox.cn.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::open_api::{OpenApiConfig, Read};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{Client, ErrorCode, IssuerConfig, Operation};
/// # let config = OpenApiConfig::new("https://issuer.example", "v1", "1011", "1001", "key");
/// # let client = Client::new(IssuerConfig::OpenApi(config))?;
/// let fields = json::check(br#"{"path":"/{version}/openApi/wallet/list"}"#, Limits::default())?;
/// let fields = client.fields(Operation::own("read"), fields)?;
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Ready(request) = Read::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(request.body.as_bytes(), concat!(
///     r#"{"customer_id":1011,"app_id":1001,"key":"key"}"#,
/// ).as_bytes());
///
/// let answer = Response::new(200, concat!(
///     r#"{"code":0,"data":{"list":[{"id":12345678901234567890,"n":1}]}}"#,
/// ));
/// let Answer::Data(data) = Read::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), concat!(
///     r#"{"code":0,"data":{"list":[{"id":"12345678901234567890","n":1}]}}"#,
/// ));
///
/// let refusal = Response::new(200, r#"{"code":1,"message":"no"}"#);
/// let error = Read::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::IssuerRejected);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Read;

/// A call that may change something. What its codes mean is not documented, so none of them proves
/// that nothing happened.
///
/// `POST {path}`: takes `path` and may take `fields`.
///
/// What the pages leave open stands at [`Read`].
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::open_api::{Call, OpenApiConfig};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{ActionResult, Client, Effect, ErrorCode, IssuerConfig, Operation};
/// # let config = OpenApiConfig::new("https://issuer.example", "v1", "1011", "1001", "key");
/// # let client = Client::new(IssuerConfig::OpenApi(config))?;
/// let fields = json::check(concat!(
///     r#"{"path":"/contract/5","fields":{"card_id":"cid_1","amount":10.50}}"#,
/// ).as_bytes(), Limits::default())?;
/// let fields = client.fields(Operation::own("call"), fields)?;
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Ready(request) = Call::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(request.body.as_bytes(), concat!(
///     r#"{"customer_id":1011,"app_id":1001,"key":"key","card_id":"cid_1","#,
///     r#""amount":10.50}"#,
/// ).as_bytes());
///
/// let answer = Response::new(200, concat!(
///     r#"{"code":0,"message":"success","data":{"order_id":"ord_1"}}"#,
/// ));
/// let Answer::Reply(reply) = Call::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.confirmed), (ActionResult::Accepted, false));
/// assert_eq!(reply.extra.json().as_str(), r#"{"data":{"order_id":"ord_1"}}"#);
///
/// let refusal = Response::new(200, r#"{"code":1,"message":"no"}"#);
/// let error = Call::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::IssuerRejected, Effect::Unknown));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Call;

impl Endpoint for Read {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = Call::REQUEST;
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = Call::FIELDS;
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = Call::SOURCE;

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        Ok(Answer::data(read(response, Effect::None)?.with_fit_numbers(is_safe)))
    }
}

impl Endpoint for Call {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST <path>
Content-Type: application/json

{\"customer_id\":<customerId>,\"app_id\":<appId>,\"key\":\"<key>\",<{fields}>}";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "path path!\nfields object?";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "ckg2erttlk.apifox.cn";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        reply(response, Effect::Unknown)
    }
}
