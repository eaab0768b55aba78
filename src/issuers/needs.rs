//! What the issuers of a build need. A build for one issuer leaves out what only others need: these
//! are constants, so the compiler sees what is never done.

const ARTHA: bool = cfg!(feature = "artha");
const ARTHA_V1: bool = cfg!(feature = "artha-v1");
const YATIVO: bool = cfg!(feature = "yativo");
#[cfg(feature = "wasm")]
const OPEN_API: bool = cfg!(feature = "open-api");
const IBANERA: bool = cfg!(feature = "ibanera");

/// Calls of issuers.
#[cfg(feature = "wasm")]
pub(crate) const CLIENTS: bool = ARTHA || ARTHA_V1 || YATIVO || OPEN_API || IBANERA;
/// What issuers send on their own.
#[cfg(feature = "wasm")]
pub(crate) const CALLBACKS: bool = cfg!(feature = "callbacks");
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
    #[cfg(feature = "open-api")]
    "fields",
    #[cfg(feature = "yativo")]
    "other",
    #[cfg(feature = "artha-v1")]
    "details",
];
/// Reads that tell a card's state.
pub(crate) const STATES: bool = ARTHA_V1 || YATIVO || IBANERA;
