//! `POST ApplyCard`: asks for a new card of a program. A callback tells the result.
//!
//! `kyc` is needed where the program says `kycRequiredWhileApplyCard` and has `kycRequirements`.
//! Source: docs.artha.work/apply-13986048e0 and the public manual.

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

/// Asks for a new card of a program: the one that is named, else the one in the options.
pub struct ApplyCard;

impl Endpoint for ApplyCard {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = concat!(
        "\
POST /ApplyCard
Content-Type: application/json
timestamp: <timestamp>
nonce: <nonce>
<signing.tokenName>: <signing.tokenValue>
signature: <signature>

{\"programId\":\"<programId>\",",
        kyc!(),
        "}"
    );
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = concat!("programId header?\n", kyc_rules!());
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/apply-13986048e0";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        card(response, "id=cardId reference=referenceId *")
    }
}
