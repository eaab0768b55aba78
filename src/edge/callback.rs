//! What an issuer sends on its own: claimed once, and handed over until somebody took it.

use crate::callbacks::{Progress, Trust};
use crate::edge::answers::Answer;
use crate::edge::command::Command;
use crate::edge::handling::{Handling, Step};
use crate::edge::ledger::{
    AuditLine, Claim, Delivery, EntryState, LedgerChange, LedgerEntry, RecordState, Taken,
};
use crate::edge::problem::Problem;
use crate::edge::words::safe;
use crate::edge::write::{is_readable, leads_to_a_state};
use crate::json::{Json, JsonText, Writer};
use crate::prelude::*;

/// How much longer than a call a callback is claimed.
const SLACK_MS: u64 = 30_000;
/// How many operations of a card are looked after for one callback that may come from anybody.
const MOST_OPEN: usize = 4;
/// When the issuer is to send it again.
const AGAIN: &str = "30";

/// A callback on its way.
pub(super) struct Incoming {
    delivery: Delivery,
    reply: Answer,
    /// The operations that the issuer's word or a read may settle, the last one first.
    open: Vec<LedgerEntry>,
    /// The operation that is read now.
    reading: Option<LedgerEntry>,
    /// The issuer's word is enough.
    is_believed: bool,
    settled: Vec<LedgerEntry>,
    lines: Vec<AuditLine>,
    is_handled: bool,
}

/// What the receiver says that the issuer is answered.
fn reply(told: Json<'_>) -> Option<Answer> {
    let status = told.get("status").whole()?.try_into().ok()?;
    if !(200..600).contains(&status) {
        return None;
    }
    let mut answer = Answer::new(status, told.get("body").text().unwrap_or_default());
    for (name, value) in told.get("headers").fields() {
        let (mut name, value) = (name.text()?, value.text()?);
        name.make_ascii_lowercase();
        answer.headers.push((name, value));
    }
    Some(answer)
}

fn again() -> Answer {
    Answer::new(503, String::new()).with("retry-after", AGAIN)
}

impl Handling {
    pub(super) fn receive(
        &mut self,
        issuer: Option<String>,
        path_secret: Option<String>,
    ) -> Result<(), Problem> {
        let issuer = issuer.filter(|name| self.proxy.callbacks.contains(name));
        let issuer = issuer.ok_or_else(|| Problem::new("not_found"))?;
        self.issuer.clone_from(&issuer);
        self.ask(Step::Receive, Command::Callback { issuer, path_secret })
    }

    pub(super) fn received(
        &mut self,
        event: Option<Json<'_>>,
        told: Json<'_>,
    ) -> Result<(), Problem> {
        let reply = reply(told).ok_or_else(|| Problem::new("failed"))?;
        let Some(event) = event else {
            self.end(reply);
            return Ok(());
        };
        let lease_ms = self.proxy.deadline_ms + SLACK_MS;
        let delivery = Delivery::of(&self.issuer, event, self.now_ms, lease_ms);
        let command = Command::Take(delivery.clone());
        self.incoming = Some(Incoming {
            delivery,
            reply,
            open: Vec::new(),
            reading: None,
            is_believed: false,
            settled: Vec::new(),
            lines: Vec::new(),
            is_handled: false,
        });
        self.ask(Step::Take, command)
    }

    pub(super) fn taken(&mut self, taken: Taken) -> Result<(), Problem> {
        match taken.state {
            Claim::New => {}
            Claim::Busy => {
                self.come_again();
                return Ok(());
            }
            Claim::Seen => {
                let incoming = self.incoming.take().ok_or_else(|| Problem::new("failed"))?;
                self.end(incoming.reply);
                return Ok(());
            }
        }
        let Some(incoming) = &mut self.incoming else { return Err(Problem::new("failed")) };
        let delivery = &incoming.delivery;
        incoming.is_believed = delivery.trust != Trust::ReadCardFirst;
        incoming.lines = lines(delivery, &taken.settled, incoming.is_believed);
        let can = self.proxy.issuer(Some(&self.issuer)).map(|issuer| issuer.can.as_slice());
        let can = can.unwrap_or_default();
        let is_wanted = |entry: &LedgerEntry| {
            if incoming.is_believed {
                taken.settled.is_empty() && is_said_done(delivery, entry)
            } else {
                entry.card_id.is_some() && is_readable(&entry.action, can)
            }
        };
        let mut open = taken.open;
        open.retain(is_wanted);
        open.truncate(MOST_OPEN);
        open.reverse();
        incoming.open = open;
        incoming.settled = taken.settled;
        self.next_of_callback()
    }

    /// The card's operations are looked after, then the lines are written, then the program is told.
    pub(super) fn next_of_callback(&mut self) -> Result<(), Problem> {
        let Some(incoming) = &mut self.incoming else { return Err(Problem::new("failed")) };
        incoming.reading = incoming.open.pop();
        if let Some(entry) = incoming.reading.take_if(|_| incoming.is_believed) {
            let change = self.settled(&entry, Json::NONE);
            return self.ask(Step::RecordOpen, Command::Record(change));
        }
        if let Some(entry) = &incoming.reading {
            let (issuer, action) = (self.issuer.clone(), entry.action.clone());
            let card_id = entry.card_id.clone().unwrap_or_default();
            let deadline_ms = self.proxy.deadline_ms;
            return self.ask(
                Step::ReconcileOpen,
                Command::Reconcile { issuer, action, card_id, deadline_ms },
            );
        }
        if let Some(line) = incoming.lines.pop() {
            return self.ask(Step::AuditCallback, Command::Audit(line));
        }
        let operations = core::mem::take(&mut incoming.settled);
        let issuer = self.issuer.clone();
        self.ask(Step::Handle, Command::Handle { issuer, operations })
    }

    /// An operation was settled that the ledger could not find by itself.
    pub(super) fn open_recorded(&mut self, entry: Option<LedgerEntry>) -> Result<(), Problem> {
        if let (Some(incoming), Some(entry)) = (&mut self.incoming, entry)
            && entry.state.is_final()
        {
            incoming.settled.push(entry);
        }
        self.next_of_callback()
    }

    /// The card was read. Only that an action is done is believed: one that is not done may still be
    /// on its way.
    pub(super) fn open_reconciled(&mut self, told: Json<'_>) -> Result<(), Problem> {
        let reading = self.incoming.as_mut().and_then(|incoming| incoming.reading.take());
        match reading {
            Some(entry) if told.get("verdict").is("done") => {
                let change = self.settled(&entry, told.get("card"));
                self.ask(Step::RecordOpen, Command::Record(change))
            }
            _ => self.next_of_callback(),
        }
    }

    fn settled(&self, entry: &LedgerEntry, card: Json<'_>) -> LedgerChange {
        let mut out = Writer::new();
        out.some("issuer", self.chosen().map(|issuer| issuer.id.as_str()));
        out.text("action", &entry.action);
        out.some("cardId", entry.card_id.as_deref());
        out.text("result", "completed");
        out.raw("confirmed", "true");
        out.some("taskId", entry.task_id.as_deref());
        if card.is_object() {
            out.raw("card", &safe(card));
        }
        LedgerChange {
            operation: entry.operation.clone(),
            shard: entry.shard.clone(),
            issuer: entry.issuer.clone(),
            state: RecordState::Done,
            outcome: JsonText::trusted(out.end()),
            error: JsonText::default(),
            task_id: entry.task_id.clone(),
            created_ms: Some(entry.created_ms),
            now_ms: self.now_ms,
            keep_ms: self.proxy.keep_ms,
            audit: Some(AuditLine {
                at_ms: self.now_ms,
                who: entry.issuer.clone(),
                what: "callback".to_owned(),
                issuer: entry.issuer.clone(),
                card_id: entry.card_id.clone(),
                operation: Some(entry.operation.clone()),
                outcome: RecordState::Done.as_str().to_owned(),
                effect: None,
            }),
        }
    }

    pub(super) fn handled(&mut self, is_handled: bool) -> Result<(), Problem> {
        let Some(incoming) = &mut self.incoming else { return Err(Problem::new("failed")) };
        incoming.is_handled = is_handled;
        let command = Command::Keep { delivery: incoming.delivery.clone(), handled: is_handled };
        self.ask(Step::Keep, command)
    }

    pub(super) fn kept(&mut self) {
        match self.incoming.take() {
            Some(incoming) if incoming.is_handled => self.end(incoming.reply),
            _ => self.come_again(),
        }
    }

    /// The issuer is to send it again.
    pub(super) fn come_again(&mut self) {
        self.end(again());
    }
}

/// Whether an operation whose answer was lost is done by the issuer's word: the card is in the state that
/// the action leads to, whoever has led it there. That it failed may be about another try.
fn is_said_done(delivery: &Delivery, entry: &LedgerEntry) -> bool {
    entry.state == EntryState::Unknown
        && delivery.progress == Progress::Done
        && delivery.action.as_ref() == Some(&entry.action)
        && delivery.card_id.is_some()
        && delivery.card_id == entry.card_id
        && leads_to_a_state(&entry.action)
}

/// The lines of a callback: one for each operation that it settled, else one for itself where it is to
/// be believed. The last one comes first.
fn lines(delivery: &Delivery, settled: &[LedgerEntry], is_believed: bool) -> Vec<AuditLine> {
    let line = |entry: Option<&LedgerEntry>| AuditLine {
        at_ms: delivery.now_ms,
        who: delivery.issuer.clone(),
        what: "callback".to_owned(),
        issuer: delivery.issuer.clone(),
        card_id: entry.map_or(&delivery.card_id, |entry| &entry.card_id).clone(),
        operation: entry.map(|entry| entry.operation.clone()),
        outcome: entry.map_or(delivery.progress.as_str(), |entry| entry.state.as_str()).to_owned(),
        effect: None,
    };
    let mut lines = Vec::new();
    for entry in settled.iter().rev() {
        lines.push(line(Some(entry)));
    }
    if settled.is_empty() && is_believed {
        lines.push(line(None));
    }
    lines
}
