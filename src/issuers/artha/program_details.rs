//! `GET MerchantInformation/programdetails/{programid}`: a program: its fees, its limits, what it
//! asks for.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::artha::answer::own;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Reads a program: the one that is asked for, else the one in the options.
///
/// `GET /MerchantInformation/programdetails/{programId}`: may take `programId`.
///
/// Source: docs.artha.work/program-details-13986066e0.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::artha::{ArthaConfig, ProgramDetails};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{Client, ErrorCode, IssuerConfig, Operation};
/// # let config = ArthaConfig::new("https://artha.example", "token");
/// # let client = Client::new(IssuerConfig::Artha(config))?;
/// let fields = json::check(br#"{"programId":"p-1"}"#, Limits::default())?;
/// let fields = client.fields(Operation::PROGRAM, fields)?;
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let draft = ProgramDetails::build(&about, &Attempt::default());
/// let Draft::Unsigned(draft) = draft else { panic!() };
/// assert_eq!(
///     draft.signed(b"signature").url(),
///     "https://artha.example/MerchantInformation/programdetails/p-1"
/// );
///
/// let answer = Response::new(200, concat!(
///     r#"{"programId":"p-1","needPhotoForOperateCard":true,"cardFee":15.99}"#,
/// ));
/// let Answer::Data(data) = ProgramDetails::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), concat!(
///     r#"{"programId":"p-1","needPhotoForOperateCard":true,"cardFee":"15.99"}"#,
/// ));
///
/// let refusal = Response::new(401, r#"{}"#);
/// let error = ProgramDetails::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::Unauthorized);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct ProgramDetails;

impl Endpoint for ProgramDetails {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /MerchantInformation/programdetails/<programId>
timestamp: <timestamp>
nonce: <nonce>
<signing.tokenName>: <signing.tokenValue>
signature: <signature>

";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "programId header?";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.artha.work/program-details-13986066e0";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        own(response)
    }
}
