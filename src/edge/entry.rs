//! What the proxy and its ledger tell each other, as JSON.

use crate::callbacks::{Progress, Strength, Trust};
use crate::edge::ledger::{
    AuditLine, Claim, Delivery, DeliveryKey, EntryState, LedgerAsk, LedgerChange, LedgerEntry,
    Taken,
};
use crate::json::{Json, JsonText, Writer};
use crate::prelude::*;

/// The kinds of events that tell how an operation ended.
const ENDS: [&str; 4] = ["action.completed", "action.failed", "card.state", "topup"];

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
            state: EntryState::from_text(&told.get("state").text()?)?,
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
        put_object(&mut out, "outcome", &self.outcome);
        put_object(&mut out, "error", &self.error);
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
        out.text("state", self.state.as_str());
        put_object(&mut out, "outcome", &self.outcome);
        put_object(&mut out, "error", &self.error);
        out.some("taskId", self.task_id.as_deref());
        if let Some(created) = self.created_ms {
            out.whole("createdMs", created);
        }
        out.text("issuer", &self.issuer);
        out.whole("nowMs", self.now_ms);
        out.whole("keepMs", self.keep_ms);
        if let Some(line) = &self.audit {
            out.raw("audit", &line.json());
        }
        out.end()
    }
}

impl Delivery {
    /// The delivery as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        let mut out = Writer::new();
        out.text("issuer", &self.issuer);
        if let Some(key) = &self.key {
            let mut inner = Writer::new();
            inner.text("text", &key.text);
            inner.text("strength", key.strength.as_str());
            out.raw("key", &inner.end());
        }
        out.some("cardId", self.card_id.as_deref());
        out.some("taskId", self.task_id.as_deref());
        out.some("action", self.action.as_deref());
        out.text("progress", self.progress.as_str());
        out.text("trust", self.trust.as_str());
        out.whole("nowMs", self.now_ms);
        out.whole("leaseMs", self.lease_ms);
        out.end()
    }
}

impl Delivery {
    /// The delivery of an event that a receiver told as JSON.
    #[must_use]
    pub fn of(issuer: &str, event: Json<'_>, now_ms: u64, lease_ms: u64) -> Self {
        let word = |name: &str| event.get(name).text();
        let named = |name: &str| word(name).unwrap_or_default();
        let key = event.get("key");
        // A payment or a fee may name a task too, and says nothing of how it ended.
        let tells_end = ENDS.contains(&named("kind").as_str());
        Self {
            issuer: issuer.to_owned(),
            key: key.get("text").text().map(|text| DeliveryKey {
                text,
                strength: Strength::from_text(&key.get("strength").text().unwrap_or_default())
                    .unwrap_or(Strength::Derived),
            }),
            card_id: word("cardId"),
            task_id: word("taskId").filter(|_| tells_end),
            action: word("action").filter(|_| tells_end),
            progress: Progress::from_text(&named("progress")).unwrap_or(Progress::Unknown),
            trust: Trust::from_text(&named("trust")).unwrap_or(Trust::ReadCardFirst),
            now_ms,
            lease_ms,
        }
    }
}

impl Taken {
    /// What JSON tells; nothing where it is something else.
    #[must_use]
    pub fn of(told: Json<'_>) -> Option<Self> {
        let entries = |name| told.get(name).parts().map(LedgerEntry::of).collect();
        Some(Self {
            state: Claim::from_text(&told.get("state").text()?)?,
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

fn object(value: Json<'_>) -> JsonText {
    JsonText::trusted(if value.is_object() { value.as_str().to_owned() } else { String::new() })
}

fn put_card(out: &mut Writer, card: Option<&str>) {
    match card {
        Some(card) => out.text("cardId", card),
        None => out.raw("cardId", "null"),
    }
}

fn put_object(out: &mut Writer, name: &str, object: &JsonText) {
    if !object.is_empty() {
        out.raw(name, object.json().as_str());
    }
}
