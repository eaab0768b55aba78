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
    ///
    /// ```
    /// use cardlatch::{edge::ledger::LedgerEntry, json::{self, Limits}};
    /// let broken = json::check(br#"{"operation":"op-1"}"#, Limits::default())?;
    /// assert!(LedgerEntry::of(broken).is_none()); // half an entry is none
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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
    ///
    /// ```
    /// # use cardlatch::{edge::ledger::LedgerEntry, json::{self, Limits}};
    /// # let kept = r#"{"operation":"op-1","shard":"c-1","principal":"alice","issuer":"main","cardId":"c-1",
    /// #     "action":"freeze","fingerprint":"f","state":"done","createdMs":1,"updatedMs":2,"expiresMs":3}"#;
    /// let read = |text: &str| LedgerEntry::of(json::check(text.as_bytes(), Limits::default()).ok()?);
    /// let entry = read(kept).unwrap();
    /// assert_eq!(read(&entry.json()), Some(entry));
    /// ```
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
    ///
    /// ```
    /// # use cardlatch::edge::ledger::{LedgerAsk};
    /// # let ask = LedgerAsk {
    /// #     operation: "op-1".into(), shard: "c-1".into(), principal: "alice".into(),
    /// #     issuer: "main".into(), card_id: Some("c-1".into()), action: "freeze".into(),
    /// #     fingerprint: "f".into(), now_ms: 1_000, lease_ms: 60_000, wait_ms: 0,
    /// #     keep_ms: 86_400_000, reconcile: false,
    /// # };
    /// assert!(ask.json().starts_with(r#"{"operation":"op-1","shard":"c-1","#));
    /// ```
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
    ///
    /// ```
    /// # use cardlatch::json::JsonText;
    /// # use cardlatch::edge::ledger::{LedgerChange, RecordState};
    /// # let change = LedgerChange {
    /// #     operation: "op-1".into(), shard: "c-1".into(), issuer: "main".into(),
    /// #     state: RecordState::Accepted, outcome: JsonText::default(), error: JsonText::default(),
    /// #     task_id: Some("b3190d".into()), created_ms: None, now_ms: 2_000, keep_ms: 86_400_000,
    /// #     audit: None,
    /// # };
    /// assert!(change.json().contains(r#""state":"accepted","taskId":"b3190d""#));
    /// ```
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
    ///
    /// ```
    /// # use cardlatch::callbacks::{Progress, Trust};
    /// # use cardlatch::edge::ledger::{Delivery};
    /// # let delivery = Delivery {
    /// #     issuer: "main".into(), key: None, card_id: Some("c-1".into()),
    /// #     task_id: Some("b3190d".into()), action: None, progress: Progress::Done,
    /// #     trust: Trust::Signed, now_ms: 3_000, lease_ms: 60_000,
    /// # };
    /// assert!(delivery.json().contains(r#""progress":"done","trust":"signed""#));
    /// ```
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
    ///
    /// ```
    /// use cardlatch::{edge::ledger::Delivery, json::{self, Limits}};
    /// let event = br#"{"kind":"fee","taskId":"b3190d","progress":"done","trust":"signed"}"#;
    /// let event = json::check(event, Limits::default())?;
    /// let delivery = Delivery::of("main", event, 1_000, 60_000);
    /// assert_eq!(delivery.task_id, None); // a fee does not tell how the task ended
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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
    ///
    /// ```
    /// use cardlatch::{edge::ledger::{Claim, Taken}, json::{self, Limits}};
    /// let told = json::check(br#"{"state":"seen","settled":[],"open":[]}"#, Limits::default())?;
    /// assert_eq!(Taken::of(told).map(|taken| taken.state), Some(Claim::Seen));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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
    ///
    /// ```
    /// # use cardlatch::edge::ledger::{AuditLine};
    /// # let line = AuditLine {
    /// #     at_ms: 1_000, who: "alice".into(), what: "freeze".into(), issuer: "main".into(),
    /// #     card_id: Some("c-1".into()), operation: Some("op-1".into()), outcome: "accepted".into(),
    /// #     effect: None,
    /// # };
    /// assert!(line.json().starts_with(r#"{"atMs":1000,"who":"alice","what":"freeze","#));
    /// ```
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
