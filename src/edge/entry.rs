//! What the proxy and its ledger tell each other. Nothing here is secret: an entry holds what the page
//! was told, and hashes.

use crate::edge::names::names;
use crate::json::{Json, Writer};
use crate::prelude::*;

names! {
    /// How far an operation is.
    LedgerState {
        /// It runs, under a lease.
        Running = "running",
        /// The issuer took it; a callback tells the rest.
        Accepted = "accepted",
        /// It is done.
        Done = "done",
        /// It did not happen.
        Failed = "failed",
        /// What it did is not known.
        Unknown = "unknown",
    }
}

names! {
    /// What a ledger says to an operation that wants to begin.
    LedgerVerdict {
        /// It is `running` now, under a lease.
        Go = "go",
        /// The same key still runs.
        Running = "running",
        /// The same key was there before; its entry says what became of it.
        Known = "known",
        /// The key was used for something else.
        Reused = "reused",
        /// Others kept the card busy for too long.
        Busy = "busy",
    }
}

names! {
    /// Whether a callback was there before.
    DeliveryState {
        /// It was not; it is claimed now.
        New = "new",
        /// It was, and was handled.
        Seen = "seen",
        /// It is being handled.
        Busy = "busy",
    }
}

impl LedgerState {
    /// Whether nothing more will become of it.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Done | Self::Failed)
    }
}

/// An operation that wants to begin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LedgerAsk {
    /// The operation: tag, issuer and card with `~` between them.
    pub operation: String,
    /// What may run one after the other only.
    pub shard: String,
    /// Who asks.
    pub principal: String,
    /// The name of the issuer.
    pub issuer: String,
    /// The card; none for a new one.
    pub card_id: Option<String>,
    /// The name of what is done.
    pub action: String,
    /// A hash over what is done, keyed by the page's key.
    pub fingerprint: String,
    /// The Unix time in milliseconds.
    pub now_ms: u64,
    /// How long the lease is.
    pub lease_ms: u64,
    /// How long to wait for others.
    pub wait_ms: u64,
    /// How long the key is kept.
    pub keep_ms: u64,
    /// An entry that is `unknown` is taken up to learn what became of it.
    pub reconcile: bool,
}

/// What is known of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerEntry {
    /// As in [`LedgerAsk`].
    pub operation: String,
    /// As in [`LedgerAsk`].
    pub shard: String,
    /// As in [`LedgerAsk`].
    pub principal: String,
    /// As in [`LedgerAsk`].
    pub issuer: String,
    /// As in [`LedgerAsk`].
    pub card_id: Option<String>,
    /// As in [`LedgerAsk`].
    pub action: String,
    /// As in [`LedgerAsk`].
    pub fingerprint: String,
    /// How far it is.
    pub state: LedgerState,
    /// What the page was told, as a JSON object.
    pub outcome: Option<String>,
    /// The problem that the page was told, as a JSON object.
    pub error: Option<String>,
    /// The issuer's id of an accepted action.
    pub task_id: Option<String>,
    /// When it began, as Unix time in milliseconds.
    pub created_ms: u64,
    /// When it last changed.
    pub updated_ms: u64,
    /// When the lease is over.
    pub lease_ends_ms: Option<u64>,
    /// When it is forgotten.
    pub expires_ms: u64,
}

/// How an entry moves on: to a state, or away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerChange {
    /// The operation.
    pub operation: String,
    /// Its shard.
    pub shard: String,
    /// The state; none forgets the entry, so that its key may run again.
    pub state: Option<LedgerState>,
    /// What the page is told, as a JSON object.
    pub outcome: Option<String>,
    /// The problem that the page is told, as a JSON object.
    pub error: Option<String>,
    /// The issuer's id of an accepted action.
    pub task_id: Option<String>,
    /// The name of the issuer.
    pub issuer: String,
    /// The Unix time in milliseconds.
    pub now_ms: u64,
    /// How long the key is kept.
    pub keep_ms: u64,
    /// Written down with the change, or not at all.
    pub audit: Option<AuditLine>,
}

/// A callback that came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LedgerDelivery {
    /// The name of the issuer.
    pub issuer: String,
    /// What two deliveries of one event share, and whether that is the issuer's own id.
    pub key: Option<DeliveryKey>,
    /// The card.
    pub card_id: Option<String>,
    /// The issuer's id of what is answered.
    pub task_id: Option<String>,
    /// The name of the action.
    pub action: Option<String>,
    /// `done`, `failed`, `pending` or `unknown`.
    pub progress: String,
    /// `signed`, `origin` or `read_card_first`.
    pub trust: String,
    /// The Unix time in milliseconds.
    pub now_ms: u64,
    /// How long the delivery is claimed.
    pub lease_ms: u64,
}

/// What two deliveries of one event share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryKey {
    /// A text without card data.
    pub text: String,
    /// `id` or `derived`.
    pub strength: String,
}

/// What a ledger says to a callback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerTaken {
    /// Whether it was there before.
    pub state: DeliveryState,
    /// The operations that it settled.
    pub settled: Vec<LedgerEntry>,
    /// The operations of the card that are not settled.
    pub open: Vec<LedgerEntry>,
}

/// A line of the audit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditLine {
    /// The Unix time in milliseconds.
    pub at_ms: u64,
    /// The principal, or `issuer`.
    pub who: String,
    /// The name of what was asked, or `callback`.
    pub what: String,
    /// The name of the issuer.
    pub issuer: String,
    /// The card.
    pub card_id: Option<String>,
    /// The operation.
    pub operation: Option<String>,
    /// A state, a result or the code of a problem.
    pub outcome: String,
    /// The effect of a failure.
    pub effect: Option<String>,
}

impl LedgerEntry {
    /// The entry that JSON tells of; nothing where it is none.
    #[must_use]
    pub fn of(told: Json<'_>) -> Option<Self> {
        Some(Self {
            operation: told.get("operation").text()?,
            shard: told.get("shard").text()?,
            principal: told.get("principal").text()?,
            issuer: told.get("issuer").text()?,
            card_id: told.get("cardId").text(),
            action: told.get("action").text()?,
            fingerprint: told.get("fingerprint").text()?,
            state: LedgerState::from_text(&told.get("state").text()?)?,
            outcome: object(told.get("outcome")),
            error: object(told.get("error")),
            task_id: told.get("taskId").text(),
            created_ms: told.get("createdMs").whole()?,
            updated_ms: told.get("updatedMs").whole()?,
            lease_ends_ms: told.get("leaseEndsMs").whole(),
            expires_ms: told.get("expiresMs").whole()?,
        })
    }

    /// The entry as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        let mut out = Writer::new();
        out.text("operation", &self.operation);
        out.text("shard", &self.shard);
        out.text("principal", &self.principal);
        out.text("issuer", &self.issuer);
        put_card(&mut out, self.card_id.as_deref());
        out.text("action", &self.action);
        out.text("fingerprint", &self.fingerprint);
        out.text("state", self.state.as_str());
        put_object(&mut out, "outcome", self.outcome.as_deref());
        put_object(&mut out, "error", self.error.as_deref());
        out.some("taskId", self.task_id.as_deref());
        out.whole("createdMs", self.created_ms);
        out.whole("updatedMs", self.updated_ms);
        if let Some(end) = self.lease_ends_ms {
            out.whole("leaseEndsMs", end);
        }
        out.whole("expiresMs", self.expires_ms);
        out.end()
    }
}

impl LedgerAsk {
    /// The ask as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        let mut out = Writer::new();
        out.text("operation", &self.operation);
        out.text("shard", &self.shard);
        out.text("principal", &self.principal);
        out.text("issuer", &self.issuer);
        put_card(&mut out, self.card_id.as_deref());
        out.text("action", &self.action);
        out.text("fingerprint", &self.fingerprint);
        out.whole("nowMs", self.now_ms);
        out.whole("leaseMs", self.lease_ms);
        out.whole("waitMs", self.wait_ms);
        out.whole("keepMs", self.keep_ms);
        if self.reconcile {
            out.raw("reconcile", "true");
        }
        out.end()
    }
}

impl LedgerChange {
    /// The change as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        let mut out = Writer::new();
        out.text("operation", &self.operation);
        out.text("shard", &self.shard);
        out.text("state", self.state.map_or("free", LedgerState::as_str));
        put_object(&mut out, "outcome", self.outcome.as_deref());
        put_object(&mut out, "error", self.error.as_deref());
        out.some("taskId", self.task_id.as_deref());
        out.text("issuer", &self.issuer);
        out.whole("nowMs", self.now_ms);
        out.whole("keepMs", self.keep_ms);
        if let Some(line) = &self.audit {
            out.raw("audit", &line.json());
        }
        out.end()
    }
}

impl LedgerDelivery {
    /// The delivery as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        let mut out = Writer::new();
        out.text("issuer", &self.issuer);
        if let Some(key) = &self.key {
            let mut inner = Writer::new();
            inner.text("text", &key.text);
            inner.text("strength", &key.strength);
            out.raw("key", &inner.end());
        }
        out.some("cardId", self.card_id.as_deref());
        out.some("taskId", self.task_id.as_deref());
        out.some("action", self.action.as_deref());
        out.text("progress", &self.progress);
        out.text("trust", &self.trust);
        out.whole("nowMs", self.now_ms);
        out.whole("leaseMs", self.lease_ms);
        out.end()
    }
}

impl LedgerTaken {
    /// What JSON tells; nothing where it is something else.
    #[must_use]
    pub fn of(told: Json<'_>) -> Option<Self> {
        let entries = |name| told.get(name).parts().map(LedgerEntry::of).collect();
        Some(Self {
            state: DeliveryState::from_text(&told.get("state").text()?)?,
            settled: if told.get("settled").is_list() {
                entries("settled")
            } else {
                Some(Vec::new())
            }?,
            open: if told.get("open").is_list() { entries("open") } else { Some(Vec::new()) }?,
        })
    }
}

impl AuditLine {
    /// The line as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        let mut out = Writer::new();
        out.whole("atMs", self.at_ms);
        out.text("who", &self.who);
        out.text("what", &self.what);
        out.text("issuer", &self.issuer);
        out.some("cardId", self.card_id.as_deref());
        out.some("operation", self.operation.as_deref());
        out.text("outcome", &self.outcome);
        out.some("effect", self.effect.as_deref());
        out.end()
    }
}

fn object(value: Json<'_>) -> Option<String> {
    value.is_object().then(|| value.as_str().to_owned())
}

fn put_card(out: &mut Writer, card: Option<&str>) {
    match card {
        Some(card) => out.text("cardId", card),
        None => out.raw("cardId", "null"),
    }
}

fn put_object(out: &mut Writer, name: &str, object: Option<&str>) {
    if let Some(object) = object {
        out.raw(name, object);
    }
}
