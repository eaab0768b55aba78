//! `POST`, `GET` and `PATCH Customers`: whom cards are issued to.
//!
//! The page that changes a customer shows the first form of names only, and says once that the
//! email cannot be changed and once that it can. Source:
//! docs.artha.work/create-customer-28295323e0, list-customers-28184467e0 and
//! update-customer-28184469e0; `state` is of create-customer-28184466e0. The page of one customer
//! is not public: its path is that of a change.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::{Effect, Error};
use crate::http::Response;
use crate::issuers::artha_v1::answer::{own, own_many, own_reply, taken};
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Creates a customer.
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
