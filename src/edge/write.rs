//! What changes something: once per key, and what became of it is told truly.

use zeroize::Zeroizing;

use crate::card::Action;
use crate::edge::answers::Answer;
use crate::edge::command::{Command, Event};
use crate::edge::handling::{Handling, Step};
use crate::edge::ledger::{
    EntryState, LedgerAsk, LedgerChange, LedgerEntry, RecordState, Reserved, Verdict,
};
use crate::edge::operations::{location, put_operation};
use crate::edge::problem::Problem;
use crate::edge::proxy::ProxyIssuer;
use crate::edge::words::safe;
use crate::json::{Json, JsonText, Writer};
use crate::prelude::*;
use crate::text::{all_joined, push_hex, string};

/// How much longer than a call its lease is: a call that ends in time must find its lease.
const SLACK_MS: u64 = 30_000;
/// When to ask again what still runs.
const AGAIN_MS: u64 = 1_000;
/// Why nothing was sent under a lease that is over.
const TOO_LATE: &str = "Nothing was sent: the ledger said too late that it may be.";
/// Why a card that does not show an action is no proof yet.
const ON_ITS_WAY: &str = "The card does not show it, but it may still be on its way.";
/// How many bytes of a hash make a tag.
const TAG_BYTES: usize = 16;
/// The issuer whose cards can be read, but whose words for their states are not documented.
const SILENT: &str = "artha";

/// A write on its way.
#[derive(Default)]
pub(super) struct Write {
    /// The id of the operation.
    pub(super) operation: String,
    /// Its shard.
    pub(super) shard: String,
    tag: String,
    image_hash: String,
    fingerprint: String,
    /// What was known when the same key came again.
    before: Option<LedgerEntry>,
    /// When the order began that the lease is for.
    created_ms: Option<u64>,
    /// How long the issuer may be called under the lease.
    pub(super) deadline_ms: u64,
    /// What is answered is less than the issuer's own last word: what the ledger knows is better.
    is_open: bool,
}

/// The hexadecimal text of a SHA-256.
fn hex(hash: &[u8], most: usize) -> Result<String, Problem> {
    if hash.len() != 32 {
        return Err(Problem::new("failed"));
    }
    let mut text = Vec::new();
    push_hex(hash.get(..most).unwrap_or(hash), &mut text);
    Ok(string(text))
}

/// Texts with a zero between them. None of them holds a zero.
fn parted(texts: &[&str]) -> Zeroizing<Vec<u8>> {
    let length: usize = texts.iter().map(|text| text.len() + 1).sum();
    let mut bytes = Zeroizing::new(Vec::with_capacity(length));
    for text in texts {
        if !bytes.is_empty() {
            bytes.push(0);
        }
        bytes.extend_from_slice(text.as_bytes());
    }
    bytes
}

impl Handling {
    pub(super) fn begin_write(&mut self) -> Result<(), Problem> {
        if self.image.is_some() {
            return self.ask(Step::HashImage, Command::Hash);
        }
        self.hash_tag(Step::HashTag)
    }

    pub(super) fn image_hashed(&mut self, hash: &[u8]) -> Result<(), Problem> {
        self.write.image_hash = hex(hash, 32)?;
        self.hash_tag(Step::HashTag)
    }

    /// The key itself is kept nowhere: two principals may use the same one.
    pub(super) fn hash_tag(&mut self, step: Step) -> Result<(), Problem> {
        self.bytes = parted(&["tag", &self.principal, &self.key]);
        self.ask(step, Command::Hash)
    }

    /// Takes the tag, and with it the operation's id.
    pub(super) fn name_operation(&mut self, hash: &[u8]) -> Result<(), Problem> {
        let tag = hex(hash, TAG_BYTES)?;
        self.bytes = Zeroizing::default();
        self.write.operation =
            all_joined(&[&tag, "~", &self.issuer, "~", self.card.as_deref().unwrap_or("")]);
        self.write.shard = shard(&tag, &self.issuer, self.card.as_deref());
        self.write.tag = tag;
        Ok(())
    }

    /// The hash of what is asked for is keyed by the page's key: a PIN could be guessed from a plain
    /// one.
    pub(super) fn tag_hashed(&mut self, hash: &[u8]) -> Result<(), Problem> {
        self.name_operation(hash)?;
        let image = &self.write.image_hash;
        self.bytes = parted(&["payload", &self.key, self.action(), &self.options, image]);
        self.ask(Step::HashPayload, Command::Hash)
    }

    pub(super) fn payload_hashed(&mut self, hash: &[u8]) -> Result<(), Problem> {
        self.write.fingerprint = hex(hash, 32)?;
        self.bytes = Zeroizing::default();
        let ask = self.ledger_ask(false);
        self.ask(Step::Reserve, Command::Reserve(ask))
    }

    fn ledger_ask(&self, reconcile: bool) -> LedgerAsk {
        LedgerAsk {
            operation: self.write.operation.clone(),
            shard: self.write.shard.clone(),
            principal: self.principal.clone(),
            issuer: self.issuer.clone(),
            card_id: self.card.clone(),
            action: self.action().to_owned(),
            fingerprint: self.write.fingerprint.clone(),
            now_ms: self.now_ms,
            lease_ms: self.proxy.deadline_ms + SLACK_MS,
            wait_ms: self.proxy.queue_ms,
            keep_ms: self.proxy.keep_ms,
            reconcile,
        }
    }

    pub(super) fn reserved(&mut self, reserved: Reserved) -> Result<(), Problem> {
        self.take_lease(&reserved);
        match (reserved.verdict, reserved.entry) {
            (Verdict::Go, _) if self.write.deadline_ms > 0 => self.call(),
            (Verdict::Go, _) => {
                let problem = Problem::new("ledger_unavailable").because(TOO_LATE);
                self.record_problem(RecordState::Free, problem, false)
            }
            (Verdict::Busy, _) => Err(self.own(Problem::new("card_busy").after(AGAIN_MS))),
            (Verdict::Running, _) => Err(self.still_running()),
            (Verdict::Reused, _) => Err(Problem::new("key_reused")),
            (Verdict::Known, Some(entry)) => self.known(entry),
            (Verdict::Known, None) => Err(Problem::new("ledger_unavailable")),
        }
    }

    /// A lease counts from when it was given, and a call must not outlive it: another would run beside.
    fn take_lease(&mut self, reserved: &Reserved) {
        let entry = reserved.entry.as_ref();
        let ends = entry.and_then(|entry| entry.lease_ends_ms);
        let left = ends.map_or(u64::MAX, |ends| ends.saturating_sub(self.now_ms + SLACK_MS / 2));
        self.write.created_ms = entry.map(|entry| entry.created_ms);
        self.write.deadline_ms = left.min(self.proxy.deadline_ms);
    }

    /// The key was there before.
    fn known(&mut self, entry: LedgerEntry) -> Result<(), Problem> {
        let write = &self.write;
        if entry.operation != write.operation
            || entry.principal != self.principal
            || entry.fingerprint != write.fingerprint
        {
            return Err(Problem::new("key_reused"));
        }
        if entry.state == EntryState::Unknown && self.is_readable() {
            self.write.before = Some(entry);
            let ask = self.ledger_ask(true);
            return self.ask(Step::ReserveAgain, Command::Reserve(ask));
        }
        self.replay(&entry);
        Ok(())
    }

    /// Whether a read tells what became of this action.
    fn is_readable(&self) -> bool {
        self.chosen().is_some_and(|issuer| is_readable(self.action(), issuer))
    }

    pub(super) fn reserved_again(&mut self, reserved: Reserved) -> Result<(), Problem> {
        self.take_lease(&reserved);
        let deadline_ms = self.write.deadline_ms;
        match (reserved.verdict, reserved.entry, self.card.clone()) {
            (Verdict::Go, _, Some(_)) if deadline_ms == 0 => self.reconciled(None),
            (Verdict::Go, _, Some(card_id)) => {
                let (issuer, action) = (self.issuer.clone(), self.action().to_owned());
                self.ask(
                    Step::Reconcile,
                    Command::Reconcile { issuer, action, card_id, deadline_ms },
                )
            }
            (Verdict::Known, Some(entry), _) => {
                self.replay(&entry);
                Ok(())
            }
            (Verdict::Running, ..) => Err(self.still_running()),
            (Verdict::Busy, ..) => {
                Err(self.own(Problem::new("card_busy").after(AGAIN_MS).unknown()))
            }
            (Verdict::Reused, ..) => Err(Problem::new("key_reused")),
            _ => Err(self.still_unknown()),
        }
    }

    /// The ledger knows that an earlier request may have done it, and cannot say more.
    pub(super) fn still_unknown(&self) -> Problem {
        self.own(Problem::new("ledger_unavailable").unknown())
    }

    /// The card was read, or could not be.
    pub(super) fn reconciled(&mut self, told: Option<Json<'_>>) -> Result<(), Problem> {
        let verdict = told.and_then(|told| told.get("verdict").text()).unwrap_or_default();
        match verdict.as_str() {
            "done" => {
                let outcome = self.completed(told.map_or(Json::NONE, |told| told.get("card")));
                self.record_outcome(RecordState::Done, outcome, None, true)
            }
            "not_done" if self.now_ms < self.settles_ms() => {
                let wait = self.settles_ms() - self.now_ms;
                let problem = self.lost(self.write.before.as_ref()).because(ON_ITS_WAY).after(wait);
                self.record_problem(RecordState::Unknown, problem, true)
            }
            "not_done" => {
                let problem = Problem::new("not_confirmed")
                    .because("It was not done. Send it again with a new idempotency key.");
                self.record_problem(RecordState::Failed, problem, true)
            }
            _ => {
                let problem = self.lost(self.write.before.as_ref());
                self.record_problem(RecordState::Unknown, problem, true)
            }
        }
    }

    /// When what a read does not show is not on its way any more: the issuer may still be at work on an
    /// order whose answer was lost.
    fn settles_ms(&self) -> u64 {
        let began = self.write.before.as_ref().map_or(self.now_ms, |entry| entry.created_ms);
        began.saturating_add(self.proxy.settle_ms)
    }

    /// The outcome of an action that a read has shown to be done.
    fn completed(&self, card: Json<'_>) -> String {
        let mut out = Writer::new();
        out.some("issuer", self.chosen().map(|issuer| issuer.id.as_str()));
        out.text("action", self.action());
        out.some("cardId", self.card.as_deref());
        out.text("result", "completed");
        out.raw("confirmed", "true");
        if card.is_object() {
            out.raw("card", &safe(card));
        }
        out.end()
    }

    /// The issuer's client came back.
    pub(super) fn written(&mut self, event: &Event<'_>) -> Result<(), Problem> {
        let problem = match event {
            Event::Done(told) => {
                let state = match told.get("result").text().as_deref() {
                    Some("accepted") => Some(RecordState::Accepted),
                    Some("completed" | "already") => Some(RecordState::Done),
                    _ => None,
                };
                if let Some(state) = state {
                    let task = told.get("taskId").text();
                    return self.record_outcome(state, safe(*told), task, false);
                }
                Problem::new("unexpected_answer").unknown()
            }
            Event::Failed(error) => Problem::of_error(*error),
            // Whoever called the issuer did not come back as it must: nobody knows how far it got.
            _ => Problem::new("unexpected_answer").unknown(),
        };
        let state = match problem.is_unknown {
            true => RecordState::Unknown,
            false if problem.is_answer() => RecordState::Failed,
            false => RecordState::Free,
        };
        self.record_problem(state, problem, false)
    }

    fn record_outcome(
        &mut self,
        state: RecordState,
        outcome: String,
        task_id: Option<String>,
        is_replay: bool,
    ) -> Result<(), Problem> {
        let is_accepted = state == RecordState::Accepted;
        self.write.is_open = is_accepted || is_replay;
        let outcome = JsonText::trusted(outcome);
        self.pending = Some(self.success(&outcome, is_accepted, is_replay));
        let mut change = self.change(state, state.as_str(), None);
        change.outcome = outcome;
        change.task_id = task_id;
        self.ask(Step::Record, Command::Record(change))
    }

    fn record_problem(
        &mut self,
        state: RecordState,
        problem: Problem,
        is_replay: bool,
    ) -> Result<(), Problem> {
        let problem = self.own(problem);
        self.write.is_open = state == RecordState::Unknown || is_replay;
        let mut change = self.change(state, problem.code, Some(problem.effect()));
        if state != RecordState::Free {
            change.error = JsonText::trusted(problem.json());
        }
        self.pending = Some(replayed(self.answer_of(problem), is_replay));
        self.ask(Step::Record, Command::Record(change))
    }

    fn change(&self, state: RecordState, outcome: &str, effect: Option<&str>) -> LedgerChange {
        LedgerChange {
            operation: self.write.operation.clone(),
            shard: self.write.shard.clone(),
            issuer: self.issuer.clone(),
            state,
            outcome: JsonText::default(),
            error: JsonText::default(),
            task_id: None,
            created_ms: self.write.created_ms,
            now_ms: self.now_ms,
            keep_ms: self.proxy.keep_ms,
            audit: Some(self.line(outcome, effect)),
        }
    }

    /// The ledger kept it, or did not. Either way the page is told what happened; where somebody else
    /// has told the end meanwhile, that is more than an acceptance, a read or a lost answer said.
    pub(super) fn recorded(&mut self, entry: Option<LedgerEntry>) -> Result<(), Problem> {
        let write = &self.write;
        if let Some(entry) = entry
            && write.is_open
            && entry.operation == write.operation
            && entry.state.is_final()
        {
            let is_replay = write.before.is_some();
            let answer = self.answer_of_entry(&entry, is_replay);
            self.end(answer);
            return Ok(());
        }
        self.end_pending()
    }

    /// Answers what the same key was answered before.
    fn replay(&mut self, entry: &LedgerEntry) {
        let answer = self.answer_of_entry(entry, true);
        self.end(answer);
    }

    fn answer_of_entry(&self, entry: &LedgerEntry, is_replay: bool) -> Answer {
        let problem = match entry.state {
            EntryState::Done => return self.success(&entry.outcome, false, is_replay),
            EntryState::Accepted => return self.success(&entry.outcome, true, is_replay),
            EntryState::Running => self.still_running(),
            EntryState::Failed | EntryState::Unknown => self.lost(Some(entry)),
        };
        replayed(self.answer_of(problem), is_replay)
    }

    /// What went wrong with an operation, as it was kept.
    fn lost(&self, entry: Option<&LedgerEntry>) -> Problem {
        self.own(of_entry(entry, self.is_readable()))
    }

    fn still_running(&self) -> Problem {
        self.own(Problem::new("still_running").after(AGAIN_MS).unknown())
    }

    /// A problem that tells what became of this very operation.
    fn own(&self, mut problem: Problem) -> Problem {
        let write = &self.write;
        problem.operation = Some(write.operation.clone()).filter(|id| !id.is_empty());
        problem.issuer = Some(self.issuer.clone());
        problem.action = Some(self.action().to_owned());
        problem.card_id.clone_from(&self.card);
        problem
    }

    fn success(&self, outcome: &JsonText, is_accepted: bool, is_replay: bool) -> Answer {
        let operation = &self.write.operation;
        let body = put_operation(outcome, operation);
        let mut answer = Answer::new(if is_accepted { 202 } else { 200 }, body);
        if is_accepted {
            answer.put("location", &location(&self.proxy.base_path, operation));
        }
        replayed(answer, is_replay)
    }
}

/// What went wrong with an operation, as it was kept. Where nothing was, its answer was lost.
pub(super) fn of_entry(entry: Option<&LedgerEntry>, is_readable: bool) -> Problem {
    let stored = entry.filter(|entry| !entry.error.is_empty());
    let mut problem = match stored {
        Some(entry) => Problem::of_stored(entry.error.json()),
        None => Problem::new("timeout"),
    };
    problem.is_unknown = entry.is_none_or(|entry| entry.state != EntryState::Failed);
    if problem.is_unknown {
        problem.is_retryable = is_readable;
        // What was due then is not due now.
        problem.retry_after_ms = None;
        problem = problem.because(if is_readable {
            "What became of it is not known. The same request again reads the card."
        } else {
            "What became of it is not known. Only reading the card tells."
        });
    }
    problem
}

fn replayed(mut answer: Answer, is_replay: bool) -> Answer {
    if is_replay {
        answer.put("idempotency-replayed", "true");
    }
    answer
}

/// What may be done one after the other only.
pub(super) fn shard(tag: &str, issuer: &str, card: Option<&str>) -> String {
    match card {
        Some(card) => all_joined(&["card:", issuer, ":", card]),
        None => all_joined(&["issue:", issuer, ":", tag]),
    }
}

/// Whether a read tells what became of an action.
pub(super) fn is_readable(action: &str, issuer: &ProxyIssuer) -> bool {
    leads_to_a_state(action) && issuer.id != SILENT && issuer.can.iter().any(|own| own == "card")
}

/// Whether a card that an action was done on is in one certain state.
pub(super) fn leads_to_a_state(action: &str) -> bool {
    Action::from_text(action).is_some_and(|action| action.target().is_some())
}
