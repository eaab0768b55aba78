//! What the issuers of a build need. A build for one issuer leaves out what only others need: these
//! are constants, so the compiler sees what is never done.

use crate::card::IssuerId;

/// Only what the package ships is weighed: a program's build keeps everything.
const ALL: bool = cfg!(not(feature = "ship"));
const ARTHA: bool = ALL || cfg!(feature = "artha");
const ARTHA_V1: bool = ALL || cfg!(feature = "artha-v1");
const YATIVO: bool = ALL || cfg!(feature = "yativo");
const OPEN_API: bool = ALL || cfg!(feature = "open-api");
const IBANERA: bool = ALL || cfg!(feature = "ibanera");

/// The issuers.
pub(crate) const ISSUERS: &[IssuerId] = &[
    #[cfg(any(not(feature = "ship"), feature = "artha"))]
    IssuerId::Artha,
    #[cfg(any(not(feature = "ship"), feature = "artha-v1"))]
    IssuerId::ArthaV1,
    #[cfg(any(not(feature = "ship"), feature = "yativo"))]
    IssuerId::Yativo,
    #[cfg(any(not(feature = "ship"), feature = "open-api"))]
    IssuerId::OpenApi,
    #[cfg(any(not(feature = "ship"), feature = "ibanera"))]
    IssuerId::Ibanera,
];
/// The issuer of a build for one: nobody has to tell which it is.
pub(crate) const ONLY: Option<IssuerId> = match ISSUERS {
    [only] => Some(*only),
    _ => None,
};
/// Calls of issuers.
#[cfg(feature = "wasm")]
pub(crate) const CLIENTS: bool = ARTHA || ARTHA_V1 || YATIVO || OPEN_API || IBANERA;
/// Where a document is wrong, and what a picture is instead of a picture. The proxy tells neither.
pub(crate) const REASONS: bool =
    ARTHA || ARTHA_V1 || YATIVO || OPEN_API || IBANERA || cfg!(feature = "callbacks");
/// Signed requests.
pub(crate) const SIGNATURES: bool = ARTHA || ARTHA_V1;
/// Requests whose body's hash is signed.
pub(crate) const HASHES: bool = ARTHA_V1;
/// Signature images, and what a program asks for.
pub(crate) const PROGRAMS: bool = ARTHA;
/// Logins and tokens.
pub(crate) const SESSIONS: bool = YATIVO || IBANERA;
/// One-time codes.
pub(crate) const CODES: bool = IBANERA;
/// A key for each operation.
pub(crate) const KEYS: bool = YATIVO;
/// Amounts whose unit is said for each operation.
pub(crate) const UNITS: bool = YATIVO;
/// Amounts whose unit is said once.
pub(crate) const ONE_UNIT: bool = ARTHA_V1;
/// Requests in two forms.
pub(crate) const FORMS: bool = IBANERA;
/// The fields whose members stand beside those of the request.
pub(crate) const BESIDE: &[&str] = &[
    #[cfg(any(not(feature = "ship"), feature = "open-api"))]
    "fields",
    #[cfg(any(not(feature = "ship"), feature = "yativo"))]
    "other",
    #[cfg(any(not(feature = "ship"), feature = "artha-v1"))]
    "details",
];
/// Fields that are members beside those of the request.
pub(crate) const MEMBERS: bool = ARTHA_V1 || YATIVO || OPEN_API || IBANERA;
/// Reads that tell a card's state.
pub(crate) const STATES: bool = ARTHA_V1 || YATIVO || IBANERA;
/// Cards of plastic, of which an issuer can do more.
pub(crate) const PLASTIC: bool = OPEN_API;
/// Paths that the options tell.
pub(crate) const PATHS: bool = ARTHA_V1 || OPEN_API;
/// Paths that only a contract tells.
pub(crate) const CONTRACTS: bool = OPEN_API;
/// Cards that no call reads.
pub(crate) const UNREAD: bool = OPEN_API;
/// Operations that no document has.
pub(crate) const OBSERVED: bool = YATIVO;
/// Amounts that are read in units of 1/100.
pub(crate) const CENTS: bool = UNITS || ONE_UNIT;
/// Truth values that are read.
pub(crate) const FLAGS: bool = IBANERA;
/// Words that are read in lower case.
pub(crate) const LOWERCASE: bool = ARTHA_V1 || YATIVO;
