//! `POST /customer/virtual/cards/activate`: lets a customer have cards.
//!
//! The newest of four forms, whose date of birth is `DD-MM-YYYY`. For a customer who is endorsed the id
//! alone was seen to do. `other` are members as they are, for what an older form wants beside. The answer
//! has the envelope, with and without `data`, or is the bare `customer_id`, which is not the id that was
//! sent. A later outcome is told by no call.
//! Source: docs.yativo.com/virtual-card and docs.yativo.com/payments/virtual-cards.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::yativo::envelope::taken;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Activates a customer.
pub struct ActivateCustomer;

impl Endpoint for ActivateCustomer {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /customer/virtual/cards/activate
Accept: application/json
Authorization: Bearer <token>
Content-Type: application/json
Idempotency-Key: <idempotencyKey>

{\"customer_id\":\"<customerId>\",\"customer_address\":{\"city\":\"<address.city?>\",\
\"state\":\"<address.state?>\",\"zipcode\":\"<address.zipcode?>\",\"street\":\"<address.street?>\",\
\"country\":\"<address.country?>\",\"number\":\"<address.number?>\"},\
\"customer_idFront\":\"<idFront?>\",\"customer_idNumber\":\"<idNumber?>\",\
\"date_of_birth\":\"<dateOfBirth?>\",\"user_photo\":\"<userPhoto?>\",<{other}>}";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "\
customerId text
address.city text?
address.state text?
address.zipcode text?
address.street text?
address.country text?
address.number text?
idFront text?
idNumber text?
dateOfBirth text?
userPhoto text?
other object?";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.yativo.com/virtual-card";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        taken(response, "customer_id")
    }
}
