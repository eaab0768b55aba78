//! Actions that the issuer has but whose path is not public: the caller's contract states it.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::{Effect, Error};
use crate::http::Response;
use crate::issuers::open_api::envelope::reply;

macro_rules! by_contract {
    ($($(#[$doc:meta])* $name:ident $path:literal)*) => {$(
        $(#[$doc])*
        pub struct $name;

        impl Endpoint for $name {
            const KIND: Kind = Kind::Write;
            const REQUEST: &'static str = concat!("POST <paths.", $path, ">
Content-Type: application/json

{\"customer_id\":<customerId>,\"app_id\":<appId>,\"key\":\"<key>\",\"card_id\":\"<card>\"}");

            #[cfg(not(feature = "ship"))]
            const SOURCE: &'static str = "ckg2erttlk.apifox.cn";

            fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
                reply(response, Effect::None)
            }
        }
    )*};
}

by_contract! {
    /// Undoes a freeze.
    ///
    /// `POST paths.unfreeze`.
    ///
    /// Request and answer are those of freeze. Source of their existence: the site map of
    /// ckg2erttlk.apifox.cn.
    ///
    /// ```
    /// # use cardlatch::answer::Answer;
    /// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
    /// # use cardlatch::http::Response;
    /// # use cardlatch::issuers::open_api::{OpenApiConfig, Unfreeze};
    /// # use cardlatch::settings::Settings;
    /// # use cardlatch::{ActionResult, Client, Effect, ErrorCode, IssuerConfig};
    /// let mut config = OpenApiConfig::new("https://issuer.example", "v1", "1011", "1001", "key");
    /// config.paths.unfreeze = Some("/{version}/contract/1".into());
    /// # let client = Client::new(IssuerConfig::OpenApi(config))?;
    /// # let fields = Settings::default();
    /// # let (settings, card) = (client.settings(), "cid_1");
    /// # let about = About { settings, card, fields: &fields, sign_image: None };
    /// let Draft::Ready(request) = Unfreeze::build(&about, &Attempt::default()) else { panic!() };
    /// assert_eq!(request.body.as_bytes(), concat!(
    ///     r#"{"customer_id":1011,"app_id":1001,"key":"key","card_id":"cid_1"}"#,
    /// ).as_bytes());
    ///
    /// let answer = Response::new(200, r#"{"code":0,"message":"success"}"#);
    /// let Answer::Reply(reply) = Unfreeze::parse(&about, &answer)? else { panic!() };
    /// assert_eq!((reply.result, reply.confirmed), (ActionResult::Accepted, false));
    ///
    /// let refusal = Response::new(200, r#"{"code":990002,"message":"no"}"#);
    /// let error = Unfreeze::parse(&about, &refusal).err().unwrap();
    /// assert_eq!((error.code(), error.effect()), (ErrorCode::IssuerRejected, Effect::None));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    Unfreeze "unfreeze"
    /// Switches a card on.
    ///
    /// `POST paths.activate`.
    ///
    /// What the pages leave open stands at [`Unfreeze`].
    ///
    /// ```
    /// # use cardlatch::answer::Answer;
    /// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
    /// # use cardlatch::http::Response;
    /// # use cardlatch::issuers::open_api::{Activate, OpenApiConfig};
    /// # use cardlatch::settings::Settings;
    /// # use cardlatch::{ActionResult, Client, Effect, ErrorCode, IssuerConfig};
    /// let mut config = OpenApiConfig::new("https://issuer.example", "v1", "1011", "1001", "key");
    /// config.paths.activate = Some("/{version}/contract/2".into());
    /// # let client = Client::new(IssuerConfig::OpenApi(config))?;
    /// # let fields = Settings::default();
    /// # let (settings, card) = (client.settings(), "cid_1");
    /// # let about = About { settings, card, fields: &fields, sign_image: None };
    /// let Draft::Ready(request) = Activate::build(&about, &Attempt::default()) else { panic!() };
    /// assert_eq!(request.body.as_bytes(), concat!(
    ///     r#"{"customer_id":1011,"app_id":1001,"key":"key","card_id":"cid_1"}"#,
    /// ).as_bytes());
    ///
    /// let answer = Response::new(200, r#"{"code":0,"message":"success"}"#);
    /// let Answer::Reply(reply) = Activate::parse(&about, &answer)? else { panic!() };
    /// assert_eq!((reply.result, reply.confirmed), (ActionResult::Accepted, false));
    ///
    /// let refusal = Response::new(200, r#"{"code":990002,"message":"no"}"#);
    /// let error = Activate::parse(&about, &refusal).err().unwrap();
    /// assert_eq!((error.code(), error.effect()), (ErrorCode::IssuerRejected, Effect::None));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    Activate "activate"
    /// Closes a card for good.
    ///
    /// `POST paths.cancel`.
    ///
    /// What the pages leave open stands at [`Unfreeze`].
    ///
    /// ```
    /// # use cardlatch::answer::Answer;
    /// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
    /// # use cardlatch::http::Response;
    /// # use cardlatch::issuers::open_api::{Cancel, OpenApiConfig};
    /// # use cardlatch::settings::Settings;
    /// # use cardlatch::{ActionResult, Client, Effect, ErrorCode, IssuerConfig};
    /// let mut config = OpenApiConfig::new("https://issuer.example", "v1", "1011", "1001", "key");
    /// config.paths.cancel = Some("/{version}/contract/3".into());
    /// # let client = Client::new(IssuerConfig::OpenApi(config))?;
    /// # let fields = Settings::default();
    /// # let (settings, card) = (client.settings(), "cid_1");
    /// # let about = About { settings, card, fields: &fields, sign_image: None };
    /// let Draft::Ready(request) = Cancel::build(&about, &Attempt::default()) else { panic!() };
    /// assert_eq!(request.body.as_bytes(), concat!(
    ///     r#"{"customer_id":1011,"app_id":1001,"key":"key","card_id":"cid_1"}"#,
    /// ).as_bytes());
    ///
    /// let answer = Response::new(200, r#"{"code":0,"message":"success"}"#);
    /// let Answer::Reply(reply) = Cancel::parse(&about, &answer)? else { panic!() };
    /// assert_eq!((reply.result, reply.confirmed), (ActionResult::Accepted, false));
    ///
    /// let refusal = Response::new(200, r#"{"code":990002,"message":"no"}"#);
    /// let error = Cancel::parse(&about, &refusal).err().unwrap();
    /// assert_eq!((error.code(), error.effect()), (ErrorCode::IssuerRejected, Effect::None));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    Cancel "cancel"
}
