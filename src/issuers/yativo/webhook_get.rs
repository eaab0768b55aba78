//! `GET /business/webhook`: the webhook as it is set, its secret with it.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::yativo::envelope;
use crate::issuers::yativo::webhook_set::RECORD;
use crate::json::Json;
use crate::reading::page;

/// Reads the webhook: a list of none or one.
///
/// `GET /business/webhook`.
///
/// The record stood in a list where it was seen; the pages do not show where it stands. Source:
/// docs.yativo.com/fiat-api-reference/webhooks/create and docs.yativo.com/notifications/webhook.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::yativo::{GetWebhook, YativoConfig};
/// # use cardlatch::settings::Settings;
/// # use cardlatch::{Client, ErrorCode, IssuerConfig};
/// # let config = YativoConfig::new("https://yativo.example/api/v1", "account", "secret");
/// # let client = Client::new(IssuerConfig::Yativo(config))?;
/// # let fields = Settings::default();
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Ready(request) = GetWebhook::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(request.url(), "https://yativo.example/api/v1/business/webhook");
///
/// let answer = Response::new(200, concat!(
///     r#"{"status":"success","data":[{"id":3,"url":"https://a.example/h","#,
///     r#""secret":"whsec_1"}]}"#,
/// ));
/// let Answer::Data(data) = GetWebhook::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), concat!(
///     r#"{"items":[{"id":"3","url":"https://a.example/h","secret":"whsec_1"}]}"#,
/// ));
///
/// let refusal = Response::new(401, r#"{"message":"Unauthenticated."}"#);
/// let error = GetWebhook::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::Unauthorized);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct GetWebhook;

impl Endpoint for GetWebhook {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /business/webhook
Accept: application/json
Authorization: Bearer <token>

";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.yativo.com/notifications/webhook";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let data = envelope::whole_data(response)?;
        let list = if data.is_object() { Json::NONE } else { envelope::list(response)? };
        let records = data.is_object().then_some(data).into_iter().chain(list.parts());
        Ok(Answer::data(page(records, RECORD, "", None)))
    }
}
