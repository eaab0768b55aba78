//! What the proxy and its ledger tell each other, as JSON.

use crate::callbacks::{Progress, Strength, Trust};
use crate::edge::ledger::{
    AuditLine, Claim, Delivery, DeliveryKey, EntryState, LedgerAsk, LedgerChange, LedgerEntry,
    Taken,
};
use crate::json::{Json, JsonText, Writer};
use crate::prelude::*;
use crate::text::{is_one_of, parts};

/// The kinds of events that tell how an operation ended.
const ENDS: &str = "action.completed action.failed card.state topup";

/// The texts that an entry must have.
const TEXTS: &str = "operation shard principal issuer action fingerprint";
/// The times that an entry must have.
const TIMES: &str = "createdMs updatedMs expiresMs";

impl LedgerEntry {
    /// The entry that JSON tells of; nothing where it is none.
    #[must_use]
    pub fn of(told: Json<'_>) -> Option<Self> {
        // All is looked at before anything is made: so there is nothing to be dropped on the way.
        let is_whole = parts(TEXTS, b' ').all(|name| told.get(name).is_text())
            && parts(TIMES, b' ').all(|name| told.get(name).whole().is_some());
        let state = EntryState::from_text(&told.get("state").text()?)?;
        if !is_whole {
            return None;
        }
        let text = |name: &str| told.get(name).text().unwrap_or_default();
        let time = |name: &str| told.get(name).whole().unwrap_or_default();
        Some(Self {
            operation: text("operation"),
            shard: text("shard"),
            principal: text("principal"),
            issuer: text("issuer"),
            card_id: told.get("cardId").text(),
            action: text("action"),
            fingerprint: text("fingerprint"),
            state,
            outcome: object(told.get("outcome")),
            error: object(told.get("error")),
            task_id: told.get("taskId").text(),
            created_ms: time("createdMs"),
            updated_ms: time("updatedMs"),
            lease_ends_ms: told.get("leaseEndsMs").whole(),
            expires_ms: time("expiresMs"),
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
        let tells_end = is_one_of(ENDS, &named("kind"));
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
        Some(Self {
            state: Claim::from_text(&told.get("state").text()?)?,
            settled: entries(told.get("settled"))?,
            open: entries(told.get("open"))?,
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

/// The entries of a list, where there is one; nothing where one of them is none.
#[inline(never)]
fn entries(told: Json<'_>) -> Option<Vec<LedgerEntry>> {
    let mut all = Vec::new();
    for entry in told.parts().filter(|_| told.is_list()) {
        all.push(LedgerEntry::of(entry)?);
    }
    Some(all)
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
