//! `POST customers/{customerId}/products/{productId}/applicant` and `GET ...applicantstatus`: the
//! proof of who a customer is, once for each product.
//!
//! Two pages name the same data differently, one of them inside `kycDetails` or `kybDetails` and
//! one without a wrapper, so the members are the caller's: in `kycDetails`, in `kybDetails`, or in
//! `details` without a wrapper. Files are given by URL; how they are uploaded is not documented.
//! Source: docs.artha.work/submit-kyckyb-applicant-28224936e0, kyckyb-requirements-1964638m0 and
//! get-applicant-kyc-status-32120599e0.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::{Effect, Error};
use crate::http::Response;
use crate::issuers::artha_v1::answer::{not_failed, own, own_reply};
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Hands in what proves who a customer is.
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
