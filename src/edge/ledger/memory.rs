//! The ledger of one process.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::callbacks::Progress;
use crate::edge::ledger::rules::{self, Held};
use crate::edge::ledger::{
    AuditLine, Claim, Delivery, EntryState, Ledger, LedgerAsk, LedgerChange, LedgerEntry,
    LedgerFailed, RecordState, Reserved, Taken, Verdict,
};
use crate::prelude::*;

/// How many entries, claims and task ids are held.
const MOST: usize = 50_000;

/// So few are not worth looking through for what is over.
const FEW: usize = 1000;

/// How many lines of the audit are held; the oldest go.
const MOST_LINES: usize = 10_000;

/// How many may wait on one shard.
const MOST_WAITING: usize = 1000;

/// One shard: its entries in the order in which they began, and who waits.
#[derive(Default)]
struct Shard {
    entries: Vec<LedgerEntry>,
    queue: VecDeque<u64>,
}

/// What is known of a task id: whose it is, or what a callback said before that was known.
#[derive(Clone)]
struct Task {
    owner: Option<(String, String)>,
    said: Option<Progress>,
    expires_ms: u64,
}

/// Issuer, card and key of a claim.
type ClaimName = (String, Option<String>, String);

#[derive(Default)]
struct Books {
    shards: BTreeMap<String, Shard>,
    claims: BTreeMap<ClaimName, Held>,
    tasks: BTreeMap<(String, String), Task>,
    lines: VecDeque<AuditLine>,
    tickets: u64,
    /// At most so many entries, claims and task ids are held.
    held: usize,
    /// When so many may be held, what is over is looked for.
    sweep_at: usize,
}

/// A ledger of one process, which forgets everything when it ends.
///
/// Its calls wait on the thread that makes them. What is in force is never dropped for room, since a key
/// that is forgotten early would let its operation run twice: a full ledger refuses.
///
/// ```
/// # use cardlatch::edge::ledger::{Ledger, LedgerAsk, MemoryLedger};
/// # let ask = LedgerAsk {
/// #     operation: "op-1".into(), shard: "c-1".into(), principal: "alice".into(),
/// #     issuer: "main".into(), card_id: Some("c-1".into()), action: "freeze".into(),
/// #     fingerprint: "f".into(), now_ms: 1_000, lease_ms: 60_000, wait_ms: 0,
/// #     keep_ms: 86_400_000, reconcile: false,
/// # };
/// let ledger = MemoryLedger::new(); // one for the process: share it
/// assert!(ledger.reserve(&ask)?.entry.is_some());
/// # Ok::<(), cardlatch::edge::ledger::LedgerFailed>(())
/// ```
#[derive(Default)]
pub struct MemoryLedger {
    books: Mutex<Books>,
    changed: Condvar,
}

impl MemoryLedger {
    /// An empty one.
    ///
    /// ```
    /// assert!(cardlatch::edge::ledger::MemoryLedger::new().lines().is_empty());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The lines of the audit, the oldest first.
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
    /// assert_eq!(ledger.lines()[0].who, "alice");
    /// # Ok::<(), cardlatch::edge::ledger::LedgerFailed>(())
    /// ```
    #[must_use]
    pub fn lines(&self) -> Vec<AuditLine> {
        self.lock().lines.iter().cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the books, and lets those who wait look again.
    fn with<T>(&self, change: impl FnOnce(&mut Books) -> T) -> T {
        let value = change(&mut self.lock());
        self.changed.notify_all();
        value
    }
}

impl Shard {
    fn find(&self, operation: &str) -> Option<&LedgerEntry> {
        self.entries.iter().find(|entry| entry.operation == operation)
    }

    fn find_mut(&mut self, operation: &str) -> Option<&mut LedgerEntry> {
        self.entries.iter_mut().find(|entry| entry.operation == operation)
    }

    /// Ends what is over; gives how many entries that changed.
    fn touch(&mut self, now: u64) -> usize {
        let before = self.entries.len();
        self.entries.retain(|entry| !rules::is_over(entry, now));
        let lapsed =
            self.entries.iter_mut().filter_map(|entry| rules::lapse(entry, now).then_some(()));
        let lapsed = lapsed.count();
        before - self.entries.len() + lapsed
    }

    fn lease_ends_ms(&self) -> Option<u64> {
        self.entries.iter().find_map(|entry| entry.lease_ends_ms)
    }

    /// Answers an ask, or says that it waits.
    fn decide(&mut self, ask: &LedgerAsk, ticket: u64, now: u64) -> Option<Reserved> {
        self.touch(now);
        let is_first = self.queue.front().is_none_or(|first| *first == ticket);
        let is_free = is_first && self.lease_ends_ms().is_none();
        let before = self.find(&ask.operation);
        let verdict = rules::verdict(before, is_free, ask)?;
        let entry = match verdict {
            Verdict::Go => Some(rules::begun(before, ask, now)),
            Verdict::Running | Verdict::Known => before.cloned(),
            Verdict::Reused | Verdict::Busy => None,
        };
        if let (Verdict::Go, Some(entry)) = (verdict, &entry) {
            self.entries.retain(|other| other.operation != entry.operation);
            self.entries.push(entry.clone());
        }
        Some(Reserved { verdict, entry })
    }
}

impl Books {
    fn shard(&mut self, name: &str) -> &mut Shard {
        self.shards.entry(name.to_owned()).or_default()
    }

    /// Makes sure that there is room for something new.
    fn room(&mut self, now: u64) -> Result<(), LedgerFailed> {
        if self.held >= self.sweep_at.clamp(FEW, MOST) {
            self.expire(now);
        }
        if self.held < MOST { Ok(()) } else { Err(LedgerFailed) }
    }

    fn expire(&mut self, now: u64) -> usize {
        let changes = self.shards.values_mut().map(|shard| shard.touch(now)).sum();
        self.shards.retain(|_, shard| !shard.entries.is_empty() || !shard.queue.is_empty());
        self.claims.retain(|_, held| held.expires_ms > now);
        self.tasks.retain(|_, task| task.expires_ms > now);
        let entries: usize = self.shards.values().map(|shard| shard.entries.len()).sum();
        self.held = entries + self.claims.len() + self.tasks.len();
        self.sweep_at = self.held.saturating_mul(2);
        changes
    }

    fn append(&mut self, line: AuditLine) {
        self.lines.push_back(line);
        if self.lines.len() > MOST_LINES {
            self.lines.pop_front();
        }
    }

    /// Says whose a task id is, and gives what a callback said with it before.
    fn bind(&mut self, change: &LedgerChange) -> Option<Progress> {
        let is_open = matches!(change.state, RecordState::Accepted | RecordState::Unknown);
        let task_id = change.task_id.clone().filter(|_| is_open)?;
        let name = (change.issuer.clone(), task_id);
        let owner = (change.operation.clone(), change.shard.clone());
        let said = self
            .tasks
            .get(&name)
            .filter(|task| task.expires_ms > change.now_ms)
            .filter(|task| task.owner.as_ref().is_none_or(|other| *other == owner))
            .and_then(|task| task.said);
        let expires_ms = change.now_ms.saturating_add(change.keep_ms);
        self.tasks.insert(name, Task { owner: Some(owner), said, expires_ms });
        self.held += 1;
        said
    }

    /// Whose the task id of a callback is; where nobody's yet, what it says is kept.
    fn meet(&mut self, delivery: &Delivery) -> Option<(String, String)> {
        let task_id = delivery.task_id.clone().filter(|_| rules::settles(delivery))?;
        let name = (delivery.issuer.clone(), task_id);
        let now = delivery.now_ms;
        if let Some(task) = self.tasks.get(&name).filter(|task| task.expires_ms > now) {
            return task.owner.clone();
        }
        let expires_ms = now.saturating_add(rules::EARLY_MS);
        let said = Some(delivery.progress);
        self.tasks.insert(name, Task { owner: None, said, expires_ms });
        self.held += 1;
        None
    }

    fn record(&mut self, change: &LedgerChange) -> Option<LedgerEntry> {
        let said = self.bind(change);
        let shard = self.shards.get_mut(&change.shard)?;
        shard.touch(change.now_ms);
        let entry = shard.find_mut(&change.operation)?;
        if !rules::moves(entry, change) {
            return Some(entry.clone());
        }
        let left = match change.state.entry() {
            Some(state) => {
                rules::end(entry, state, change);
                if let Some(progress) = said {
                    rules::settle(entry, progress, change.task_id.as_deref(), change.now_ms);
                }
                Some(entry.clone())
            }
            None => None,
        };
        if left.is_none() {
            shard.entries.retain(|entry| entry.operation != change.operation);
        }
        if let Some(line) = &change.audit {
            self.append(line.clone());
        }
        left
    }

    fn take(&mut self, delivery: &Delivery) -> Result<Taken, LedgerFailed> {
        self.room(delivery.now_ms)?;
        let owner = self.meet(delivery);
        let nothing = |state| Taken { state, settled: Vec::new(), open: Vec::new() };
        let name = claim_name(delivery);
        let claimed = match (&name, &delivery.key) {
            (Some(name), Some(key)) => {
                match rules::claim(self.claims.get(name), key.strength, delivery) {
                    Ok(held) => Some(held),
                    Err(state) => return Ok(nothing(state)),
                }
            }
            _ => None,
        };
        let home = delivery.card_id.as_deref().map(|card| card_shard(&delivery.issuer, card));
        if let Some(shard) = home.as_ref().and_then(|home| self.shards.get_mut(home)) {
            shard.touch(delivery.now_ms);
        }
        let before = claimed.as_ref().and_then(|held| held.answers.clone());
        let answers = self.answered(delivery, before, owner, home.as_deref());
        let settled = answers.and_then(|(operation, shard)| {
            let shard = self.shards.get_mut(&shard)?;
            shard.touch(delivery.now_ms);
            let entry = shard.find_mut(&operation)?;
            let task_id = delivery.task_id.as_deref();
            rules::settle(entry, delivery.progress, task_id, delivery.now_ms);
            Some(entry.clone())
        });
        if let (Some(name), Some(mut held)) = (name, claimed) {
            if let Some(entry) =
                settled.as_ref().filter(|entry| Some(&entry.shard) == home.as_ref())
            {
                held.answers = Some(entry.operation.clone());
            }
            self.claims.insert(name, held);
            self.held += 1;
        }
        let open = home.and_then(|home| self.shards.get(&home)).map(open_of).unwrap_or_default();
        Ok(Taken { state: Claim::New, settled: settled.into_iter().collect(), open })
    }

    /// Operation and shard that a callback answers: those of its earlier delivery, of its task id, or the
    /// oldest.
    fn answered(
        &mut self,
        delivery: &Delivery,
        before: Option<String>,
        owner: Option<(String, String)>,
        home: Option<&str>,
    ) -> Option<(String, String)> {
        if !rules::settles(delivery) {
            return None;
        }
        let home = home.map(ToOwned::to_owned);
        let at_home = |operation| Some((operation, home.clone()?));
        if let Some(operation) = before {
            return at_home(operation);
        }
        if owner.is_some() {
            return owner;
        }
        let shard = self.shards.get(home.as_deref()?)?;
        at_home(rules::oldest(shard.entries.iter(), delivery)?.operation.clone())
    }
}

fn card_shard(issuer: &str, card: &str) -> String {
    ["card:", issuer, ":", card].concat()
}

fn claim_name(delivery: &Delivery) -> Option<ClaimName> {
    let key = delivery.key.as_ref()?;
    Some((delivery.issuer.clone(), delivery.card_id.clone(), key.text.clone()))
}

fn open_of(shard: &Shard) -> Vec<LedgerEntry> {
    let is_open = |state| matches!(state, EntryState::Accepted | EntryState::Unknown);
    shard.entries.iter().filter(|entry| is_open(entry.state)).cloned().collect()
}

/// The milliseconds since a moment.
fn since(begun: Instant) -> u64 {
    u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX)
}

impl Ledger for MemoryLedger {
    fn reserve(&self, ask: &LedgerAsk) -> Result<Reserved, LedgerFailed> {
        let begun = Instant::now();
        let mut books = self.lock();
        if books.shards.get(&ask.shard).and_then(|shard| shard.find(&ask.operation)).is_none() {
            books.room(ask.now_ms)?;
        }
        books.tickets += 1;
        let ticket = books.tickets;
        let most = if books.shard(&ask.shard).queue.len() < MOST_WAITING { ask.wait_ms } else { 0 };
        books.shard(&ask.shard).queue.push_back(ticket);
        loop {
            let waited = since(begun);
            let now = ask.now_ms.saturating_add(waited);
            let shard = books.shard(&ask.shard);
            let answer = shard.decide(ask, ticket, now).or_else(|| {
                (waited >= most).then_some(Reserved { verdict: Verdict::Busy, entry: None })
            });
            if let Some(answer) = answer {
                shard.queue.retain(|other| *other != ticket);
                books.held += usize::from(answer.verdict == Verdict::Go);
                drop(books);
                self.changed.notify_all();
                return Ok(answer);
            }
            let lease = shard.lease_ends_ms().map_or(most, |end| end.saturating_sub(now));
            let wait = Duration::from_millis(lease.min(most - waited).max(1));
            books =
                self.changed.wait_timeout(books, wait).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn record(&self, change: &LedgerChange) -> Result<Option<LedgerEntry>, LedgerFailed> {
        Ok(self.with(|books| books.record(change)))
    }

    fn find(
        &self,
        operation: &str,
        shard: &str,
        now_ms: u64,
    ) -> Result<Option<LedgerEntry>, LedgerFailed> {
        Ok(self.with(|books| {
            let shard = books.shards.get_mut(shard)?;
            shard.touch(now_ms);
            shard.find(operation).cloned()
        }))
    }

    fn take(&self, delivery: &Delivery) -> Result<Taken, LedgerFailed> {
        self.with(|books| books.take(delivery))
    }

    fn keep(&self, delivery: &Delivery, handled: bool) -> Result<(), LedgerFailed> {
        let Some(name) = claim_name(delivery) else {
            return Ok(());
        };
        self.with(|books| {
            if let Some(held) = books.claims.get_mut(&name) {
                held.keep(delivery.now_ms, handled);
            }
        });
        Ok(())
    }

    fn audit(&self, line: &AuditLine) -> Result<(), LedgerFailed> {
        self.with(|books| books.append(line.clone()));
        Ok(())
    }

    fn expire(&self, now_ms: u64) -> Result<usize, LedgerFailed> {
        Ok(self.with(|books| books.expire(now_ms)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::JsonText;
    use std::sync::Arc;
    use std::thread;

    fn ask(key: &str) -> LedgerAsk {
        LedgerAsk {
            operation: key.to_owned(),
            shard: "card:main:1".to_owned(),
            principal: "anna".to_owned(),
            issuer: "main".to_owned(),
            card_id: Some("1".to_owned()),
            action: "freeze".to_owned(),
            fingerprint: "f1".to_owned(),
            now_ms: 0,
            lease_ms: 60_000,
            wait_ms: 60_000,
            keep_ms: 600_000,
            reconcile: false,
        }
    }

    fn done(key: &str) -> LedgerChange {
        LedgerChange {
            operation: key.to_owned(),
            shard: "card:main:1".to_owned(),
            issuer: "main".to_owned(),
            state: RecordState::Done,
            outcome: JsonText::default(),
            error: JsonText::default(),
            task_id: None,
            created_ms: None,
            now_ms: 0,
            keep_ms: 600_000,
            audit: None,
        }
    }

    #[test]
    fn first_come_first_served() {
        let ledger = Arc::new(MemoryLedger::new());
        ledger.reserve(&ask("gate")).unwrap();
        let order = Arc::new(Mutex::new(Vec::new()));
        let threads: Vec<_> = (0..8)
            .map(|number| {
                let (mine, order) = (Arc::clone(&ledger), Arc::clone(&order));
                let thread = thread::spawn(move || {
                    let key = number.to_string();
                    assert_eq!(mine.reserve(&ask(&key)).unwrap().verdict, Verdict::Go);
                    order.lock().unwrap().push(number);
                    mine.record(&done(&key)).unwrap();
                });
                while ledger.lock().shard("card:main:1").queue.len() <= number {
                    thread::yield_now();
                }
                thread
            })
            .collect();
        ledger.record(&done("gate")).unwrap();
        for thread in threads {
            thread.join().unwrap();
        }
        assert_eq!(*order.lock().unwrap(), (0..8).collect::<Vec<_>>());
    }

    #[test]
    fn what_is_over_does_not_pile_up() {
        let ledger = MemoryLedger::new();
        for number in 0..10_000_u64 {
            let shard = number.to_string();
            let short = LedgerAsk { shard, now_ms: number, lease_ms: 1, keep_ms: 1, ..ask("a") };
            ledger.reserve(&short).unwrap();
        }
        assert!(ledger.lock().shards.len() <= 2 * FEW);
    }
}
