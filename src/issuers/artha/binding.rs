//! `POST Binding`: ties a plastic card to a card that was applied for.
//!
//! What the program asks for is checked before: `kyc` where it was not needed to apply, the envelope's
//! number, the photograph. The program is not sent; it is only read. `cardno` of the answer may be the
//! whole number, so four digits of it are kept. Source: docs.artha.work/binding-13986049e0 and the
//! public manual.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha::answer::card;
use crate::issuers::artha::kyc::kyc;
#[cfg(not(feature = "ship"))]
use crate::issuers::artha::kyc::kyc_rules;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Ties a plastic card to a card that was applied for.
pub struct Binding;

impl Endpoint for Binding {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = concat!(
        "\
POST /Binding
Content-Type: application/json
timestamp: <timestamp>
nonce: <nonce>
<signing.tokenName>: <signing.tokenValue>
signature: <signature>

{\"cardId\":\"<card>\",\"cardNumber\":\"<cardNumber>\",\"envelopeNo\":\"<envelopeNo?>\",\
\"handholdidphoto\":\"<handholdidphoto?>\",",
        kyc!(),
        "}"
    );
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = concat!(
        "programId header?\ncardNumber text\nenvelopeNo text?\n",
        kyc_rules!(),
        "\nhandholdidphoto image?"
    );
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/binding-13986049e0";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        card(response, "id=cardId last4:4=cardno|cardNumber")
    }
}
