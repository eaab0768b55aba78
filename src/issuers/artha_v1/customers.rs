//! `POST`, `GET` and `PATCH Customers`: whom cards are issued to.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::{Effect, Error};
use crate::http::Response;
use crate::issuers::artha_v1::answer::{own, own_many, own_reply, taken};
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Creates a customer.
///
/// `POST {pathPrefix}/Customers`: takes `type`, `email`, `phoneCode`, `phoneNumber` and `country`
/// and may take `firstName`, `lastName`, `businessName`, `dateOfBirth`, `gender`, `state` and
/// `externalReference`.
///
/// The page that changes a customer shows the first form of names only, and says once that the
/// email cannot be changed and once that it can. Source:
/// docs.artha.work/create-customer-28295323e0, list-customers-28184467e0 and
/// update-customer-28184469e0; `state` is of create-customer-28184466e0. The page of one customer
/// is not public: its path is that of a change.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha_v1::{ArthaV1Config, CreateCustomer};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{ActionResult, Client, Effect, ErrorCode, IssuerConfig, Operation};
/// # let config = ArthaV1Config::new("https://artha.example", "key", "/api/v1");
/// # let client = Client::new(IssuerConfig::ArthaV1(config))?;
/// let fields = json::check(concat!(
///     r#"{"type":"business","email":"a@b.example","phoneCode":"+44","phoneNumber":"1","#,
///     r#""country":"GB","businessName":"B Ltd"}"#,
/// ).as_bytes(), Limits::default())?;
/// let fields = client.fields(Operation::own("createCustomer"), fields)?;
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let draft = CreateCustomer::build(&about, &Attempt::default());
/// let Draft::Unhashed(draft) = draft else { panic!() };
/// assert_eq!(draft.hashed(b"hash").signed(b"mac").body.as_bytes(), concat!(
///     r#"{"type":"business","email":"a@b.example","phoneCode":"+44","phoneNumber":"1","#,
///     r#""country":"GB","businessName":"B Ltd"}"#,
/// ).as_bytes());
///
/// let answer = Response::new(200, concat!(
///     r#"{"data":{"id":"cus_1","type":"business","kycState":"not_submitted"}}"#,
/// ));
/// let Answer::Reply(reply) = CreateCustomer::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.confirmed), (ActionResult::Accepted, false));
/// assert_eq!(reply.data.json().as_str(), concat!(
///     r#"{"id":"cus_1","type":"business","kycState":"not_submitted"}"#,
/// ));
///
/// let refusal = Response::new(409, "");
/// let error = CreateCustomer::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::IssuerRejected, Effect::None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct CreateCustomer;

impl Endpoint for CreateCustomer {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = signed!(
        "POST <pathPrefix>/Customers",
        concat!(
            "{\"type\":\"<type>\",\"firstName\":\"<firstName?>\",\"lastName\":\"<lastName?>\",",
            "\"email\":\"<email>\",\"phoneCode\":\"<phoneCode>\",\"phoneNumber\":\"<phoneNumber>\",",
            "\"country\":\"<country>\",\"businessName\":\"<businessName?>\",",
            "\"dateOfBirth\":\"<dateOfBirth?>\",\"gender\":\"<gender?>\",\"state\":\"<state?>\",",
            "\"externalReference\":\"<externalReference?>\"}"
        )
    );
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "\
type word! individual business
firstName text?
lastName text?
email text
phoneCode text
phoneNumber text
country text
businessName text?
dateOfBirth text? type=individual
gender word? male female other
state text?
externalReference text?";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/create-customer-28295323e0";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        taken(response, Effect::Unknown).map(own_reply)
    }
}

/// Reads customers.
///
/// `GET {pathPrefix}/Customers`: may take `search`.
///
/// Source: docs.artha.work/list-customers-28184467e0. What the pages leave open stands at
/// [`CreateCustomer`].
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha_v1::{ArthaV1Config, ListCustomers};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{Client, ErrorCode, IssuerConfig, Operation};
/// # let config = ArthaV1Config::new("https://artha.example", "key", "/api/v1");
/// # let client = Client::new(IssuerConfig::ArthaV1(config))?;
/// let fields = json::check(br#"{"search":"a+b@c.example"}"#, Limits::default())?;
/// let fields = client.fields(Operation::own("customers"), fields)?;
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let draft = ListCustomers::build(&about, &Attempt::default());
/// let Draft::Unhashed(draft) = draft else { panic!() };
/// assert_eq!(
///     draft.hashed(b"hash").signed(b"mac").url(),
///     "https://artha.example/api/v1/Customers?search=a%2Bb%40c.example"
/// );
///
/// let answer = Response::new(200, concat!(
///     r#"{"data":[{"id":"cus_1","status":"active","kyc_state":"approved"}]}"#,
/// ));
/// let Answer::Data(data) = ListCustomers::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), concat!(
///     r#"{"items":[{"id":"cus_1","status":"active","kyc_state":"approved"}]}"#,
/// ));
///
/// let refusal = Response::new(401, "");
/// let error = ListCustomers::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::Unauthorized);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct ListCustomers;

impl Endpoint for ListCustomers {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = signed!("GET <pathPrefix>/Customers?search=<search?>");
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "search text?";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/list-customers-28184467e0";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        own_many(response)
    }
}

/// Reads a customer.
///
/// `GET {pathPrefix}/Customers/{customerId}`: takes `customerId`.
///
/// Source: by the pattern of docs.artha.work/update-customer-28184469e0; no page is public. What
/// the pages leave open stands at [`CreateCustomer`].
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha_v1::{ArthaV1Config, GetCustomer};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{Client, ErrorCode, IssuerConfig, Operation};
/// # let config = ArthaV1Config::new("https://artha.example", "key", "/api/v1");
/// # let client = Client::new(IssuerConfig::ArthaV1(config))?;
/// let fields = json::check(br#"{"customerId":"cus_1"}"#, Limits::default())?;
/// let fields = client.fields(Operation::own("customer"), fields)?;
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Unhashed(draft) = GetCustomer::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(
///     draft.hashed(b"hash").signed(b"mac").url(),
///     "https://artha.example/api/v1/Customers/cus_1"
/// );
///
/// let answer = Response::new(200, r#"{"data":{"id":"cus_1"}}"#);
/// let Answer::Data(data) = GetCustomer::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), r#"{"id":"cus_1"}"#);
///
/// let refusal = Response::new(401, "");
/// let error = GetCustomer::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::Unauthorized);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct GetCustomer;

impl Endpoint for GetCustomer {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = signed!("GET <pathPrefix>/Customers/<customerId>");
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "customerId header";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str =
        "by the pattern of docs.artha.work/update-customer-28184469e0; no page is public";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        own(response)
    }
}

/// Changes a customer.
///
/// `PATCH {pathPrefix}/Customers/{customerId}`: takes `customerId` and may take `firstName`,
/// `middleName`, `lastName`, `email`, `phoneCode`, `phoneNumber`, `country`, `state`,
/// `dateOfBirth`, `gender`, `address` and `business`.
///
/// Source: docs.artha.work/update-customer-28184469e0. What the pages leave open stands at
/// [`CreateCustomer`].
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha_v1::{ArthaV1Config, UpdateCustomer};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{ActionResult, Client, Effect, ErrorCode, IssuerConfig, Operation};
/// # let config = ArthaV1Config::new("https://artha.example", "key", "/api/v1");
/// # let client = Client::new(IssuerConfig::ArthaV1(config))?;
/// let fields = json::check(br#"{"customerId":"cus_1","lastName":"N"}"#, Limits::default())?;
/// let fields = client.fields(Operation::own("updateCustomer"), fields)?;
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let draft = UpdateCustomer::build(&about, &Attempt::default());
/// let Draft::Unhashed(draft) = draft else { panic!() };
/// assert_eq!(draft.hashed(b"hash").signed(b"mac").body.as_bytes(), br#"{"last_name":"N"}"#);
///
/// let answer = Response::new(200, r#"{"data":{"id":"cus_1","status":"suspended"}}"#);
/// let Answer::Reply(reply) = UpdateCustomer::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.confirmed), (ActionResult::Accepted, false));
/// assert_eq!(reply.data.json().as_str(), r#"{"id":"cus_1","status":"suspended"}"#);
///
/// let refusal = Response::new(401, "");
/// let error = UpdateCustomer::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::Unauthorized, Effect::None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct UpdateCustomer;

impl Endpoint for UpdateCustomer {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = signed!(
        "PATCH <pathPrefix>/Customers/<customerId>",
        concat!(
            "{\"first_name\":\"<firstName?>\",\"middle_name\":\"<middleName?>\",",
            "\"last_name\":\"<lastName?>\",\"email\":\"<email?>\",\"phone_code\":\"<phoneCode?>\",",
            "\"phone_number\":\"<phoneNumber?>\",\"country\":\"<country?>\",\"state\":\"<state?>\",",
            "\"date_of_birth\":\"<dateOfBirth?>\",\"gender\":\"<gender?>\",",
            "\"address\":{<{address}>},\"business\":{<{business}>}}"
        )
    );
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "\
customerId header
firstName text?
middleName text?
lastName text?
email text?
phoneCode text?
phoneNumber text?
country text?
state text?
dateOfBirth text?
gender word? male female other
address object?
business object?";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/update-customer-28184469e0";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        taken(response, Effect::Unknown).map(own_reply)
    }
}
