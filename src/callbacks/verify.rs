//! Whether a callback is true.

use core::fmt;
use core::hint::black_box;

use crate::base64;
use crate::error::{Error, ErrorCode};
use crate::prelude::*;
use crate::secret::Secret;
use crate::text;

use super::{Event, Incoming, Receiver, Sender, Trust, secrets};

/// The options that a proof is kept as; a name that ends with a point may be there more than once.
const SECRETS: &str = "secrets.";
const HEADERS: &str = "headers.";
const ADDRESSES: &str = "addresses.";
const PATH_SECRET: &str = "pathSecret";
const ALGORITHM: &str = "algorithm";
const HMAC: &str = "hmac-sha256";

/// Shorter ones can be guessed. 16 letters and digits out of random bytes cannot.
const SHORTEST_PATH_SECRET: usize = 16;

/// The bytes of a SHA-256.
const LENGTH: usize = 32;

/// What shows that a callback comes from the issuer.
///
/// ```
/// use cardlatch::callbacks::Proof;
/// let proof = Proof::path_secret("k3J9sPq0Zr5VtYxW");
/// assert_eq!(format!("{proof:?}"), "PathSecret"); // never the secret
/// ```
pub enum Proof {
    /// A signature over the raw bytes.
    Signature(Signature),
    /// The addresses that the issuer sends from. Whether one is true is for the host to know: see
    /// [`Incoming::address`].
    Addresses(Vec<String>),
    /// A secret of at least 16 bytes in the path of the callback's URL. Keep paths out of logs.
    PathSecret(Secret<String>),
    /// Nothing: the card will be read before the event is believed. See [`Trust::ReadCardFirst`].
    ReadBack,
}

impl Proof {
    /// Addresses that the issuer sends from.
    ///
    /// ```
    /// use cardlatch::callbacks::{Proof, Receiver};
    /// assert!(Receiver::artha(Proof::addresses(["203.0.113.7"])).is_ok());
    /// assert!(Receiver::artha(Proof::addresses(["artha.example"])).is_err()); // no address
    /// ```
    pub fn addresses<T: Into<String>>(list: impl IntoIterator<Item = T>) -> Self {
        Self::Addresses(list.into_iter().map(Into::into).collect())
    }

    /// A secret in the path of the callback's URL.
    ///
    /// ```
    /// use cardlatch::callbacks::{Proof, Receiver};
    /// // The callback's URL is https://yours.example/callbacks/artha/k3J9sPq0Zr5VtYxW
    /// assert!(Receiver::artha(Proof::path_secret("k3J9sPq0Zr5VtYxW")).is_ok());
    /// ```
    pub fn path_secret(secret: impl Into<Secret<String>>) -> Self {
        Self::PathSecret(secret.into())
    }

    /// The proof as options. One that proves nothing is refused.
    pub(super) fn tell<'a>(
        &'a self,
        sender: Sender,
        options: &mut Vec<(&'a str, &'a str)>,
    ) -> Result<(), Error> {
        let (is_good, fault, path) = match self {
            Self::Signature(signature) => {
                options.extend(signature.options());
                let own = matches!(sender, Sender::Yativo | Sender::Ibanera);
                if !own && signature.headers.is_empty() {
                    (false, "The callback's signature has no header.", "headers")
                } else {
                    let secrets = &signature.secrets;
                    let has_empty = secrets.iter().any(|secret| secret.expose().is_empty());
                    let is_good = !secrets.is_empty() && !has_empty;
                    (is_good, "The callback's secret is missing.", "secrets")
                }
            }
            Self::Addresses(list) => {
                options.extend(list.iter().map(|text| (ADDRESSES, text.as_str())));
                let is_good =
                    !list.is_empty() && list.iter().all(|text| is_same_address(text, text));
                (is_good, "The callback's sender has no address, or a wrong one.", "addresses")
            }
            Self::PathSecret(secret) => {
                options.push((PATH_SECRET, secret.expose()));
                let is_good = secret.expose().len() >= SHORTEST_PATH_SECRET;
                (is_good, "The secret in the path is shorter than 16 bytes.", "pathSecret")
            }
            Self::ReadBack => return Ok(()),
        };
        let error = || Error::new(ErrorCode::Configuration, fault).at(path);
        if is_good { Ok(()) } else { Err(error()) }
    }
}

impl fmt::Debug for Proof {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Signature(_) => "Signature",
            Self::Addresses(_) => "Addresses",
            Self::PathSecret(_) => "PathSecret",
            Self::ReadBack => "ReadBack",
        })
    }
}

/// Whether two texts are one address; one of IPv4 that is written as IPv6 is the same.
#[cfg(not(feature = "ship"))]
fn is_same_address(one: &str, other: &str) -> bool {
    let address = |text: &str| text.trim_ascii().parse::<core::net::IpAddr>().ok();
    let address = |text: &str| address(text).map(|address| address.to_canonical());
    address(one).is_some() && address(one) == address(other)
}

/// JavaScript has given each address one form, and nothing where it is none.
#[cfg(feature = "ship")]
fn is_same_address(one: &str, other: &str) -> bool {
    !one.is_empty() && one == other
}

/// How the issuer signs the raw bytes of a callback.
///
/// ```
/// use cardlatch::callbacks::{DigestText, Signature};
/// let signature =
///     Signature::hmac(["new", "old"]).header("X-Signature").prefix("sha256=").text(DigestText::Hex);
/// ```
pub struct Signature {
    keyed: bool,
    headers: Vec<String>,
    prefix: String,
    text: DigestText,
    secrets: Vec<Secret<String>>,
}

impl Signature {
    /// HMAC-SHA256 of the body under a secret. Any one of the secrets is enough, so that a new one
    /// can be known before the old one is gone.
    ///
    /// ```
    /// use cardlatch::callbacks::{Proof, Receiver, Signature};
    /// let signature = Signature::hmac(["secret"]).header("X-Signature");
    /// assert!(Receiver::artha(Proof::Signature(signature)).is_ok()); // of your contract
    /// ```
    pub fn hmac<T: Into<Secret<String>>>(list: impl IntoIterator<Item = T>) -> Self {
        Self::new(true, secrets(list))
    }

    /// SHA-256 of the body with a secret behind it.
    ///
    /// ```
    /// use cardlatch::callbacks::{Proof, Receiver, Signature};
    /// let signature = Signature::hash(["secret"]); // in no header
    /// let refused = Receiver::artha(Proof::Signature(signature)).unwrap_err();
    /// assert_eq!(refused.path(), Some("headers"));
    /// ```
    pub fn hash<T: Into<Secret<String>>>(list: impl IntoIterator<Item = T>) -> Self {
        Self::new(false, secrets(list))
    }

    const fn new(keyed: bool, secrets: Vec<Secret<String>>) -> Self {
        let text = DigestText::Either;
        Self { keyed, headers: Vec::new(), prefix: String::new(), text, secrets }
    }

    /// A header that may carry it; call again for further ones.
    ///
    /// ```
    /// use cardlatch::callbacks::Signature;
    /// let signature = Signature::hmac(["secret"]).header("X-Signature").header("Signature");
    /// ```
    #[must_use]
    pub fn header(mut self, name: &str) -> Self {
        self.headers.push(name.to_owned());
        self
    }

    /// What may stand before the digest in the header.
    ///
    /// ```
    /// use cardlatch::callbacks::Signature;
    /// let signature = Signature::hmac(["secret"]).header("X-Signature").prefix("v1=");
    /// ```
    #[must_use]
    pub fn prefix(mut self, prefix: &str) -> Self {
        prefix.clone_into(&mut self.prefix);
        self
    }

    /// How the digest is written.
    ///
    /// ```
    /// use cardlatch::callbacks::{DigestText, Signature};
    /// let signature = Signature::hmac(["secret"]).header("X-Signature").text(DigestText::Base64);
    /// ```
    #[must_use]
    pub const fn text(mut self, text: DigestText) -> Self {
        self.text = text;
        self
    }

    fn options(&self) -> impl Iterator<Item = (&str, &str)> {
        let secrets = self.secrets.iter().map(|secret| (SECRETS, secret.expose().as_str()));
        let headers = self.headers.iter().map(|name| (HEADERS, name.as_str()));
        let algorithm = if self.keyed { HMAC } else { "sha256" };
        let rest =
            [(ALGORITHM, algorithm), ("prefix", &self.prefix), ("digest", self.text.as_str())];
        secrets.chain(headers).chain(rest)
    }
}

/// How a digest is written in a header.
///
/// ```
/// use cardlatch::callbacks::DigestText;
/// assert_eq!(DigestText::default(), DigestText::Either);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DigestText {
    /// Either of the other two: their lengths tell them apart.
    #[default]
    Either,
    /// Hexadecimal digits, small or capital.
    Hex,
    /// Base64, padded.
    Base64,
}

impl DigestText {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Either => "",
            Self::Hex => "hex",
            Self::Base64 => "base64",
        }
    }
}

/// Whether a text is a whole digest in hexadecimal digits, or in base64; nothing for any other text.
/// `form` is the only one that is taken, if it is not empty.
fn is_hex_digest(text: &[u8], form: &str) -> Option<bool> {
    let is_base64 = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    match text {
        _ if text.len() == 2 * LENGTH => {
            (form != "base64" && text.iter().all(u8::is_ascii_hexdigit)).then_some(true)
        }
        [digits @ .., b'='] if text.len() == LENGTH.div_ceil(3) * 4 => {
            (form != "hex" && digits.iter().all(is_base64)).then_some(false)
        }
        _ => None,
    }
}

/// The time this takes says nothing about where two texts of one length differ. Hexadecimal digits
/// on the left may be capital.
#[inline(never)]
fn is_same(left: &[u8], right: &[u8], is_hex: bool) -> bool {
    let small = if is_hex { 0x20 } else { 0 };
    let mut differs = left.len() ^ right.len();
    for (one, other) in left.iter().zip(right) {
        differs = black_box(differs | usize::from((one | small) ^ other));
    }
    differs == 0
}

fn untrue(fault: &'static str, path: &str) -> Error {
    Error::new(ErrorCode::Unauthorized, fault).at(path)
}

/// What is wrong with a signature, from nothing on to what comes nearest to a right one.
const FAULTS: &str = "The callback has no signature.|\
    The callback's signature is not a whole digest.|The callback's signature is wrong.";
const WRONG: usize = 2;
const RIGHT: usize = 3;

fn fault(place: usize) -> Error {
    untrue(text::nth(FAULTS, b'|', place), "headers")
}

/// How near the request's signature comes to a digest: a place in [`FAULTS`], or [`RIGHT`].
#[inline(never)]
fn compared(receiver: &Receiver, incoming: Incoming<'_>, digest: &[u8]) -> usize {
    let mut nearest = 0;
    for (name, value) in incoming.headers {
        if receiver.has(HEADERS, name) {
            let value = value.trim_ascii();
            let value = value.strip_prefix(receiver.option("prefix")).unwrap_or(value).as_bytes();
            let mut due = Vec::new();
            let place = match is_hex_digest(value, receiver.option("digest")) {
                None => 1,
                Some(is_hex) => {
                    if is_hex {
                        text::push_hex(digest, &mut due);
                    } else {
                        base64::encode_into(digest, &mut due);
                    }
                    if is_same(value, &due, is_hex) { RIGHT } else { WRONG }
                }
            };
            nearest = place.max(nearest);
        }
    }
    nearest
}

/// A digest that the host is asked for. `Debug` shows the name alone.
///
/// ```
/// use cardlatch::callbacks::Digest;
/// let digest = Digest::Sha256 { parts: [b"{}", b"secret"] }; // as Ibanera wants it
/// assert_eq!(format!("{digest:?}"), "Sha256"); // never the secret
/// ```
#[derive(Clone, Copy)]
pub enum Digest<'a> {
    /// SHA-256 of the parts, one behind the other.
    Sha256 {
        /// The body and the secret.
        parts: [&'a [u8]; 2],
    },
    /// HMAC-SHA256.
    HmacSha256 {
        /// The secret.
        key: &'a [u8],
        /// The body.
        message: &'a [u8],
    },
}

impl Digest<'_> {
    /// The digest, computed.
    ///
    /// ```
    /// use cardlatch::callbacks::Digest;
    /// let hmac = Digest::HmacSha256 { key: b"Jefe", message: b"what do ya want for nothing?" };
    /// assert_eq!(hmac.compute()[..4], [0x5b, 0xdc, 0xc1, 0x46]); // RFC 4231, test case 2
    /// ```
    #[cfg(feature = "crypto")]
    #[must_use]
    pub fn compute(self) -> [u8; LENGTH] {
        use hmac::{Hmac, KeyInit, Mac};
        use sha2::{Digest as _, Sha256};

        match self {
            Self::Sha256 { parts: [first, second] } => {
                Sha256::new().chain_update(first).chain_update(second).finalize().into()
            }
            Self::HmacSha256 { key, message } => match Hmac::<Sha256>::new_from_slice(key) {
                Ok(mac) => mac.chain_update(message).finalize().into_bytes().into(),
                // No key is refused: long ones are hashed first.
                Err(_) => [0; LENGTH],
            },
        }
    }
}

impl fmt::Debug for Digest<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Sha256 { .. } => "Sha256",
            Self::HmacSha256 { .. } => "HmacSha256",
        })
    }
}

/// The check of one request, digest by digest.
///
/// ```
/// use cardlatch::callbacks::{Digest, Incoming, Receiver};
///
/// # let hmac = |_: &[u8], _: &[u8]| [0; 32];
/// let receiver = Receiver::yativo(["whsec_1"])?;
/// let signature = "00".repeat(32);
/// let headers = [("X-Yativo-Signature", signature.as_str())];
/// let mut check = receiver.check(Incoming::new("POST", &headers, b"{}"))?;
/// while let Some(digest) = check.needed() {
///     match digest {
///         // By a library of yours, or by WebCrypto.
///         Digest::HmacSha256 { key, message } => check.give(&hmac(key, message)),
///         Digest::Sha256 { .. } => break,
///     }
/// }
/// assert_eq!(check.event()?.kind.as_str(), "other");
/// # Ok::<(), cardlatch::Error>(())
/// ```
pub struct Check<'a> {
    receiver: &'a Receiver,
    incoming: Incoming<'a>,
    given: usize,
    trust: Option<Trust>,
}

impl<'a> Check<'a> {
    pub(super) fn begin(receiver: &'a Receiver, incoming: Incoming<'a>) -> Result<Self, Error> {
        let mut trust = Some(Trust::Origin);
        if receiver.nth(SECRETS, 0).is_some() {
            let place = compared(receiver, incoming, b"");
            if place < WRONG {
                return Err(fault(place));
            }
            trust = None;
        } else if receiver.nth(ADDRESSES, 0).is_some() {
            let own = incoming.address.unwrap_or_default();
            let mut list = (0..).map_while(|place| receiver.nth(ADDRESSES, place));
            if !list.any(|address| is_same_address(address, own)) {
                return Err(untrue("The callback comes from another address.", "address"));
            }
        } else if let Some(secret) = receiver.nth(PATH_SECRET, 0) {
            let own = incoming.path_secret.unwrap_or_default();
            if !is_same(secret.as_bytes(), own.as_bytes(), false) {
                return Err(untrue("The callback's path has another secret.", "pathSecret"));
            }
        } else {
            trust = Some(Trust::ReadCardFirst);
        }
        Ok(Self { receiver, incoming, given: 0, trust })
    }

    /// The next digest to compute, until one is right or there is no further secret.
    ///
    /// ```
    /// use cardlatch::callbacks::{Incoming, Proof, Receiver};
    /// let receiver = Receiver::artha(Proof::ReadBack)?;
    /// let check = receiver.check(Incoming::new("POST", &[], b"{}"))?;
    /// assert!(check.needed().is_none()); // nothing is signed
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn needed(&self) -> Option<Digest<'a>> {
        let message = self.incoming.body;
        let key = self.secret()?.as_bytes();
        Some(if self.is_keyed() {
            Digest::HmacSha256 { key, message }
        } else {
            Digest::Sha256 { parts: [message, key] }
        })
    }

    /// The secret of the next digest.
    pub(crate) fn secret(&self) -> Option<&'a str> {
        if self.trust.is_some() { None } else { self.receiver.nth(SECRETS, self.given) }
    }

    /// Whether the digests are HMACs.
    pub(crate) fn is_keyed(&self) -> bool {
        self.receiver.option(ALGORITHM) == HMAC
    }

    /// Goes on after so many digests that were wrong.
    #[cfg(all(feature = "wasm", feature = "callbacks"))]
    pub(crate) const fn after(mut self, given: usize) -> Self {
        self.given = given;
        self
    }

    /// Takes the digest that was asked for.
    ///
    /// ```
    /// use cardlatch::callbacks::{Incoming, Receiver};
    /// let receiver = Receiver::yativo(["new", "old"])?;
    /// let headers = [("X-Yativo-Signature", &*"00".repeat(32))];
    /// let mut check = receiver.check(Incoming::new("POST", &headers, b"{}"))?;
    /// check.give(&[1; 32]); // not under the new secret
    /// assert!(check.needed().is_some()); // so the old one is tried
    /// check.give(&[0; 32]);
    /// assert!(check.event().is_ok());
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    pub fn give(&mut self, digest: &[u8]) {
        let is_needed = self.secret().is_some();
        if is_needed && compared(self.receiver, self.incoming, digest) == RIGHT {
            self.trust = Some(Trust::Signed);
        }
        self.given += 1;
    }

    /// The event of a request that is true.
    ///
    /// # Errors
    /// `unauthorized` when no digest was right; `unexpected_answer` when the body is no JSON object.
    ///
    /// ```
    /// use cardlatch::callbacks::{Incoming, Proof, Receiver};
    /// let receiver = Receiver::artha(Proof::ReadBack)?;
    /// let read = |body| receiver.check(Incoming::new("POST", &[], body))?.event();
    /// assert!(read(b"{}").is_ok());
    /// assert_eq!(read(b"[]").unwrap_err().code().as_str(), "unexpected_answer");
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    pub fn event(self) -> Result<Event, Error> {
        Ok(Event::of(&self.told()?))
    }

    /// The same as JSON, in the names of its types.
    pub(crate) fn told(self) -> Result<Secret<String>, Error> {
        let result = match self.trust {
            Some(trust) => self.receiver.read(self.incoming, trust),
            None => Err(fault(WRONG)),
        };
        result.map_err(|error| self.receiver.named(error))
    }
}

impl fmt::Debug for Check<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Check").field("trust", &self.trust).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_the_same_when_every_byte_and_the_length_are() {
        assert!(is_same(b"", b"", false) && is_same(b"abc", b"abc", false));
        assert!(is_same(b"0AbF", b"0abf", true) && !is_same(b"0AbF", b"0abf", false));
        for (left, right) in [("a", ""), ("", "a"), ("abc", "abd"), ("abc", "bbc"), ("ab", "abc")] {
            assert!(!is_same(left.as_bytes(), right.as_bytes(), false), "{left} {right}");
        }
    }

    #[test]
    fn digests_are_read_whole_or_not_at_all() {
        let (small, capital) = ("0f".repeat(LENGTH), "0F".repeat(LENGTH));
        for text in [&small, &capital] {
            assert_eq!(is_hex_digest(text.as_bytes(), "hex"), Some(true));
            assert_eq!(is_hex_digest(text.as_bytes(), ""), Some(true));
            // It is base64 as well, of 48 bytes.
            assert_eq!(is_hex_digest(text.as_bytes(), "base64"), None);
        }
        let base64 = "Dw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8=";
        assert_eq!(is_hex_digest(base64.as_bytes(), ""), Some(false));
        assert_eq!(is_hex_digest(base64.as_bytes(), "base64"), Some(false));
        assert_eq!(is_hex_digest(base64.as_bytes(), "hex"), None);
        let inner = base64.replace("8=", "==");
        for odd in
            ["", "0f", "Dw8=", &inner, &"0g".repeat(LENGTH), &"0f".repeat(LENGTH + 1), "\u{e9}"]
        {
            assert_eq!(is_hex_digest(odd.as_bytes(), ""), None, "{odd}");
        }
    }

    #[test]
    fn a_digest_has_one_text_in_base64() {
        let receiver = Receiver::ibanera(["s"], DigestText::Either).unwrap();
        let compared = |text: &str| {
            let headers = [("webhook-signature", text)];
            compared(&receiver, Incoming::new("POST", &headers, b""), &[0x0f; LENGTH])
        };
        assert_eq!(compared("Dw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8="), RIGHT);
        // The same but for two bits that stand for nothing.
        assert_eq!(compared("Dw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw9="), WRONG);
        assert_eq!(compared(&"0F".repeat(LENGTH)), RIGHT);
        assert_eq!(compared(&"0e".repeat(LENGTH)), WRONG);
    }

    #[test]
    fn an_address_of_ipv4_may_be_written_as_ipv6() {
        assert!(is_same_address("::ffff:203.0.113.7", "203.0.113.7"));
        assert!(!is_same_address("203.0.113.7", "203.0.113.8"));
        assert!(!is_same_address("example.org", "example.org"));
    }
}
