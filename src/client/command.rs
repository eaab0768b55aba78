//! What a running call asks of whoever drives it, and what it is told.

use crate::error::{Effect, Error, ErrorCode};
use crate::http::Response;

/// What a call wants done.
///
/// A driver of one's own does what a command says and steps on with what came of it:
///
/// ```
/// use cardlatch::issuers::open_api::OpenApiConfig;
/// use cardlatch::{Action, ActionOptions, Client, Command, Event, IssuerConfig, Moment, Task};
/// use cardlatch::http::Response;
///
/// # let config = OpenApiConfig::new("https://issuer.example", "v1", "1011", "1001", "key");
/// # let client = Client::new(IssuerConfig::OpenApi(config))?;
/// let mut run = client.start(Task::act(Action::Freeze, "cid_1", ActionOptions::default()));
/// let now = Moment { now_ms: 1_700_000_000_000, random: [7; 32] };
/// assert_eq!(run.step(now, Event::Start), Some(Command::Send));
/// let answer = Response::new(200, r#"{"code":0,"message":"success"}"#); // out of `run.request()`
/// assert_eq!(run.step(now, Event::Answer(&answer)), None); // the end: see `run.finish()`
/// # Ok::<(), cardlatch::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Send the run's request and read the answer to its end, within its limit.
    Send,
    /// Give the SHA-256 of the run's bytes. There may be none of them.
    Hash,
    /// Sign the run's bytes: for Artha with RSASSA-PKCS1-v1_5 and SHA-256, for Artha's newer API with
    /// HMAC-SHA256 and the secret.
    Sign,
    /// Give the one-time code of this moment.
    OneTimeCode,
    /// Wait so many milliseconds.
    Sleep(u64),
    /// Another call of this client is logging in: go on with [`Event::Elapsed`] when it has made
    /// a step.
    WaitForLogin,
}

/// What became of a command.
///
/// ```
/// use cardlatch::issuers::open_api::OpenApiConfig;
/// use cardlatch::{Action, ActionOptions, Client, Effect, Event, Fault};
/// use cardlatch::{IssuerConfig, Moment, Task};
///
/// # let config = OpenApiConfig::new("https://issuer.example", "v1", "1011", "1001", "key");
/// # let client = Client::new(IssuerConfig::OpenApi(config))?;
/// let mut run = client.start(Task::act(Action::Freeze, "cid_1", ActionOptions::default()));
/// run.step(Moment::default(), Event::Start);
/// run.step(Moment::default(), Event::Failed(Fault::Broken)); // sent, and no answer came
/// assert_eq!(run.finish().err().unwrap().effect(), Effect::Unknown);
/// # Ok::<(), cardlatch::Error>(())
/// ```
#[derive(Clone, Copy)]
pub enum Event<'a> {
    /// The first step has no command before it.
    Start,
    /// The answer to a sent request.
    Answer(&'a Response),
    /// The hash.
    Hashed(&'a [u8]),
    /// The signature.
    Signed(&'a [u8]),
    /// The one-time code.
    Code(&'a str),
    /// The wait is over.
    Elapsed,
    /// The command failed.
    Failed(Fault),
}

/// Why a command failed.
///
/// What a transport says decides what is told of the card. Say [`Fault::NotSent`] only where no
/// connection was made:
///
/// ```
/// use cardlatch::issuers::open_api::OpenApiConfig;
/// use cardlatch::transport::closure::Blocking;
/// use cardlatch::{Action, ActionOptions, Client, Effect, Fault, IssuerConfig};
///
/// # let config = OpenApiConfig::new("https://issuer.example", "v1", "1011", "1001", "key");
/// # let client = Client::new(IssuerConfig::OpenApi(config))?;
/// let ends_with = |fault| {
///     let driver = Blocking::new(move |_| Err(fault));
///     let options = ActionOptions::default();
///     driver.act(&client, Action::Freeze, "cid_1", options).unwrap_err().effect()
/// };
/// assert_eq!(ends_with(Fault::NotSent), Effect::None);
/// assert_eq!(ends_with(Fault::TimedOut), Effect::Unknown);
/// # Ok::<(), cardlatch::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing reached the issuer: no connection was made.
    NotSent,
    /// The connection broke after something was sent, or that is not known.
    Broken,
    /// The time ran out.
    TimedOut,
    /// The caller aborted.
    Aborted,
    /// The caller aborted before the command was begun.
    AbortedUnsent,
    /// The key cannot sign, or there is no one-time code.
    KeyRefused,
}

impl Fault {
    /// The error of a command; after sending, what it did to the card is not known.
    pub(crate) fn error(self, sent: bool) -> Error {
        let (code, text) = match self {
            Self::NotSent => (ErrorCode::Network, "The issuer could not be reached."),
            Self::Broken => (ErrorCode::Network, "The connection failed before the answer came."),
            Self::TimedOut => (ErrorCode::Timeout, "The answer did not come in time."),
            Self::Aborted | Self::AbortedUnsent => {
                (ErrorCode::Aborted, "The caller aborted the call.")
            }
            Self::KeyRefused => {
                (ErrorCode::Configuration, "The key cannot be used, or there is no one-time code.")
            }
        };
        let unknown = sent && !matches!(self, Self::NotSent | Self::AbortedUnsent);
        Error::new(code, text).with_effect(if unknown { Effect::Unknown } else { Effect::None })
    }
}

/// The moment of a step. Time and chance come from outside.
///
/// ```
/// use cardlatch::Moment;
/// let mut random = [0; 32];
/// getrandom(&mut random); // of your host
/// let moment = Moment { now_ms: 1_700_000_000_000, random };
/// assert_eq!(moment.random.len(), 32);
/// # fn getrandom(_: &mut [u8]) {}
/// ```
#[derive(Clone, Copy, Default)]
pub struct Moment {
    /// Unix time in milliseconds.
    pub now_ms: u64,
    /// Fresh random bytes from a cryptographic source.
    pub random: [u8; 32],
}
