//! Whether a callback is true.

use core::fmt;
use core::hint::black_box;
use core::net::IpAddr;

use crate::base64;
use crate::error::{Error, ErrorCode};
use crate::prelude::*;
use crate::secret::Secret;

use super::{Event, Incoming, Receiver, Trust, secrets};

/// Shorter ones can be guessed. 16 letters and digits out of random bytes cannot.
const SHORTEST_PATH_SECRET: usize = 16;

/// The bytes of a SHA-256.
const LENGTH: usize = 32;

/// What shows that a callback comes from the issuer.
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
    pub fn addresses<T: Into<String>>(list: impl IntoIterator<Item = T>) -> Self {
        Self::Addresses(list.into_iter().map(Into::into).collect())
    }

    /// A secret in the path of the callback's URL.
    pub fn path_secret(secret: impl Into<Secret<String>>) -> Self {
        Self::PathSecret(secret.into())
    }

    /// Refuses a proof that proves nothing.
    pub(super) fn checked(&self) -> Result<(), Error> {
        let (is_good, fault, path) = match self {
            Self::Signature(signature) if signature.headers.is_empty() => {
                (false, "The callback's signature has no header.", "headers")
            }
            Self::Signature(signature) => {
                let secrets = &signature.secrets;
                let has_empty = secrets.iter().any(|secret| secret.expose().is_empty());
                (!secrets.is_empty() && !has_empty, "The callback's secret is missing.", "secrets")
            }
            Self::Addresses(list) => {
                let is_good = !list.is_empty() && list.iter().all(|text| address(text).is_some());
                (is_good, "The callback's sender has no address, or a wrong one.", "addresses")
            }
            Self::PathSecret(secret) => {
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

/// An address; one of IPv4 that is written as IPv6 is the same.
fn address(text: &str) -> Option<IpAddr> {
    text.trim_ascii().parse::<IpAddr>().ok().map(|address| address.to_canonical())
}

/// How the issuer signs the raw bytes of a callback.
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
    pub fn hmac<T: Into<Secret<String>>>(list: impl IntoIterator<Item = T>) -> Self {
        Self::new(true, secrets(list))
    }

    /// SHA-256 of the body with a secret behind it.
    pub fn hash<T: Into<Secret<String>>>(list: impl IntoIterator<Item = T>) -> Self {
        Self::new(false, secrets(list))
    }

    const fn new(keyed: bool, secrets: Vec<Secret<String>>) -> Self {
        let text = DigestText::Either;
        Self { keyed, headers: Vec::new(), prefix: String::new(), text, secrets }
    }

    /// A header that may carry it; call again for further ones.
    #[must_use]
    pub fn header(mut self, name: &str) -> Self {
        self.headers.push(name.to_owned());
        self
    }

    /// What may stand before the digest in the header.
    #[must_use]
    pub fn prefix(mut self, prefix: &str) -> Self {
        prefix.clone_into(&mut self.prefix);
        self
    }

    /// How the digest is written.
    #[must_use]
    pub const fn text(mut self, text: DigestText) -> Self {
        self.text = text;
        self
    }

    /// The digests that a request claims to have.
    fn claims(&self, incoming: Incoming<'_>) -> Result<Vec<[u8; LENGTH]>, Error> {
        let (mut claims, mut fault) = (Vec::new(), "The callback has no signature.");
        for value in self.headers.iter().flat_map(|name| incoming.header(name)) {
            fault = "The callback's signature is not a whole digest.";
            let value = value.trim_ascii();
            let digest = value.strip_prefix(self.prefix.as_str()).unwrap_or(value);
            claims.extend(self.text.read(digest.as_bytes()));
        }
        if claims.is_empty() { Err(untrue(fault, "headers")) } else { Ok(claims) }
    }
}

/// How a digest is written in a header.
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
    fn read(self, text: &[u8]) -> Option<[u8; LENGTH]> {
        let is_hex = text.len() == 2 * LENGTH;
        match self {
            Self::Hex if !is_hex => None,
            Self::Base64 if is_hex => None,
            _ if is_hex => hex(text),
            _ if text.len() > 2 * LENGTH => None,
            _ => base64::decode(text).ok()?.try_into().ok(),
        }
    }
}

fn hex(text: &[u8]) -> Option<[u8; LENGTH]> {
    let mut digest = [0; LENGTH];
    for (byte, pair) in digest.iter_mut().zip(text.chunks(2)) {
        for digit in pair {
            let value = char::from(*digit).to_digit(16)?;
            *byte = (*byte << 4) | u8::try_from(value).ok()?;
        }
    }
    Some(digest)
}

/// The time this takes says nothing about where two texts of one length differ.
fn is_same(left: &[u8], right: &[u8]) -> bool {
    let differs =
        left.iter().zip(right).fold(0, |seen, (one, other)| black_box(seen | (one ^ other)));
    left.len() == right.len() && differs == 0
}

fn untrue(fault: &'static str, path: &str) -> Error {
    Error::new(ErrorCode::Unauthorized, fault).at(path)
}

/// A digest that the host is asked for. `Debug` shows the name alone.
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
    claims: Vec<[u8; LENGTH]>,
    given: usize,
    trust: Option<Trust>,
}

impl<'a> Check<'a> {
    pub(super) fn begin(receiver: &'a Receiver, incoming: Incoming<'a>) -> Result<Self, Error> {
        let (mut claims, mut trust) = (Vec::new(), Some(Trust::Origin));
        match &receiver.proof {
            Proof::Signature(signature) => (claims, trust) = (signature.claims(incoming)?, None),
            Proof::Addresses(list) => {
                let own = incoming.address.and_then(address);
                if own.is_none() || !list.iter().any(|text| address(text) == own) {
                    return Err(untrue("The callback comes from another address.", "address"));
                }
            }
            Proof::PathSecret(secret) => {
                let own = incoming.path_secret.unwrap_or_default();
                if !is_same(secret.expose().as_bytes(), own.as_bytes()) {
                    return Err(untrue("The callback's path has another secret.", "pathSecret"));
                }
            }
            Proof::ReadBack => trust = Some(Trust::ReadCardFirst),
        }
        Ok(Self { receiver, incoming, claims, given: 0, trust })
    }

    /// The next digest to compute, until one is right or there is no further secret.
    #[must_use]
    pub fn needed(&self) -> Option<Digest<'a>> {
        let Proof::Signature(signature) = &self.receiver.proof else { return None };
        if self.trust.is_some() {
            return None;
        }
        let (key, message) =
            (signature.secrets.get(self.given)?.expose().as_bytes(), self.incoming.body);
        Some(if signature.keyed {
            Digest::HmacSha256 { key, message }
        } else {
            Digest::Sha256 { parts: [message, key] }
        })
    }

    /// Takes the digest that was asked for.
    pub fn give(&mut self, digest: &[u8]) {
        if self.needed().is_some() && self.claims.iter().any(|claim| is_same(claim, digest)) {
            self.trust = Some(Trust::Signed);
        }
        self.given += 1;
    }

    /// The event of a request that is true.
    ///
    /// # Errors
    /// `unauthorized` when no digest was right; `unexpected_answer` when the body is no JSON object.
    pub fn event(self) -> Result<Event, Error> {
        match self.trust {
            Some(trust) => self.receiver.read(self.incoming, trust),
            None => {
                Err(self.receiver.named(untrue("The callback's signature is wrong.", "headers")))
            }
        }
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
        assert!(is_same(b"", b"") && is_same(b"abc", b"abc"));
        for (left, right) in [("a", ""), ("", "a"), ("abc", "abd"), ("abc", "bbc"), ("ab", "abc")] {
            assert!(!is_same(left.as_bytes(), right.as_bytes()), "{left} {right}");
        }
    }

    #[test]
    fn digests_are_read_whole_or_not_at_all() {
        let (small, capital) = ("0f".repeat(LENGTH), "0F".repeat(LENGTH));
        for text in [&small, &capital] {
            assert_eq!(DigestText::Hex.read(text.as_bytes()), Some([0x0f; LENGTH]));
            assert_eq!(DigestText::Either.read(text.as_bytes()), Some([0x0f; LENGTH]));
            // It is base64 as well, of 48 bytes.
            assert_eq!(DigestText::Base64.read(text.as_bytes()), None);
        }
        let base64 = "Dw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8PDw8=";
        assert_eq!(DigestText::Either.read(base64.as_bytes()), Some([0x0f; LENGTH]));
        assert_eq!(DigestText::Base64.read(base64.as_bytes()), Some([0x0f; LENGTH]));
        assert_eq!(DigestText::Hex.read(base64.as_bytes()), None);
        for odd in ["", "0f", "Dw8=", &"0g".repeat(LENGTH), &"0f".repeat(LENGTH + 1), "\u{e9}"] {
            assert_eq!(DigestText::Either.read(odd.as_bytes()), None, "{odd}");
        }
    }

    #[test]
    fn an_address_of_ipv4_may_be_written_as_ipv6() {
        assert_eq!(address("::ffff:203.0.113.7"), address("203.0.113.7"));
        assert_ne!(address("203.0.113.7"), address("203.0.113.8"));
        assert_eq!(address("example.org"), None);
    }
}
