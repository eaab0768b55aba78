//! `POST /api/v1/customer/simulations/payins`: an incoming transfer that never was. In the issuer's
//! sandbox only.
//! Source: customer-api-docs.ibanera.com/api-endpoints/simulated-testing.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::ibanera::envelope::taken;
use crate::prelude::*;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Simulates an incoming transfer.
pub struct SimulatePayIn;

impl Endpoint for SimulatePayIn {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /api/v1/customer/simulations/payins
Authorization: Bearer <token>
otp: <otp>
Accept: */*
Content-Type: application/json

{\"DestinationAccountId\":<account>,\"TransferType\":\"<type>\",\"Amount\":<amount>,\"Name\":\"<name?>\",\"Reference\":\"<reference?>\"}";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "\
account digits
type word! ACH WIRE SWIFT
amount number
name text?
reference text?";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "customer-api-docs.ibanera.com/api-endpoints/simulated-testing";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        taken(response, |_| String::new())
    }
}
