//! What a ledger decides, as functions of what it holds, what is asked and the time.

use crate::callbacks::{Progress, Strength, Trust};
use crate::edge::ledger::{
    Claim, Delivery, EntryState, LedgerAsk, LedgerChange, LedgerEntry, RecordState, Verdict,
};
use crate::json::{JsonText, Writer};
use crate::prelude::*;

const HOUR_MS: u64 = 3_600_000;

/// How long a callback that came before its task id was recorded is kept.
pub(super) const EARLY_MS: u64 = HOUR_MS;

/// How long a claim of a callback is kept. A derived key is also that of the same event a second time.
const fn claim_ms(strength: Strength) -> u64 {
    match strength {
        Strength::Id => 720 * HOUR_MS,
        Strength::Derived => HOUR_MS / 6,
    }
}

/// The later of two changes has the greater number, also within one millisecond.
fn next_ms(entry: &LedgerEntry, now: u64) -> u64 {
    now.max(entry.updated_ms.saturating_add(1))
}

/// Whether an entry is out of date; one that runs has its lease first.
pub(super) fn is_over(entry: &LedgerEntry, now: u64) -> bool {
    entry.expires_ms <= now && entry.lease_ends_ms.is_none_or(|end| end <= now)
}

/// Ends a lease that is over; says whether it was.
pub(super) fn lapse(entry: &mut LedgerEntry, now: u64) -> bool {
    let Some(end) = entry.lease_ends_ms.filter(|end| *end <= now) else {
        return false;
    };
    entry.updated_ms = next_ms(entry, end);
    entry.state = EntryState::Unknown;
    entry.lease_ends_ms = None;
    true
}

/// May it go? Nothing stands for: wait.
pub(super) fn verdict(
    entry: Option<&LedgerEntry>,
    is_free: bool,
    ask: &LedgerAsk,
) -> Option<Verdict> {
    let Some(entry) = entry else {
        return is_free.then_some(Verdict::Go);
    };
    if entry.fingerprint != ask.fingerprint || entry.principal != ask.principal {
        return Some(Verdict::Reused);
    }
    match entry.state {
        EntryState::Running => Some(Verdict::Running),
        EntryState::Unknown if ask.reconcile => is_free.then_some(Verdict::Go),
        _ => Some(Verdict::Known),
    }
}

/// The entry of what goes now; `before` is what it was, where it is taken up again.
pub(super) fn begun(before: Option<&LedgerEntry>, ask: &LedgerAsk, now: u64) -> LedgerEntry {
    let lease_ends_ms = now.saturating_add(ask.lease_ms);
    LedgerEntry {
        operation: ask.operation.clone(),
        shard: ask.shard.clone(),
        principal: ask.principal.clone(),
        issuer: ask.issuer.clone(),
        card_id: ask.card_id.clone(),
        action: ask.action.clone(),
        fingerprint: ask.fingerprint.clone(),
        state: EntryState::Running,
        outcome: JsonText::default(),
        error: JsonText::default(),
        task_id: before.and_then(|entry| entry.task_id.clone()),
        created_ms: before.map_or(now, |entry| entry.created_ms),
        updated_ms: before.map_or(now, |entry| next_ms(entry, now)),
        lease_ends_ms: Some(lease_ends_ms),
        // Should nobody record how it ends, it is kept as unknown for its whole time.
        expires_ms: lease_ends_ms.saturating_add(ask.keep_ms),
    }
}

/// Whether a change moves an entry. A repeat does not, so that its line of the audit stands there once.
pub(super) fn moves(entry: &LedgerEntry, change: &LedgerChange) -> bool {
    // A repeat may come when its order is forgotten and the key is at work again.
    if change.created_ms.is_some_and(|created| created != entry.created_ms) {
        return false;
    }
    match entry.state {
        EntryState::Running => true,
        EntryState::Accepted => matches!(change.state, RecordState::Done | RecordState::Failed),
        // Whoever lost the lease may still come and say how it ended.
        EntryState::Unknown => {
            change.state != RecordState::Unknown
                || (entry.error.is_empty() && !change.error.is_empty())
        }
        EntryState::Done | EntryState::Failed => false,
    }
}

/// Moves an entry to where its execution ended.
pub(super) fn end(entry: &mut LedgerEntry, state: EntryState, change: &LedgerChange) {
    entry.state = state;
    entry.outcome = change.outcome.clone();
    entry.error = change.error.clone();
    if change.task_id.is_some() {
        entry.task_id.clone_from(&change.task_id);
    }
    entry.lease_ends_ms = None;
    entry.updated_ms = next_ms(entry, change.now_ms);
    entry.expires_ms = change.now_ms.saturating_add(change.keep_ms);
}

/// Whether a callback says how something ended, and may be believed.
pub(super) fn settles(delivery: &Delivery) -> bool {
    matches!(delivery.progress, Progress::Done | Progress::Failed)
        && matches!(delivery.trust, Trust::Signed | Trust::Origin)
}

/// Leaves an entry as a callback says it ended; what is final stays.
pub(super) fn settle(entry: &mut LedgerEntry, progress: Progress, task_id: Option<&str>, now: u64) {
    if entry.state.is_final() {
        return;
    }
    if entry.task_id.is_none() {
        entry.task_id = task_id.map(ToOwned::to_owned);
    }
    (entry.state, entry.outcome, entry.error) = match progress {
        Progress::Done => (EntryState::Done, completed(entry), JsonText::default()),
        _ => (EntryState::Failed, JsonText::default(), rejected(entry)),
    };
    entry.lease_ends_ms = None;
    entry.updated_ms = next_ms(entry, now);
}

/// What the page was told before, now completed.
fn completed(entry: &LedgerEntry) -> JsonText {
    let mut out = Writer::new();
    let told = entry.outcome.json();
    let about = [
        ("action", Some(entry.action.as_str())),
        ("cardId", entry.card_id.as_deref()),
        ("taskId", entry.task_id.as_deref()),
    ];
    for (name, value) in about {
        if !told.get(name).is_there() {
            out.some(name, value);
        }
    }
    for (name, value) in told.fields() {
        let name = name.text().unwrap_or_default();
        if name != "result" && name != "confirmed" {
            out.raw(&name, value.as_str());
        }
    }
    out.text("result", "completed");
    out.raw("confirmed", "true");
    JsonText::trusted(out.end())
}

fn rejected(entry: &LedgerEntry) -> JsonText {
    let mut out = Writer::new();
    out.text("code", "issuer_rejected");
    out.text("effect", "none");
    out.raw("retryable", "false");
    out.text("action", &entry.action);
    out.some("cardId", entry.card_id.as_deref());
    JsonText::trusted(out.end())
}

/// A claim of a callback.
#[derive(Clone)]
pub(super) struct Held {
    since_ms: u64,
    lease_ends_ms: u64,
    pub(super) expires_ms: u64,
    is_handled: bool,
    /// The operation that it answers, so that a second delivery answers no other.
    pub(super) answers: Option<String>,
}

/// Claims a callback: `held` is the claim of another delivery of it. The claim is new, or there is none.
pub(super) fn claim(
    held: Option<&Held>,
    strength: Strength,
    delivery: &Delivery,
) -> Result<Held, Claim> {
    let now = delivery.now_ms;
    let held = held.filter(|held| held.expires_ms > now);
    match held {
        Some(held) if held.is_handled => Err(Claim::Seen),
        Some(held) if held.lease_ends_ms > now => Err(Claim::Busy),
        _ => Ok(Held {
            since_ms: now,
            lease_ends_ms: now.saturating_add(delivery.lease_ms),
            expires_ms: now.saturating_add(claim_ms(strength)),
            is_handled: false,
            answers: held.and_then(|held| held.answers.clone()),
        }),
    }
}

impl Held {
    /// Keeps the claim, or gives it back.
    pub(super) fn keep(&mut self, now: u64, is_handled: bool) {
        if is_handled {
            self.is_handled = true;
        } else if self.since_ms == now {
            // Whoever was too slow does not give back what another holds now.
            self.lease_ends_ms = now;
        }
    }
}

/// The oldest accepted operation that a callback without a known task id can be about.
pub(super) fn oldest<'a>(
    entries: impl Iterator<Item = &'a LedgerEntry> + Clone,
    delivery: &Delivery,
) -> Option<&'a LedgerEntry> {
    let alike = entries.filter(|entry| delivery.action.as_deref() == Some(&entry.action));
    // Its task id may be that of the one under way.
    let is_running = alike.clone().any(|entry| entry.state == EntryState::Running);
    if delivery.task_id.is_some() && is_running {
        return None;
    }
    alike
        .filter(|entry| entry.state == EntryState::Accepted && entry.task_id.is_none())
        .min_by_key(|entry| entry.created_ms)
}
