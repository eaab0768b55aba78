//! The ledger: what was asked for under which key, what became of it, and who goes next on a card.
//!
//! A proxy asks it before a write ([`LedgerAsk`]) and tells it after ([`LedgerChange`]), so that one
//! key is one execution and no two executions on one card overlap. Callbacks of issuers are claimed in
//! it ([`Delivery`]), so that each is handled once. Nothing here is secret: a key is a hash, a payload
//! is a hash that is keyed with the caller's own random key, and outcomes are what the page was told.
//!
//! The types are plain data; what keeps them is a [`Ledger`].

#[cfg(feature = "native")]
mod memory;
#[cfg(feature = "native")]
mod rules;

use alloc::string::String;
use alloc::vec::Vec;

use crate::callbacks::{Progress, Strength, Trust};
use crate::json::JsonText;

#[cfg(feature = "native")]
pub use memory::MemoryLedger;

/// Where an operation stands.
///
/// ```
/// use cardlatch::edge::ledger::EntryState;
/// let open = EntryState::ALL.iter().filter(|state| !state.is_final()).count();
/// assert_eq!(open, 3); // running, accepted, unknown
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntryState {
    /// Somebody executes it, and has a lease for that.
    Running,
    /// The issuer took it; its callback tells later.
    Accepted,
    /// It is done. Final.
    Done,
    /// It did not happen. Final.
    Failed,
    /// What it did is not known: its answer was lost, or whoever executed it vanished.
    Unknown,
}

impl EntryState {
    /// Each, in the order of a life.
    pub const ALL: [Self; 5] =
        [Self::Running, Self::Accepted, Self::Done, Self::Failed, Self::Unknown];

    /// The stable name.
    ///
    /// ```
    /// assert_eq!(cardlatch::edge::ledger::EntryState::Unknown.as_str(), "unknown");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Accepted => "accepted",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
        }
    }

    /// The state with this name.
    ///
    /// ```
    /// use cardlatch::edge::ledger::EntryState;
    /// assert_eq!(EntryState::from_text("done"), Some(EntryState::Done));
    /// assert_eq!(EntryState::from_text("lost"), None);
    /// ```
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|state| state.as_str() == text)
    }

    /// Whether nothing changes it any more.
    ///
    /// ```
    /// use cardlatch::edge::ledger::EntryState;
    /// assert!(EntryState::Failed.is_final() && !EntryState::Unknown.is_final());
    /// ```
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Done | Self::Failed)
    }
}

/// What is asked before a write: may it go?
///
/// ```
/// use cardlatch::edge::ledger::LedgerAsk;
///
/// let ask = LedgerAsk {
///     operation: "2f1c~main~c-1".into(),
///     shard: "c-1".into(),
///     principal: "alice".into(),
///     issuer: "main".into(),
///     card_id: Some("c-1".into()),
///     action: "freeze".into(),
///     fingerprint: "9d5e".into(),
///     now_ms: 1_000,
///     lease_ms: 120_000,
///     wait_ms: 20_000,
///     keep_ms: 86_400_000,
///     reconcile: false,
/// };
/// assert!(ask.lease_ms > ask.wait_ms);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerAsk {
    /// The id of the operation: the same for the same key, issuer and card.
    pub operation: String,
    /// What may not be done at the same time: a card, or for an issue its own key.
    pub shard: String,
    /// Who asks.
    pub principal: String,
    /// The issuer's name in the proxy.
    pub issuer: String,
    /// The card; none for an issue.
    pub card_id: Option<String>,
    /// The operation's name, as in JavaScript.
    pub action: String,
    /// The keyed hash of what is asked for.
    pub fingerprint: String,
    /// The time.
    pub now_ms: u64,
    /// How long the execution may take. When it is over the entry is `Unknown`.
    pub lease_ms: u64,
    /// How long to wait for others on the shard.
    pub wait_ms: u64,
    /// How long the entry is kept.
    pub keep_ms: u64,
    /// Take an `Unknown` entry to find out what became of it: it is then `Running` again.
    pub reconcile: bool,
}

/// May it go?
///
/// ```
/// # use cardlatch::edge::ledger::{Ledger, LedgerAsk, MemoryLedger, Verdict};
/// # let ask = LedgerAsk {
/// #     operation: "op-1".into(), shard: "c-1".into(), principal: "alice".into(),
/// #     issuer: "main".into(), card_id: Some("c-1".into()), action: "freeze".into(),
/// #     fingerprint: "f".into(), now_ms: 1_000, lease_ms: 60_000, wait_ms: 0,
/// #     keep_ms: 86_400_000, reconcile: false,
/// # };
/// let ledger = MemoryLedger::new();
/// assert_eq!(ledger.reserve(&ask)?.verdict, Verdict::Go);
/// assert_eq!(ledger.reserve(&ask)?.verdict, Verdict::Running); // the same key once more
/// # Ok::<(), cardlatch::edge::ledger::LedgerFailed>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Yes: the entry is `Running` and yours until its lease is over.
    Go,
    /// Somebody executes the same operation now.
    Running,
    /// It was executed before: the entry says what became of it.
    Known,
    /// The key belongs to something else, or to somebody else.
    Reused,
    /// Others were first, and the wait is over.
    Busy,
}

impl Verdict {
    /// Each.
    pub const ALL: [Self; 5] = [Self::Go, Self::Running, Self::Known, Self::Reused, Self::Busy];

    /// The stable name.
    ///
    /// ```
    /// assert_eq!(cardlatch::edge::ledger::Verdict::Go.as_str(), "go");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Go => "go",
            Self::Running => "running",
            Self::Known => "known",
            Self::Reused => "reused",
            Self::Busy => "busy",
        }
    }

    /// The verdict with this name.
    ///
    /// ```
    /// use cardlatch::edge::ledger::Verdict;
    /// assert_eq!(Verdict::from_text("go"), Some(Verdict::Go));
    /// assert_eq!(Verdict::from_text("lost"), None);
    /// ```
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|verdict| verdict.as_str() == text)
    }
}

/// The answer to an ask.
///
/// ```
/// # use cardlatch::edge::ledger::{EntryState, Ledger, LedgerAsk, MemoryLedger};
/// # let ask = LedgerAsk {
/// #     operation: "op-1".into(), shard: "c-1".into(), principal: "alice".into(),
/// #     issuer: "main".into(), card_id: Some("c-1".into()), action: "freeze".into(),
/// #     fingerprint: "f".into(), now_ms: 1_000, lease_ms: 60_000, wait_ms: 0,
/// #     keep_ms: 86_400_000, reconcile: false,
/// # };
/// let reserved = MemoryLedger::new().reserve(&ask)?;
/// assert_eq!(reserved.entry.map(|entry| entry.state), Some(EntryState::Running));
/// # Ok::<(), cardlatch::edge::ledger::LedgerFailed>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reserved {
    /// May it go?
    pub verdict: Verdict,
    /// With `Go`, `Running` and `Known`, the entry.
    pub entry: Option<LedgerEntry>,
}

/// An operation as it is kept.
///
/// A ledger over a store of yours keeps each as JSON, and reads it again:
///
/// ```
/// use cardlatch::edge::ledger::{EntryState, LedgerEntry};
/// use cardlatch::json::{self, Limits};
///
/// # let kept = r#"{"operation":"op-1","shard":"c-1","principal":"alice","issuer":"main","cardId":"c-1",
/// #     "action":"freeze","fingerprint":"f","state":"done","createdMs":1,"updatedMs":2,"expiresMs":3}"#;
/// let entry = LedgerEntry::of(json::check(kept.as_bytes(), Limits::default())?).unwrap();
/// assert_eq!((entry.state, entry.lease_ends_ms), (EntryState::Done, None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerEntry {
    /// The id of the operation.
    pub operation: String,
    /// Its shard.
    pub shard: String,
    /// Who asked for it.
    pub principal: String,
    /// The issuer's name in the proxy.
    pub issuer: String,
    /// The card; none for an issue.
    pub card_id: Option<String>,
    /// The operation's name, as in JavaScript.
    pub action: String,
    /// The keyed hash of what was asked for.
    pub fingerprint: String,
    /// Where it stands.
    pub state: EntryState,
    /// What the page was told of a success; empty for none.
    pub outcome: JsonText,
    /// What the page was told of a failure; empty for none.
    pub error: JsonText,
    /// The issuer's id of an accepted operation.
    pub task_id: Option<String>,
    /// When it was asked for.
    pub created_ms: u64,
    /// When it was changed. Each change has a greater one than the change before it.
    pub updated_ms: u64,
    /// While it is `Running`, when that is over.
    pub lease_ends_ms: Option<u64>,
    /// When it is forgotten.
    pub expires_ms: u64,
}

/// How an execution ended.
///
/// ```
/// use cardlatch::edge::ledger::{EntryState, RecordState};
/// assert_eq!(RecordState::Accepted.entry(), Some(EntryState::Accepted));
/// assert_eq!(RecordState::ALL.len(), 5);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RecordState {
    /// The issuer took it.
    Accepted,
    /// It is done.
    Done,
    /// The issuer said no.
    Failed,
    /// That is not known.
    Unknown,
    /// Nothing was done: the key is forgotten and may be used again.
    Free,
}

impl RecordState {
    /// Each.
    pub const ALL: [Self; 5] =
        [Self::Accepted, Self::Done, Self::Failed, Self::Unknown, Self::Free];

    /// The entry's state after it; none where it is forgotten.
    ///
    /// ```
    /// use cardlatch::edge::ledger::RecordState;
    /// assert_eq!(RecordState::Free.entry(), None); // nothing was done: the key is forgotten
    /// ```
    #[must_use]
    pub const fn entry(self) -> Option<EntryState> {
        match self {
            Self::Accepted => Some(EntryState::Accepted),
            Self::Done => Some(EntryState::Done),
            Self::Failed => Some(EntryState::Failed),
            Self::Unknown => Some(EntryState::Unknown),
            Self::Free => None,
        }
    }

    /// The stable name.
    ///
    /// ```
    /// assert_eq!(cardlatch::edge::ledger::RecordState::Free.as_str(), "free");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::Free => "free",
        }
    }

    /// The state with this name.
    ///
    /// ```
    /// use cardlatch::edge::ledger::RecordState;
    /// assert_eq!(RecordState::from_text("free"), Some(RecordState::Free));
    /// assert_eq!(RecordState::from_text("lost"), None);
    /// ```
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|state| state.as_str() == text)
    }
}

/// What is told after a write.
///
/// ```
/// use cardlatch::edge::ledger::{LedgerChange, RecordState};
/// use cardlatch::json::JsonText;
///
/// let change = LedgerChange {
///     operation: "2f1c~main~c-1".into(),
///     shard: "c-1".into(),
///     issuer: "main".into(),
///     state: RecordState::Unknown,
///     outcome: JsonText::default(),
///     error: JsonText::default(),
///     task_id: None,
///     created_ms: None,
///     now_ms: 9_000,
///     keep_ms: 86_400_000,
///     audit: None,
/// };
/// assert!(change.error.is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerChange {
    /// The id of the operation.
    pub operation: String,
    /// Its shard.
    pub shard: String,
    /// The issuer's name in the proxy: task ids are an issuer's own.
    pub issuer: String,
    /// How it ended.
    pub state: RecordState,
    /// What the page is told of a success; empty for none.
    pub outcome: JsonText,
    /// What the page is told of a failure; empty for none.
    pub error: JsonText,
    /// The issuer's id of an accepted operation.
    pub task_id: Option<String>,
    /// When the order that is meant began. A later one under the same key is not moved.
    pub created_ms: Option<u64>,
    /// The time.
    pub now_ms: u64,
    /// How long the entry is kept from now on.
    pub keep_ms: u64,
    /// A line of the audit that is kept together with the change.
    pub audit: Option<AuditLine>,
}

/// What two deliveries of one event share.
///
/// ```
/// use cardlatch::{callbacks::Strength, edge::ledger::DeliveryKey};
/// let key = DeliveryKey { text: "artha:b3190d".into(), strength: Strength::Id };
/// assert_eq!(key.strength.as_str(), "id"); // it is kept, one that is derived is not for long
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryKey {
    /// A text without card data.
    pub text: String,
    /// How long it is worth something.
    pub strength: Strength,
}

/// A callback that came.
///
/// ```
/// # use cardlatch::callbacks::{Progress, Trust};
/// # use cardlatch::edge::ledger::{Claim, Delivery, Ledger, MemoryLedger};
/// # let delivery = Delivery {
/// #     issuer: "main".into(), key: None, card_id: Some("c-1".into()),
/// #     task_id: Some("b3190d".into()), action: None, progress: Progress::Done,
/// #     trust: Trust::Signed, now_ms: 3_000, lease_ms: 60_000,
/// # };
/// let taken = MemoryLedger::new().take(&delivery)?;
/// assert_eq!(taken.state, Claim::New); // without a key each delivery is new
/// # Ok::<(), cardlatch::edge::ledger::LedgerFailed>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The issuer's name in the proxy.
    pub issuer: String,
    /// What other deliveries of the same event share; without it each is new.
    pub key: Option<DeliveryKey>,
    /// The card.
    pub card_id: Option<String>,
    /// The issuer's id of what is answered.
    pub task_id: Option<String>,
    /// The action, as in JavaScript, where the event names it.
    pub action: Option<String>,
    /// How it went.
    pub progress: Progress,
    /// How far it may be believed.
    pub trust: Trust,
    /// The time.
    pub now_ms: u64,
    /// How long handling it may take. When it is over, another delivery of it is new again.
    pub lease_ms: u64,
}

/// Whether a delivery is to be handled.
///
/// ```
/// # use cardlatch::callbacks::{Progress, Strength, Trust};
/// # use cardlatch::edge::ledger::{Claim, Delivery, DeliveryKey, Ledger, MemoryLedger};
/// # let delivery = Delivery {
/// #     issuer: "main".into(), key: None, card_id: Some("c-1".into()),
/// #     task_id: Some("b3190d".into()), action: None, progress: Progress::Done,
/// #     trust: Trust::Signed, now_ms: 3_000, lease_ms: 60_000,
/// # };
/// # let key = Some(DeliveryKey { text: "artha:b3190d".into(), strength: Strength::Id });
/// let delivery = Delivery { key, ..delivery };
/// let ledger = MemoryLedger::new();
/// assert_eq!(ledger.take(&delivery)?.state, Claim::New);
/// assert_eq!(ledger.take(&delivery)?.state, Claim::Busy); // somebody handles it
/// ledger.keep(&delivery, true)?;
/// assert_eq!(ledger.take(&delivery)?.state, Claim::Seen);
/// # Ok::<(), cardlatch::edge::ledger::LedgerFailed>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Claim {
    /// Yes: it is claimed until its lease is over.
    New,
    /// It was handled before.
    Seen,
    /// Somebody handles the same event now.
    Busy,
}

impl Claim {
    /// Each.
    pub const ALL: [Self; 3] = [Self::New, Self::Seen, Self::Busy];

    /// The stable name.
    ///
    /// ```
    /// assert_eq!(cardlatch::edge::ledger::Claim::Seen.as_str(), "seen");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Seen => "seen",
            Self::Busy => "busy",
        }
    }

    /// The state with this name.
    ///
    /// ```
    /// use cardlatch::edge::ledger::Claim;
    /// assert_eq!(Claim::from_text("seen"), Some(Claim::Seen));
    /// assert_eq!(Claim::from_text("lost"), None);
    /// ```
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|state| state.as_str() == text)
    }
}

/// What a delivery met.
///
/// ```
/// # use cardlatch::callbacks::{Progress, Trust};
/// # use cardlatch::edge::ledger::{Delivery, Ledger, MemoryLedger};
/// # let delivery = Delivery {
/// #     issuer: "main".into(), key: None, card_id: Some("c-1".into()),
/// #     task_id: Some("b3190d".into()), action: None, progress: Progress::Done,
/// #     trust: Trust::Signed, now_ms: 3_000, lease_ms: 60_000,
/// # };
/// let taken = MemoryLedger::new().take(&delivery)?;
/// assert!(taken.settled.is_empty() && taken.open.is_empty()); // nothing was asked for before
/// # Ok::<(), cardlatch::edge::ledger::LedgerFailed>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Whether it is to be handled.
    pub state: Claim,
    /// The operations that it answers; empty unless it is new.
    pub settled: Vec<LedgerEntry>,
    /// The card's operations that are still `Accepted` or `Unknown`; empty unless it is new.
    pub open: Vec<LedgerEntry>,
}

/// A line of the audit: who did what, and what came of it. No line holds a secret.
///
/// ```
/// # use cardlatch::edge::ledger::{AuditLine, Ledger, MemoryLedger};
/// # let line = AuditLine {
/// #     at_ms: 1_000, who: "alice".into(), what: "freeze".into(), issuer: "main".into(),
/// #     card_id: Some("c-1".into()), operation: Some("op-1".into()), outcome: "accepted".into(),
/// #     effect: None,
/// # };
/// let ledger = MemoryLedger::new();
/// ledger.audit(&line)?;
/// assert_eq!(ledger.lines(), [line]);
/// # Ok::<(), cardlatch::edge::ledger::LedgerFailed>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditLine {
    /// When.
    pub at_ms: u64,
    /// The principal, or the issuer for a callback.
    pub who: String,
    /// The operation's name, or `callback`.
    pub what: String,
    /// The issuer's name in the proxy.
    pub issuer: String,
    /// The card.
    pub card_id: Option<String>,
    /// The operation's id.
    pub operation: Option<String>,
    /// A state, a result or the code of a problem.
    pub outcome: String,
    /// What a failure did to the card: `none` or `unknown`.
    pub effect: Option<String>,
}

/// The ledger cannot be reached or has no room. What `reserve` may have left is a lease, which ends by
/// itself; `record` may be repeated.
///
/// What the proxy answers then is a 503, and nothing is executed.
///
/// ```
/// use cardlatch::edge::ledger::LedgerFailed;
/// let reached: Result<(), LedgerFailed> = Err(LedgerFailed);
/// assert!(reached.is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LedgerFailed;

/// What keeps operations, claims and the audit. `docs/ledger.md` says what each method must hold.
///
/// ```
/// # use cardlatch::edge::ledger::{EntryState, Ledger, LedgerAsk, LedgerChange};
/// # use cardlatch::edge::ledger::{MemoryLedger, RecordState, Verdict};
/// # use cardlatch::json::JsonText;
/// # let ask = LedgerAsk {
/// #     operation: "op-1".into(), shard: "c-1".into(), principal: "alice".into(),
/// #     issuer: "main".into(), card_id: Some("c-1".into()), action: "freeze".into(),
/// #     fingerprint: "f".into(), now_ms: 1_000, lease_ms: 60_000, wait_ms: 0,
/// #     keep_ms: 86_400_000, reconcile: false,
/// # };
/// # let change = LedgerChange {
/// #     operation: "op-1".into(), shard: "c-1".into(), issuer: "main".into(),
/// #     state: RecordState::Accepted, outcome: JsonText::default(), error: JsonText::default(),
/// #     task_id: Some("b3190d".into()), created_ms: None, now_ms: 2_000, keep_ms: 86_400_000,
/// #     audit: None,
/// # };
/// let ledger = MemoryLedger::new();
/// assert_eq!(ledger.reserve(&ask)?.verdict, Verdict::Go); // now the issuer is called
/// ledger.record(&change)?; // it took the order
/// let again = ledger.reserve(&ask)?;
/// assert_eq!(again.verdict, Verdict::Known); // nothing is called a second time
/// assert_eq!(again.entry.map(|entry| entry.state), Some(EntryState::Accepted));
/// # Ok::<(), cardlatch::edge::ledger::LedgerFailed>(())
/// ```
pub trait Ledger {
    /// Asks for leave to execute. Waits, first come, first served, until nothing else runs on the
    /// shard, and at most `wait_ms`.
    ///
    /// # Errors
    ///
    /// [`LedgerFailed`].
    ///
    /// ```
    /// # use cardlatch::edge::ledger::{Ledger, LedgerAsk, MemoryLedger, Verdict};
    /// # let ask = LedgerAsk {
    /// #     operation: "op-1".into(), shard: "c-1".into(), principal: "alice".into(),
    /// #     issuer: "main".into(), card_id: Some("c-1".into()), action: "freeze".into(),
    /// #     fingerprint: "f".into(), now_ms: 1_000, lease_ms: 60_000, wait_ms: 0,
    /// #     keep_ms: 86_400_000, reconcile: false,
    /// # };
    /// let ledger = MemoryLedger::new();
    /// ledger.reserve(&ask)?;
    /// let other = LedgerAsk { operation: "op-2".into(), ..ask }; // on the same card
    /// assert_eq!(ledger.reserve(&other)?.verdict, Verdict::Busy); // `wait_ms` is over
    /// # Ok::<(), cardlatch::edge::ledger::LedgerFailed>(())
    /// ```
    fn reserve(&self, ask: &LedgerAsk) -> Result<Reserved, LedgerFailed>;

    /// Ends what runs, or moves on what was left `Unknown` or `Accepted`. A repeat changes nothing.
    ///
    /// # Errors
    ///
    /// [`LedgerFailed`].
    ///
    /// ```
    /// # use cardlatch::edge::ledger::{Ledger, LedgerAsk, LedgerChange, MemoryLedger, RecordState};
    /// # use cardlatch::json::JsonText;
    /// # let ask = LedgerAsk {
    /// #     operation: "op-1".into(), shard: "c-1".into(), principal: "alice".into(),
    /// #     issuer: "main".into(), card_id: Some("c-1".into()), action: "freeze".into(),
    /// #     fingerprint: "f".into(), now_ms: 1_000, lease_ms: 60_000, wait_ms: 0,
    /// #     keep_ms: 86_400_000, reconcile: false,
    /// # };
    /// # let change = LedgerChange {
    /// #     operation: "op-1".into(), shard: "c-1".into(), issuer: "main".into(),
    /// #     state: RecordState::Accepted, outcome: JsonText::default(), error: JsonText::default(),
    /// #     task_id: Some("b3190d".into()), created_ms: None, now_ms: 2_000, keep_ms: 86_400_000,
    /// #     audit: None,
    /// # };
    /// let ledger = MemoryLedger::new();
    /// ledger.reserve(&ask)?;
    /// let change = LedgerChange { state: RecordState::Free, ..change }; // nothing was sent
    /// assert_eq!(ledger.record(&change)?, None);
    /// assert_eq!(ledger.find("op-1", "c-1", 2_000)?, None);
    /// # Ok::<(), cardlatch::edge::ledger::LedgerFailed>(())
    /// ```
    fn record(&self, change: &LedgerChange) -> Result<Option<LedgerEntry>, LedgerFailed>;

    /// An operation as it stands.
    ///
    /// # Errors
    ///
    /// [`LedgerFailed`].
    ///
    /// ```
    /// # use cardlatch::edge::ledger::{EntryState, Ledger, LedgerAsk, MemoryLedger};
    /// # let ask = LedgerAsk {
    /// #     operation: "op-1".into(), shard: "c-1".into(), principal: "alice".into(),
    /// #     issuer: "main".into(), card_id: Some("c-1".into()), action: "freeze".into(),
    /// #     fingerprint: "f".into(), now_ms: 1_000, lease_ms: 60_000, wait_ms: 0,
    /// #     keep_ms: 86_400_000, reconcile: false,
    /// # };
    /// let ledger = MemoryLedger::new();
    /// ledger.reserve(&ask)?; // with a lease of a minute
    /// let late = ledger.find("op-1", "c-1", 61_001)?.map(|entry| entry.state);
    /// assert_eq!(late, Some(EntryState::Unknown)); // whoever executed it vanished
    /// # Ok::<(), cardlatch::edge::ledger::LedgerFailed>(())
    /// ```
    fn find(
        &self,
        operation: &str,
        shard: &str,
        now_ms: u64,
    ) -> Result<Option<LedgerEntry>, LedgerFailed>;

    /// Claims a callback and settles what it answers.
    ///
    /// # Errors
    ///
    /// [`LedgerFailed`].
    ///
    /// ```
    /// # use cardlatch::edge::ledger::{Delivery, EntryState, Ledger, LedgerAsk};
    /// # use cardlatch::edge::ledger::{LedgerChange, MemoryLedger, RecordState};
    /// # use cardlatch::callbacks::{Progress, Trust};
    /// # use cardlatch::json::JsonText;
    /// # let ask = LedgerAsk {
    /// #     operation: "op-1".into(), shard: "c-1".into(), principal: "alice".into(),
    /// #     issuer: "main".into(), card_id: Some("c-1".into()), action: "freeze".into(),
    /// #     fingerprint: "f".into(), now_ms: 1_000, lease_ms: 60_000, wait_ms: 0,
    /// #     keep_ms: 86_400_000, reconcile: false,
    /// # };
    /// # let change = LedgerChange {
    /// #     operation: "op-1".into(), shard: "c-1".into(), issuer: "main".into(),
    /// #     state: RecordState::Accepted, outcome: JsonText::default(), error: JsonText::default(),
    /// #     task_id: Some("b3190d".into()), created_ms: None, now_ms: 2_000, keep_ms: 86_400_000,
    /// #     audit: None,
    /// # };
    /// # let delivery = Delivery {
    /// #     issuer: "main".into(), key: None, card_id: Some("c-1".into()),
    /// #     task_id: Some("b3190d".into()), action: None, progress: Progress::Done,
    /// #     trust: Trust::Signed, now_ms: 3_000, lease_ms: 60_000,
    /// # };
    /// let ledger = MemoryLedger::new();
    /// ledger.reserve(&ask)?;
    /// ledger.record(&change)?; // accepted, with the task's id
    /// let taken = ledger.take(&delivery)?; // of that task, signed, and done
    /// assert_eq!(taken.settled[0].state, EntryState::Done);
    /// # Ok::<(), cardlatch::edge::ledger::LedgerFailed>(())
    /// ```
    fn take(&self, delivery: &Delivery) -> Result<Taken, LedgerFailed>;

    /// Keeps the claim, or gives it back.
    ///
    /// # Errors
    ///
    /// [`LedgerFailed`].
    ///
    /// ```
    /// # use cardlatch::callbacks::{Progress, Strength, Trust};
    /// # use cardlatch::edge::ledger::{Claim, Delivery, DeliveryKey, Ledger, MemoryLedger};
    /// # let delivery = Delivery {
    /// #     issuer: "main".into(), key: None, card_id: Some("c-1".into()),
    /// #     task_id: Some("b3190d".into()), action: None, progress: Progress::Done,
    /// #     trust: Trust::Signed, now_ms: 3_000, lease_ms: 60_000,
    /// # };
    /// # let key = Some(DeliveryKey { text: "artha:b3190d".into(), strength: Strength::Id });
    /// # let delivery = Delivery { key, ..delivery };
    /// let ledger = MemoryLedger::new();
    /// ledger.take(&delivery)?;
    /// ledger.keep(&delivery, false)?; // the program could not handle it
    /// assert_eq!(ledger.take(&delivery)?.state, Claim::New); // so the issuer's next one counts
    /// # Ok::<(), cardlatch::edge::ledger::LedgerFailed>(())
    /// ```
    fn keep(&self, delivery: &Delivery, handled: bool) -> Result<(), LedgerFailed>;

    /// Appends a line to the audit.
    ///
    /// # Errors
    ///
    /// [`LedgerFailed`].
    ///
    /// ```
    /// # use cardlatch::edge::ledger::{AuditLine, Ledger, MemoryLedger};
    /// # let line = AuditLine {
    /// #     at_ms: 1_000, who: "alice".into(), what: "freeze".into(), issuer: "main".into(),
    /// #     card_id: Some("c-1".into()), operation: Some("op-1".into()), outcome: "accepted".into(),
    /// #     effect: None,
    /// # };
    /// let ledger = MemoryLedger::new();
    /// ledger.audit(&line)?;
    /// assert_eq!(ledger.lines().len(), 1);
    /// # Ok::<(), cardlatch::edge::ledger::LedgerFailed>(())
    /// ```
    fn audit(&self, line: &AuditLine) -> Result<(), LedgerFailed>;

    /// Ends the leases that are over and forgets what is out of date; gives how many entries changed.
    ///
    /// # Errors
    ///
    /// [`LedgerFailed`].
    ///
    /// ```
    /// # use cardlatch::edge::ledger::{Ledger, LedgerAsk, MemoryLedger};
    /// # let ask = LedgerAsk {
    /// #     operation: "op-1".into(), shard: "c-1".into(), principal: "alice".into(),
    /// #     issuer: "main".into(), card_id: Some("c-1".into()), action: "freeze".into(),
    /// #     fingerprint: "f".into(), now_ms: 1_000, lease_ms: 60_000, wait_ms: 0,
    /// #     keep_ms: 86_400_000, reconcile: false,
    /// # };
    /// let ledger = MemoryLedger::new();
    /// ledger.reserve(&ask)?;
    /// assert_eq!(ledger.expire(1_000)?, 0); // its lease is not over
    /// # Ok::<(), cardlatch::edge::ledger::LedgerFailed>(())
    /// ```
    fn expire(&self, now_ms: u64) -> Result<usize, LedgerFailed>;
}
