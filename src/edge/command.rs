//! What a request asks of whoever drives it, and what it is told.

use crate::edge::ledger::{
    AuditLine, Delivery, LedgerAsk, LedgerChange, LedgerEntry, Reserved, Taken,
};
use crate::json::Json;
use crate::prelude::*;

/// What is to be done next.
///
/// A driver does what each says, and tells what came of it with an [`Event`]:
///
/// ```
/// # use std::sync::Arc;
/// use cardlatch::edge::{Command, Event, Handling, Proxy};
///
/// # let settings = r#"{"issuers":[{"name":"main","id":"yativo","can":["card"]}],"allow":["card"]}"#;
/// # let proxy = Arc::new(Proxy::new(settings)?);
/// let mut handling = Handling::new(proxy);
/// let url = "https://app.example/cards/c-1";
/// handling.tell(1_000, Event::Request { method: "GET", url, headers: &[] });
/// assert_eq!(handling.command(), Some(&Command::Authenticate));
/// handling.tell(1_000, Event::Principal(Some("alice")));
/// let Some(Command::Owns { cards, .. }) = handling.command() else { panic!() };
/// assert_eq!(cards, &[Some("c-1".to_owned())]); // is the card alice's?
/// # Ok::<(), cardlatch::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub enum Command {
    /// Say who asks.
    Authenticate,
    /// Say whether the principal may ask again already.
    RateLimit {
        /// The name of the operation.
        action: String,
        /// The card; none for what is about no card.
        card_id: Option<String>,
        /// The name of the issuer; empty for what is about none.
        issuer: String,
    },
    /// Say for each card whether it is the principal's.
    Owns {
        /// The cards; none stands for a new one.
        cards: Vec<Option<String>>,
        /// The name of the operation.
        action: String,
        /// The name of the issuer.
        issuer: String,
    },
    /// Give the next piece of the body.
    Read {
        /// The most bytes that the whole body may have.
        most: u64,
    },
    /// Let the principal confirm.
    Confirm {
        /// The name of the operation.
        action: String,
        /// The card.
        card_id: Option<String>,
        /// The name of the issuer.
        issuer: String,
        /// What the page said, as a JSON object. It may hold secrets.
        options: String,
    },
    /// Give the SHA-256 of [`Handling::bytes`](super::Handling::bytes).
    Hash,
    /// Ask the ledger for a lease.
    Reserve(LedgerAsk),
    /// Call the issuer. The picture is [`Handling::bytes`](super::Handling::bytes).
    Execute {
        /// The name of the issuer.
        issuer: String,
        /// The name of the operation.
        operation: String,
        /// The card.
        card_id: Option<String>,
        /// The client's options, as a JSON object. They may hold secrets.
        options: String,
        /// Whether there is a picture.
        has_image: bool,
        /// How long the call may take: no longer than its lease.
        deadline_ms: u64,
    },
    /// Read the card to learn whether the action has happened.
    Reconcile {
        /// The name of the issuer.
        issuer: String,
        /// The name of the action.
        action: String,
        /// The card.
        card_id: String,
        /// How long that may take: no longer than its lease.
        deadline_ms: u64,
    },
    /// Tell the ledger what became of an operation.
    Record(LedgerChange),
    /// Ask the ledger for an operation.
    Find {
        /// The operation.
        operation: String,
        /// Its shard.
        shard: String,
    },
    /// Write a line down.
    Audit(AuditLine),
    /// Let the issuer's receiver read the body.
    Callback {
        /// The name of the issuer.
        issuer: String,
        /// What stood in the path where the secret belongs.
        path_secret: Option<String>,
    },
    /// Tell the ledger of a callback.
    Take(Delivery),
    /// Hand the event over to the program.
    Handle {
        /// The name of the issuer.
        issuer: String,
        /// The operations that the event has settled.
        operations: Vec<LedgerEntry>,
    },
    /// Tell the ledger whether the program handled the event.
    Keep {
        /// The callback.
        delivery: Delivery,
        /// Whether it was handled.
        handled: bool,
    },
}

/// The name alone: the rest may hold what no log may show.
impl core::fmt::Debug for Command {
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        out.write_str(self.name())
    }
}

impl Command {
    /// The name.
    ///
    /// ```
    /// assert_eq!(cardlatch::edge::Command::Authenticate.name(), "authenticate");
    /// ```
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Authenticate => "authenticate",
            Self::RateLimit { .. } => "rateLimit",
            Self::Owns { .. } => "owns",
            Self::Read { .. } => "read",
            Self::Confirm { .. } => "confirm",
            Self::Hash => "hash",
            Self::Reserve(_) => "reserve",
            Self::Execute { .. } => "execute",
            Self::Reconcile { .. } => "reconcile",
            Self::Record(_) => "record",
            Self::Find { .. } => "find",
            Self::Audit(_) => "audit",
            Self::Callback { .. } => "callback",
            Self::Take(_) => "take",
            Self::Handle { .. } => "handle",
            Self::Keep { .. } => "keep",
        }
    }
}

/// What the limit on a principal's requests says.
///
/// ```
/// use cardlatch::edge::RateLimit;
/// let spent = RateLimit { limit: Some(60), remaining: Some(0), ..RateLimit::default() };
/// assert!(!spent.allowed); // what says nothing allows nothing
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RateLimit {
    /// Whether the request may go on.
    pub allowed: bool,
    /// How many requests there may be.
    pub limit: Option<u64>,
    /// How many are left.
    pub remaining: Option<u64>,
    /// In how many seconds that begins anew.
    pub reset_seconds: Option<u64>,
}

/// What happened.
///
/// ```
/// # use std::sync::Arc;
/// use cardlatch::edge::{Event, Handling, Proxy};
///
/// # let settings = r#"{"issuers":[{"name":"main","id":"yativo","can":["card"]}],"allow":["card"]}"#;
/// # let proxy = Arc::new(Proxy::new(settings)?);
/// let mut handling = Handling::new(proxy);
/// let url = "https://app.example/cards/c-1";
/// handling.tell(1_000, Event::Request { method: "GET", url, headers: &[] });
/// handling.tell(1_000, Event::Principal(Some("mallory")));
/// handling.tell(1_000, Event::Owns(&[false])); // it is another's card
/// assert_eq!(handling.answer().map(|answer| answer.status), Some(403));
/// # Ok::<(), cardlatch::Error>(())
/// ```
#[derive(Clone)]
pub enum Event<'a> {
    /// A request came.
    Request {
        /// The method.
        method: &'a str,
        /// The whole URL.
        url: &'a str,
        /// Names and values of the headers.
        headers: &'a [(&'a str, &'a str)],
    },
    /// Who asks; nobody knows where there is none.
    Principal(Option<&'a str>),
    /// Whether the principal may ask again already.
    RateLimit(RateLimit),
    /// For each card whether it is the principal's.
    Owns(&'a [bool]),
    /// A piece of the body.
    Chunk {
        /// The bytes.
        bytes: &'a [u8],
        /// Whether no more follow.
        is_last: bool,
    },
    /// Whether the principal confirmed.
    Confirmed(bool),
    /// The SHA-256.
    Hashed(&'a [u8]),
    /// What the ledger says to an operation.
    Reserved(Reserved),
    /// What the client gave.
    Done(Json<'a>),
    /// The client's error.
    Failed(Json<'a>),
    /// The change is kept; with the entry as it is now.
    Recorded(Option<LedgerEntry>),
    /// What the ledger knows of an operation.
    Found(Option<LedgerEntry>),
    /// The line is kept.
    Audited,
    /// What the issuer's receiver says.
    Received {
        /// What the issuer told; nothing where the body is not to be believed.
        event: Option<Json<'a>>,
        /// What the issuer is answered: `status`, `headers` and `body`.
        reply: Json<'a>,
    },
    /// What the ledger says to a callback.
    Taken(Taken),
    /// Whether the program handled the event.
    Handled(bool),
    /// The ledger knows whether the event was handled.
    Kept,
    /// A hook threw, or gave something that it must not give.
    HookFailed,
}
