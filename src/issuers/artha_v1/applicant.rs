//! `POST customers/{customerId}/products/{productId}/applicant` and `GET ...applicantstatus`: the
//! proof of who a customer is, once for each product.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::{Effect, Error};
use crate::http::Response;
use crate::issuers::artha_v1::answer::{not_failed, own, own_reply};
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Hands in what proves who a customer is.
///
/// `POST {pathPrefix}/customers/{customerId}/products/{productId}/applicant`: takes `customerId`
/// and `productId` and at least one of `kycDetails`, `kybDetails` and `details`.
///
/// Two pages name the same data differently, one of them inside `kycDetails` or `kybDetails` and
/// one without a wrapper, so the members are the caller's: in `kycDetails`, in `kybDetails`, or in
/// `details` without a wrapper. Files are given by URL; how they are uploaded is not documented.
/// Source: docs.artha.work/submit-kyckyb-applicant-28224936e0, kyckyb-requirements-1964638m0 and
/// get-applicant-kyc-status-32120599e0.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha_v1::{ArthaV1Config, SubmitApplicant};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{ActionResult, Client, Effect, ErrorCode, IssuerConfig, Operation};
/// # let config = ArthaV1Config::new("https://artha.example", "key", "/api/v1");
/// # let client = Client::new(IssuerConfig::ArthaV1(config))?;
/// let fields = json::check(concat!(
///     r#"{"customerId":"cus_1","productId":"prod_1","kycDetails":{"idType":1}}"#,
/// ).as_bytes(), Limits::default())?;
/// let fields = client.fields(Operation::own("submitApplicant"), fields)?;
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let draft = SubmitApplicant::build(&about, &Attempt::default());
/// let Draft::Unhashed(draft) = draft else { panic!() };
/// assert_eq!(draft.hashed(b"hash").signed(b"mac").body.as_bytes(), concat!(
///     r#"{"kycDetails":{"idType":1}}"#,
/// ).as_bytes());
///
/// let answer = Response::new(200, r#"{"x":1}"#);
/// let Answer::Reply(reply) = SubmitApplicant::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.confirmed), (ActionResult::Accepted, false));
/// assert_eq!(reply.data.json().as_str(), r#"{"x":1}"#);
///
/// let refusal = Response::new(200, r#"{"error":"no"}"#);
/// let error = SubmitApplicant::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::IssuerRejected, Effect::Unknown));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct SubmitApplicant;

impl Endpoint for SubmitApplicant {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = signed!(
        "POST <pathPrefix>/customers/<customerId>/products/<productId>/applicant",
        "{<{details}>,\"kycDetails\":{<{kycDetails}>},\"kybDetails\":{<{kybDetails}>}}"
    );
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "\
customerId header
productId header
kycDetails object+
kybDetails object+
details object+";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/submit-kyckyb-applicant-28224936e0";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        not_failed(response, Effect::Unknown).map(own_reply)
    }
}

/// Reads what became of that.
///
/// `GET {pathPrefix}/customers/{customerId}/products/{productId}/applicantstatus`: takes
/// `customerId` and `productId`.
///
/// Source: docs.artha.work/get-applicant-kyc-status-32120599e0. What the pages leave open stands at
/// [`SubmitApplicant`].
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha_v1::{ApplicantStatus, ArthaV1Config};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{Client, ErrorCode, IssuerConfig, Operation};
/// # let config = ArthaV1Config::new("https://artha.example", "key", "/api/v1");
/// # let client = Client::new(IssuerConfig::ArthaV1(config))?;
/// let fields = json::check(concat!(
///     r#"{"customerId":"cus_1","productId":"prod_1"}"#,
/// ).as_bytes(), Limits::default())?;
/// let fields = client.fields(Operation::own("applicantStatus"), fields)?;
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let draft = ApplicantStatus::build(&about, &Attempt::default());
/// let Draft::Unhashed(draft) = draft else { panic!() };
/// assert_eq!(
///     draft.hashed(b"hash").signed(b"mac").url(),
///     "https://artha.example/api/v1/customers/cus_1/products/prod_1/applicantstatus"
/// );
///
/// let answer = Response::new(200, r#"{"customerId":"cus_1","applicantStatus":"UnderReview"}"#);
/// let Answer::Data(data) = ApplicantStatus::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), r#"{"customerId":"cus_1","applicantStatus":"UnderReview"}"#);
///
/// let refusal = Response::new(401, "");
/// let error = ApplicantStatus::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::Unauthorized);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct ApplicantStatus;

impl Endpoint for ApplicantStatus {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str =
        signed!("GET <pathPrefix>/customers/<customerId>/products/<productId>/applicantstatus");
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "customerId header\nproductId header";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/get-applicant-kyc-status-32120599e0";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        own(response)
    }
}
