//! Hashes, signatures and one-time codes for native programs. In wasm the host's `WebCrypto` makes
//! them.

use crate::prelude::*;
use hmac::{Hmac, KeyInit, Mac};
use rsa::RsaPrivateKey;
use rsa::pkcs1v15::SigningKey;
use rsa::pkcs8::DecodePrivateKey;
use rsa::signature::{SignatureEncoding, Signer};
use sha1::Sha1;
use sha2::{Digest, Sha256};

use crate::base64;
use crate::error::{Error, ErrorCode};
use crate::issuers::artha_v1::SecretEncoding;
use crate::pem;
use crate::secret::Secret;
use crate::totp::{self, TotpEncoding};

/// An RSA private key that signs with PKCS #1 v1.5 and SHA-256.
///
/// ```
/// use cardlatch::crypto::RsaKey;
/// use cardlatch::transport::closure::Surroundings;
///
/// fn artha(private_key: &str) -> Result<Surroundings, cardlatch::Error> {
///     Ok(Surroundings::default().signer(RsaKey::parse(private_key)?.into_signer()))
/// }
/// assert!(artha("no key").is_err());
/// ```
pub struct RsaKey(SigningKey<Sha256>);

impl RsaKey {
    /// Reads a key: PEM in PKCS #8 or PKCS #1, or the bare base64 of either.
    ///
    /// # Errors
    /// `configuration` when the text is neither.
    ///
    /// ```
    /// use cardlatch::crypto::RsaKey;
    /// # use cardlatch::ErrorCode;
    /// let refused = RsaKey::parse("-----BEGIN EC PRIVATE KEY-----").err().unwrap();
    /// assert_eq!(refused.code(), ErrorCode::Configuration);
    /// assert_eq!(refused.path(), Some("issuer.privateKey"));
    /// ```
    pub fn parse(text: &str) -> Result<Self, Error> {
        let der = pem::pkcs8(text).ok_or_else(unreadable)?;
        let key = RsaPrivateKey::from_pkcs8_der(der.expose()).map_err(|_| unreadable())?;
        Ok(Self(SigningKey::new(key)))
    }

    /// The signature of a message.
    ///
    /// # Errors
    /// `configuration` when the key cannot sign.
    ///
    /// ```
    /// use cardlatch::{Error, crypto::RsaKey};
    ///
    /// fn signature(private_key: &str, message: &[u8]) -> Result<Vec<u8>, Error> {
    ///     RsaKey::parse(private_key)?.sign(message) // as many bytes as the modulus has
    /// }
    /// assert!(signature("no key", b"message").is_err());
    /// ```
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Error> {
        match self.0.try_sign(message) {
            Ok(signature) => Ok(signature.to_vec()),
            Err(_) => Err(unreadable()),
        }
    }

    /// The key as a function for `Surroundings::signer`.
    ///
    /// ```
    /// use cardlatch::{Error, crypto::RsaKey, transport::closure::Surroundings};
    ///
    /// let keys = |pem: &str| -> Result<Surroundings, Error> {
    ///     Ok(Surroundings::default().signer(RsaKey::parse(pem)?.into_signer()))
    /// };
    /// assert!(keys("").is_err());
    /// ```
    pub fn into_signer(self) -> impl Fn(&[u8]) -> Result<Vec<u8>, Error> + Send + Sync {
        move |message| self.sign(message)
    }
}

fn unreadable() -> Error {
    Error::new(ErrorCode::Configuration, "The private key is not an RSA key in PKCS #8 or PKCS #1.")
        .at("issuer.privateKey")
}

/// The SHA-256 of some bytes.
///
/// ```
/// let hash = cardlatch::crypto::sha256(b"abc");
/// assert_eq!((hash.len(), &hash[..4]), (32, &[0xba, 0x78, 0x16, 0xbf][..]));
/// ```
#[must_use]
pub fn sha256(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

/// HMAC-SHA256 with a shared secret as a function for `Surroundings::signer`.
///
/// # Errors
/// `configuration` when the secret is empty or not base64.
///
/// RFC 4231, test case 2:
///
/// ```
/// use cardlatch::{crypto::hmac_sha256, issuers::artha_v1::SecretEncoding};
/// let sign = hmac_sha256("Jefe", SecretEncoding::Text)?;
/// assert_eq!(sign(b"what do ya want for nothing?")?[..4], [0x5b, 0xdc, 0xc1, 0x46]);
/// let refused = hmac_sha256("not base64!", SecretEncoding::Base64).err().unwrap();
/// assert_eq!(refused.path(), Some("issuer.secret"));
/// # Ok::<(), cardlatch::Error>(())
/// ```
pub fn hmac_sha256(
    secret: &str,
    encoding: SecretEncoding,
) -> Result<impl Fn(&[u8]) -> Result<Vec<u8>, Error> + Send + Sync + use<>, Error> {
    let wrong = || {
        Error::new(ErrorCode::Configuration, "The secret is empty, or is not base64.")
            .at("issuer.secret")
    };
    let key = match encoding {
        SecretEncoding::Text => secret.as_bytes().to_vec(),
        SecretEncoding::Base64 => base64::decode(secret.as_bytes()).map_err(|_| wrong())?,
    };
    if key.is_empty() {
        return Err(wrong());
    }
    let key = Secret::new(key);
    Ok(move |message: &[u8]| {
        let mut mac = Hmac::<Sha256>::new_from_slice(key.expose()).map_err(|_| wrong())?;
        mac.update(message);
        Ok(mac.finalize().into_bytes().to_vec())
    })
}

/// A source of one-time codes as a function for `Surroundings::one_time_code`.
///
/// # Errors
/// `configuration` when the secret is empty or not base32.
///
/// RFC 6238, appendix B:
///
/// ```
/// use cardlatch::{crypto::totp, totp::TotpEncoding};
/// let code = totp("12345678901234567890", TotpEncoding::Text)?;
/// assert_eq!(code(59)?, "287082");
/// assert_eq!(code(1_111_111_109)?, "081804");
/// # Ok::<(), cardlatch::Error>(())
/// ```
pub fn totp(
    secret: &str,
    encoding: TotpEncoding,
) -> Result<impl Fn(u64) -> Result<String, Error> + Send + Sync + use<>, Error> {
    let key = totp::key(secret, encoding)?;
    Ok(move |unix_seconds| {
        let wrong = || Error::new(ErrorCode::Configuration, "The one-time-code secret is no key.");
        let mut mac = Hmac::<Sha1>::new_from_slice(key.expose()).map_err(|_| wrong())?;
        mac.update(&totp::message(unix_seconds));
        totp::code(&mac.finalize().into_bytes()).ok_or_else(wrong)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_the_codes_of_rfc_6238() {
        let code = totp("12345678901234567890", TotpEncoding::Text).unwrap();
        // RFC 6238 appendix B, the last six of its eight digits.
        for (time, digits) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code(time).unwrap(), digits);
        }
    }

    #[test]
    fn an_unreadable_key_is_named_and_not_printed() {
        for text in ["", "x", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"] {
            let error = RsaKey::parse(text).err().unwrap();
            assert_eq!(error.code(), ErrorCode::Configuration);
            assert_eq!(error.path(), Some("issuer.privateKey"));
        }
    }
}
