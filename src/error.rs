//! Errors: a stable code, what it did to the card, and one sentence.

use core::fmt;

use alloc::borrow::Cow;

use crate::card::IssuerId;
use crate::image::ImageError;
use crate::issuers::Operation;
use crate::json::JsonText;
use crate::prelude::*;
use crate::secret::Secret;
use crate::text;

/// What went wrong. The names are stable.
///
/// ```
/// use cardlatch::{CardId, ErrorCode};
/// let refused = CardId::new("").unwrap_err();
/// assert_eq!(refused.code(), ErrorCode::InvalidInput);
/// assert_eq!(refused.code().as_str(), "invalid_input"); // the same in the npm package
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(any(feature = "serde", feature = "typescript"), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum ErrorCode {
    /// An argument is wrong; nothing was sent.
    InvalidInput,
    /// The card's program asks for a signature image and none was given; nothing was sent.
    SignImageRequired,
    /// The image is neither PNG nor JPEG; nothing was sent.
    ImageFormat,
    /// The image is over the limit; nothing was sent.
    ImageTooLarge,
    /// The image is cut off; nothing was sent.
    ImageTruncated,
    /// The issuer does not offer the action, or documents it nowhere; nothing was sent.
    UnsupportedAction,
    /// The issuer does not accept the credentials.
    Unauthorized,
    /// The credentials may not do this.
    Forbidden,
    /// The issuer knows no such card.
    CardNotFound,
    /// Too many requests.
    RateLimited,
    /// The issuer understood and said no.
    IssuerRejected,
    /// The issuer, or the processor behind it, failed.
    IssuerUnavailable,
    /// The answer is not one that the issuer documents.
    UnexpectedAnswer,
    /// The issuer said success but the card does not read so.
    NotConfirmed,
    /// The request could not be sent, or the connection broke.
    Network,
    /// The time given for the call ran out.
    Timeout,
    /// The caller aborted the call.
    Aborted,
    /// The base URL is neither HTTPS nor on this machine.
    InsecureUrl,
    /// The client's options are wrong.
    Configuration,
}

/// What a failed action did to the card.
///
/// A retry button belongs beside `none`; beside `unknown` belongs a look at the card.
///
/// ```
/// use cardlatch::{Effect, Error};
///
/// fn advice(error: &Error) -> &'static str {
///     match error.effect() {
///         Effect::None if error.is_retryable() => "Try again.",
///         Effect::None => "Not done.",
///         Effect::Unknown => "Look at the card first.",
///     }
/// }
/// # use cardlatch::ErrorCode;
/// let lost = Error::new(ErrorCode::Timeout, "Too late.").with_effect(Effect::Unknown);
/// assert_eq!(advice(&lost), "Look at the card first.");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(any(feature = "serde", feature = "typescript"), serde(rename_all = "snake_case"))]
pub enum Effect {
    /// Nothing: the card is as it was.
    None,
    /// Not known: read the card before anything else.
    Unknown,
}

/// A failure. `Display` and `Debug` show the code and a fixed sentence, never what the issuer
/// said and never a secret.
///
/// ```
/// use cardlatch::issuers::artha::ArthaConfig;
/// use cardlatch::{Client, ErrorCode, IssuerConfig, Operation, http::Response};
///
/// # let config = ArthaConfig::new("https://issuer.example/api/v1", "customer token");
/// # let client = Client::new(IssuerConfig::Artha(config))?;
/// let said = Response::new(200, r#"{"status":"Failed","remarks":"4111111111111111 is frozen"}"#);
/// let error = client.interpret(Operation::TOP_UP, "81e38cea", &said).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::IssuerRejected);
/// assert!(!format!("{error} {error:?}").contains("4111")); // never what the issuer said
/// assert_eq!(error.issuer_words(), Some("4111111111111111 is frozen")); // but on purpose
/// # Ok::<(), cardlatch::Error>(())
/// ```
#[derive(Clone)]
pub struct Error(Box<Details>);

#[derive(Clone)]
struct Details {
    code: ErrorCode,
    effect: Effect,
    message: Cow<'static, str>,
    path: Option<String>,
    issuer: Option<IssuerId>,
    action: Option<Operation>,
    card_id: Option<String>,
    status: Option<u16>,
    issuer_code: Option<String>,
    issuer_message: Option<Secret<String>>,
    retry_after_ms: Option<u64>,
    body: Option<Secret<Vec<u8>>>,
    data: JsonText,
}

impl Error {
    /// An error that left the card as it was.
    ///
    /// A signer, a source of codes or a clock of yours reports its failure so:
    ///
    /// ```
    /// use cardlatch::{Error, ErrorCode};
    /// let error = Error::new(ErrorCode::Configuration, "The key store does not answer.");
    /// assert_eq!(error.to_string(), "configuration: The key store does not answer.");
    /// ```
    #[must_use]
    pub fn new(code: ErrorCode, message: &'static str) -> Self {
        Self::made(code, Cow::Borrowed(message))
    }

    #[inline(never)]
    fn made(code: ErrorCode, message: Cow<'static, str>) -> Self {
        Self(Box::new(Details {
            code,
            effect: Effect::None,
            message,
            path: None,
            issuer: None,
            action: None,
            card_id: None,
            status: None,
            issuer_code: None,
            issuer_message: None,
            retry_after_ms: None,
            body: None,
            data: JsonText::default(),
        }))
    }

    /// The same error with another effect.
    ///
    /// ```
    /// use cardlatch::{Effect, Error, ErrorCode};
    /// let error = Error::new(ErrorCode::Timeout, "The answer did not come in time.");
    /// assert_eq!(error.with_effect(Effect::Unknown).effect(), Effect::Unknown);
    /// ```
    #[must_use]
    #[inline(never)]
    pub fn with_effect(mut self, effect: Effect) -> Self {
        self.0.effect = effect;
        self
    }

    /// Names the argument or field at fault, for example `issuer.baseUrl`.
    ///
    /// ```
    /// use cardlatch::{Error, ErrorCode};
    /// let error = Error::new(ErrorCode::Configuration, "There is no key.").at("issuer.privateKey");
    /// assert_eq!(error.path(), Some("issuer.privateKey"));
    /// ```
    #[must_use]
    #[inline(never)]
    pub fn at(mut self, path: &str) -> Self {
        self.0.path = (!path.is_empty()).then(|| path.to_owned());
        self
    }

    /// The same error where no document says that nothing happened: so it is only where the request
    /// was turned away at the door.
    #[inline(never)]
    pub(crate) fn in_doubt(self) -> Self {
        match self.code() {
            ErrorCode::Unauthorized | ErrorCode::Forbidden | ErrorCode::RateLimited => self,
            _ => self.with_effect(Effect::Unknown),
        }
    }

    /// The same error under another code.
    pub(crate) fn recoded(mut self, code: ErrorCode, message: &'static str) -> Self {
        self.0.code = code;
        self.0.message = Cow::Borrowed(message);
        self
    }

    /// Says which action on which card of which issuer failed.
    ///
    /// ```
    /// use cardlatch::{Action, Error, ErrorCode, IssuerId, Operation};
    /// let freeze = Some(Operation::of(Action::Freeze));
    /// let error = Error::new(ErrorCode::Network, "No connection.");
    /// let error = error.during(IssuerId::Yativo, freeze, Some("5d2c0b1e"));
    /// assert_eq!((error.issuer(), error.card_id()), (Some(IssuerId::Yativo), Some("5d2c0b1e")));
    /// ```
    #[must_use]
    #[inline(never)]
    pub fn during(
        mut self,
        issuer: IssuerId,
        action: Option<Operation>,
        card_id: Option<&str>,
    ) -> Self {
        self.0.issuer = Some(issuer);
        self.0.action = action;
        self.0.card_id = card_id.map(str::to_owned);
        self
    }

    /// Keeps the HTTP status and the raw body of the answer.
    ///
    /// ```
    /// use cardlatch::{Error, ErrorCode};
    /// let error = Error::new(ErrorCode::UnexpectedAnswer, "The answer is HTML, not JSON.");
    /// let error = error.answered(502, b"<html>");
    /// assert_eq!((error.status(), error.body()), (Some(502), Some(&b"<html>"[..])));
    /// ```
    #[must_use]
    #[inline(never)]
    pub fn answered(mut self, status: u16, body: &[u8]) -> Self {
        self.0.status = Some(status);
        self.0.body = Some(Secret::new(body.to_vec()));
        self
    }

    /// Keeps the issuer's own code. One that could hold card data is kept with the message only.
    ///
    /// ```
    /// use cardlatch::{Error, ErrorCode};
    /// let error = || Error::new(ErrorCode::IssuerRejected, "The issuer said no.");
    /// assert_eq!(error().issuer_code(Some("990002")).issuer_error_code(), Some("990002"));
    /// assert_eq!(error().issuer_code(Some("4111111111111111")).issuer_error_code(), None);
    /// ```
    #[must_use]
    #[inline(never)]
    pub fn issuer_code(mut self, code: Option<&str>) -> Self {
        self.0.issuer_code = code.filter(|code| is_plain_code(code)).map(str::to_owned);
        self
    }

    /// Keeps the issuer's own words.
    ///
    /// ```
    /// use cardlatch::{Error, ErrorCode};
    /// let error = Error::new(ErrorCode::IssuerRejected, "The issuer said no.");
    /// assert_eq!(error.issuer_message(Some("Wallet is empty")).issuer_words(), Some("Wallet is empty"));
    /// ```
    #[must_use]
    #[inline(never)]
    pub fn issuer_message(mut self, message: Option<&str>) -> Self {
        self.0.issuer_message = message.map(Secret::from);
        self
    }

    /// Says how long to wait before the next try, in milliseconds.
    ///
    /// ```
    /// use cardlatch::{Error, ErrorCode};
    /// let error = Error::new(ErrorCode::RateLimited, "Too many requests.").retry_after(Some(7_000));
    /// assert_eq!(error.retry_after_ms(), Some(7_000));
    /// ```
    #[must_use]
    #[inline(never)]
    pub fn retry_after(mut self, milliseconds: Option<u64>) -> Self {
        self.0.retry_after_ms = milliseconds;
        self
    }

    /// Keeps what was read, in this library's names.
    #[must_use]
    pub(crate) fn telling(mut self, data: JsonText) -> Self {
        self.0.data = data;
        self
    }

    /// The stable code.
    ///
    /// ```
    /// assert_eq!(cardlatch::CardId::new("a b").unwrap_err().code().as_str(), "invalid_input");
    /// ```
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        self.0.code
    }

    /// What the failure did to the card.
    ///
    /// ```
    /// use cardlatch::{CardId, Effect};
    /// assert_eq!(CardId::new("a b").unwrap_err().effect(), Effect::None); // nothing was sent
    /// ```
    #[must_use]
    pub fn effect(&self) -> Effect {
        self.0.effect
    }

    /// One sentence in plain English, without anything the issuer said.
    ///
    /// ```
    /// let error = cardlatch::CardId::new("..").unwrap_err();
    /// assert_eq!(error.message(), "The card id is a path step, not an id.");
    /// ```
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The argument or the field of the answer at fault.
    ///
    /// ```
    /// assert_eq!(cardlatch::CardId::new("..").unwrap_err().path(), Some("cardId"));
    /// ```
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.0.path.as_deref()
    }

    /// The issuer.
    ///
    /// ```
    /// # use cardlatch::{CallOptions, Client, IssuerConfig, IssuerId, Task};
    /// # use cardlatch::issuers::artha::ArthaConfig;
    /// # let config = ArthaConfig::new("https://a.example", "token");
    /// # let client = Client::new(IssuerConfig::Artha(config))?;
    /// let error = client.check(&Task::card("", CallOptions::default())).unwrap_err();
    /// assert_eq!(error.issuer(), Some(IssuerId::Artha));
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn issuer(&self) -> Option<IssuerId> {
        self.0.issuer
    }

    /// The action that failed, or another operation that changes something.
    ///
    /// ```
    /// # use cardlatch::{Action, ActionOptions, Client, IssuerConfig, Operation, Task};
    /// # use cardlatch::issuers::artha::ArthaConfig;
    /// # let config = ArthaConfig::new("https://a.example", "token");
    /// # let client = Client::new(IssuerConfig::Artha(config))?;
    /// let activate = Task::act(Action::Activate, "81e38cea", ActionOptions::default());
    /// let error = client.check(&activate).unwrap_err();
    /// assert_eq!(error.action(), Some(Operation::of(Action::Activate))); // Artha has none
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn action(&self) -> Option<Operation> {
        self.0.action
    }

    /// The card.
    ///
    /// ```
    /// # use cardlatch::{Action, ActionOptions, Client};
    /// # use cardlatch::{IssuerConfig, Task, issuers::artha::ArthaConfig};
    /// # let config = ArthaConfig::new("https://a.example", "token");
    /// # let client = Client::new(IssuerConfig::Artha(config))?;
    /// let activate = Task::act(Action::Activate, "81e38cea", ActionOptions::default());
    /// assert_eq!(client.check(&activate).unwrap_err().card_id(), Some("81e38cea"));
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn card_id(&self) -> Option<&str> {
        self.0.card_id.as_deref()
    }

    /// The HTTP status of the answer.
    ///
    /// ```
    /// # use cardlatch::{Client, IssuerConfig, Operation};
    /// # use cardlatch::{http::Response, issuers::artha::ArthaConfig};
    /// # let config = ArthaConfig::new("https://a.example", "token");
    /// # let client = Client::new(IssuerConfig::Artha(config))?;
    /// let answer = Response::new(404, "");
    /// let error = client.interpret(Operation::BALANCE, "81e38cea", &answer).err().unwrap();
    /// assert_eq!((error.code().as_str(), error.status()), ("card_not_found", Some(404)));
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// The issuer's own error code.
    ///
    /// ```
    /// # use cardlatch::{Action, Client, IssuerConfig, Operation, http::Response};
    /// # use cardlatch::issuers::open_api::OpenApiConfig;
    /// # let config = OpenApiConfig::new("https://issuer.example", "v1", "1011", "1001", "key");
    /// # let client = Client::new(IssuerConfig::OpenApi(config))?;
    /// let said = Response::new(200, r#"{"code":990002,"message":"no"}"#);
    /// let error = client.interpret(Operation::of(Action::Freeze), "cid_1", &said).err().unwrap();
    /// assert_eq!(error.issuer_error_code(), Some("990002"));
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn issuer_error_code(&self) -> Option<&str> {
        self.0.issuer_code.as_deref()
    }

    /// The issuer's own words. They may hold card data: do not log them.
    ///
    /// ```
    /// # use cardlatch::{Action, Client, IssuerConfig, Operation, http::Response};
    /// # use cardlatch::issuers::open_api::OpenApiConfig;
    /// # let config = OpenApiConfig::new("https://issuer.example", "v1", "1011", "1001", "key");
    /// # let client = Client::new(IssuerConfig::OpenApi(config))?;
    /// let said = Response::new(200, r#"{"code":990002,"message":"no"}"#);
    /// let error = client.interpret(Operation::of(Action::Freeze), "cid_1", &said).err().unwrap();
    /// assert_eq!(error.issuer_words(), Some("no"));
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn issuer_words(&self) -> Option<&str> {
        self.0.issuer_message.as_ref().map(|message| message.expose().as_str())
    }

    /// How long to wait before the next try, in milliseconds.
    ///
    /// ```
    /// # use cardlatch::{Client, IssuerConfig, Operation};
    /// # use cardlatch::{http::Response, issuers::artha::ArthaConfig};
    /// # let config = ArthaConfig::new("https://a.example", "token");
    /// # let client = Client::new(IssuerConfig::Artha(config))?;
    /// let answer = Response { status: 429, retry_after: Some("7".into()), ..Response::default() };
    /// let error = client.interpret(Operation::BALANCE, "81e38cea", &answer).err().unwrap();
    /// assert_eq!(error.retry_after_ms(), Some(7_000));
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn retry_after_ms(&self) -> Option<u64> {
        self.0.retry_after_ms
    }

    /// The raw body of the answer. It may hold card data: do not log it.
    ///
    /// ```
    /// # use cardlatch::{Client, IssuerConfig, Operation};
    /// # use cardlatch::{http::Response, issuers::artha::ArthaConfig};
    /// # let config = ArthaConfig::new("https://a.example", "token");
    /// # let client = Client::new(IssuerConfig::Artha(config))?;
    /// let answer = Response::new(200, "<html>");
    /// let error = client.interpret(Operation::BALANCE, "81e38cea", &answer).err().unwrap();
    /// assert_eq!(error.body(), Some(&b"<html>"[..]));
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn body(&self) -> Option<&[u8]> {
        self.0.body.as_ref().map(|body| body.expose().as_slice())
    }

    /// What was read and does not agree, in this library's names: for example the balances before
    /// and after.
    ///
    /// A top-up at Yativo compares the balance before and after. Where they do not agree, both
    /// stand here.
    ///
    /// ```
    /// use cardlatch::{Error, ErrorCode};
    /// assert!(Error::new(ErrorCode::Network, "No connection.").data().is_empty()); // nothing was read
    /// ```
    #[must_use]
    pub fn data(&self) -> &JsonText {
        &self.0.data
    }

    /// Whether the same call may simply be made again later: nothing happened, and the cause
    /// may pass.
    ///
    /// ```
    /// use cardlatch::{Effect, Error, ErrorCode};
    /// let timeout = || Error::new(ErrorCode::Timeout, "The answer did not come in time.");
    /// assert!(timeout().is_retryable());
    /// assert!(!timeout().with_effect(Effect::Unknown).is_retryable()); // it may have happened
    /// ```
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.0.effect == Effect::None
            && matches!(
                self.0.code,
                ErrorCode::Network
                    | ErrorCode::Timeout
                    | ErrorCode::RateLimited
                    | ErrorCode::IssuerUnavailable
            )
    }
}

/// Letters, digits and `_ - .`, short, and no run of digits that could be a card number.
fn is_plain_code(code: &str) -> bool {
    let plain =
        |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':');
    let code = code.as_bytes();
    code.len() <= 64
        && code.iter().all(plain)
        && code.iter().filter(|byte| byte.is_ascii_digit()).count() < 12
}

/// The names of the codes, in their order.
const CODES: &str = "\
invalid_input sign_image_required image_format image_too_large image_truncated \
unsupported_action unauthorized forbidden card_not_found rate_limited issuer_rejected \
issuer_unavailable unexpected_answer not_confirmed network timeout aborted insecure_url \
configuration";

impl ErrorCode {
    /// The code's stable name.
    ///
    /// ```
    /// assert_eq!(cardlatch::ErrorCode::NotConfirmed.as_str(), "not_confirmed");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        text::nth(CODES, b' ', self as usize)
    }
}

impl Effect {
    /// The effect's stable name.
    ///
    /// ```
    /// assert_eq!(cardlatch::Effect::Unknown.as_str(), "unknown");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Unknown => "unknown",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.code.as_str())?;
        formatter.write_str(": ")?;
        formatter.write_str(&self.0.message)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)?;
        formatter.write_str(" [effect ")?;
        formatter.write_str(self.0.effect.as_str())?;
        formatter.write_str("]")
    }
}

impl core::error::Error for Error {}

impl From<ImageError> for Error {
    fn from(fault: ImageError) -> Self {
        let code = match fault {
            ImageError::TooLarge { .. } => ErrorCode::ImageTooLarge,
            ImageError::Truncated { .. } => ErrorCode::ImageTruncated,
            ImageError::Empty | ImageError::Format { .. } => ErrorCode::ImageFormat,
        };
        Self::made(code, Cow::Owned(fault.message())).at("signImage")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_nothing_the_issuer_said() {
        let error = Error::new(ErrorCode::IssuerRejected, "The issuer refused.")
            .answered(400, b"PAN 4111111111111111")
            .issuer_message(Some("card 4111111111111111"));
        let shown = format!("{error} {error:?}");
        assert_eq!(
            shown,
            "issuer_rejected: The issuer refused. \
             issuer_rejected: The issuer refused. [effect none]"
        );
        assert_eq!(error.body(), Some(&b"PAN 4111111111111111"[..]));
        assert_eq!(error.issuer_words(), Some("card 4111111111111111"));
    }

    #[test]
    fn keeps_only_codes_that_cannot_be_card_data() {
        let code = |text: &str| {
            let error = Error::new(ErrorCode::IssuerRejected, "").issuer_code(Some(text));
            error.issuer_error_code().map(str::to_owned)
        };
        assert_eq!(code("Card_Provider_Error").as_deref(), Some("Card_Provider_Error"));
        assert_eq!(code("40012").as_deref(), Some("40012"));
        assert_eq!(code("4111111111111111"), None);
        assert_eq!(code("card is lost"), None);
    }

    #[cfg(feature = "serde")]
    #[test]
    fn codes_have_the_names_that_are_derived() {
        for code in [
            ErrorCode::InvalidInput,
            ErrorCode::ImageTruncated,
            ErrorCode::CardNotFound,
            ErrorCode::UnexpectedAnswer,
            ErrorCode::Aborted,
            ErrorCode::Configuration,
        ] {
            assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
        }
    }

    #[test]
    fn only_what_did_nothing_is_retryable() {
        let network = Error::new(ErrorCode::Network, "");
        assert!(network.is_retryable());
        assert!(!network.with_effect(Effect::Unknown).is_retryable());
        assert!(!Error::new(ErrorCode::Forbidden, "").is_retryable());
    }
}
