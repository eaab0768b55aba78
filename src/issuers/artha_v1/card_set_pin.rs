//! `POST cards/{cardId}/pin/set`: sets a PIN of four to six digits.
//!
//! Source: docs.artha.work/set-reset-card-pin-28184486e0.

use crate::answer::Answer;
use crate::card::Action;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha_v1::answer::action;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Sets a PIN.
pub struct SetCardPin;

impl Endpoint for SetCardPin {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str =
        signed!("POST <pathPrefix>/cards/<card>/pin/set", "{\"pin\":\"<pin>\"}");
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "pin keys!";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/set-reset-card-pin-28184486e0";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        action(about, response, Action::SetPin)
    }
}
