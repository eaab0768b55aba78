//! What became of a write, for the page that asked for it.

use crate::edge::answers::{Answer, Stream};
use crate::edge::command::Command;
use crate::edge::handling::{Handling, Step};
use crate::edge::ledger::{EntryState, LedgerEntry};
use crate::edge::problem::Problem;
use crate::edge::proxy::Proxy;
use crate::edge::write::{is_readable, of_entry, shard};
use crate::json::{JsonText, Writer, write_text, write_u64};
use crate::prelude::*;
use crate::text;

/// How long a tag is.
const TAG_LENGTH: usize = 32;

impl Handling {
    /// Takes an operation's id apart: its tag, its issuer and its card.
    pub(super) fn take_id(&mut self) -> Result<(), Problem> {
        let id = self.id.clone().unwrap_or_default();
        let (tag, rest) = text::cut(&id, b'~');
        let (issuer, card) = text::cut(rest, b'~');
        let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if tag.len() != TAG_LENGTH
            || !tag.bytes().all(is_hex)
            || self.proxy.issuer(Some(issuer)).is_none()
        {
            return Err(Problem::new("not_found"));
        }
        issuer.clone_into(&mut self.issuer);
        self.card = (!card.is_empty()).then(|| card.to_owned());
        self.write.shard = shard(tag, issuer, self.card.as_deref());
        self.write.operation = text::all_joined(&[tag, "~", issuer, "~", card]);
        Ok(())
    }

    pub(super) fn look_up(&mut self) -> Result<(), Problem> {
        if self.id.is_none() {
            return self.hash_tag(Step::FindHash);
        }
        self.find()
    }

    pub(super) fn key_hashed(&mut self, hash: &[u8]) -> Result<(), Problem> {
        self.name_operation(hash)?;
        self.find()
    }

    fn find(&mut self) -> Result<(), Problem> {
        let (operation, shard) = (self.write.operation.clone(), self.write.shard.clone());
        self.ask(Step::Find, Command::Find { operation, shard })
    }

    /// Nobody learns whether somebody else's operation is there.
    pub(super) fn found(&mut self, entry: Option<LedgerEntry>) -> Result<(), Problem> {
        let is_own = |entry: &LedgerEntry| {
            entry.principal == self.principal && entry.operation == self.write.operation
        };
        let entry = entry.filter(is_own).ok_or_else(|| Problem::new("not_found"))?;
        let answer = if self.wants_events {
            let mut answer = Answer::new(200, event(&self.proxy, &entry))
                .with("content-type", "text/event-stream");
            answer.stream = (!entry.state.is_final()).then(|| Stream {
                operation: entry.operation.clone(),
                shard: entry.shard.clone(),
                since_ms: entry.updated_ms,
            });
            answer
        } else {
            Answer::new(200, operation(&self.proxy, &entry))
        };
        self.end(answer);
        Ok(())
    }
}

/// An operation as the page sees it.
pub(super) fn operation(proxy: &Proxy, entry: &LedgerEntry) -> String {
    let mut out = Writer::new();
    out.text("id", &entry.operation);
    out.text("issuer", &entry.issuer);
    out.some("cardId", entry.card_id.as_deref());
    out.text("action", &entry.action);
    out.text("state", entry.state.as_str());
    if matches!(entry.state, EntryState::Failed | EntryState::Unknown) {
        let issuer = proxy.issuer(Some(&entry.issuer));
        let is_readable = issuer.is_some_and(|issuer| is_readable(&entry.action, issuer));
        let mut problem = of_entry(Some(entry), is_readable);
        problem.issuer = Some(entry.issuer.clone());
        problem.action = Some(entry.action.clone());
        problem.card_id.clone_from(&entry.card_id);
        problem.operation = Some(entry.operation.clone());
        out.raw("error", &problem.json());
    } else if !entry.outcome.is_empty() {
        out.raw("outcome", entry.outcome.json().as_str());
    }
    out.whole("createdMs", entry.created_ms);
    out.whole("updatedMs", entry.updated_ms);
    out.end()
}

/// An operation as a server-sent event.
pub(super) fn event(proxy: &Proxy, entry: &LedgerEntry) -> String {
    let mut out = Vec::from(*b"event: operation\nid: ");
    write_u64(entry.updated_ms, &mut out);
    out.extend_from_slice(b"\ndata: ");
    out.extend_from_slice(operation(proxy, entry).as_bytes());
    out.extend_from_slice(b"\n\n");
    text::string(out)
}

/// Where an operation is.
pub(super) fn location(base_path: &str, operation: &str) -> String {
    let mut out = Vec::from(base_path.as_bytes());
    out.extend_from_slice(b"/operations/");
    for byte in operation.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(byte);
        } else {
            out.push(b'%');
            for digit in [byte >> 4, byte & 15] {
                out.push(if digit < 10 { b'0' + digit } else { b'A' - 10 + digit });
            }
        }
    }
    text::string(out)
}

/// An outcome with its operation.
pub(super) fn put_operation(outcome: &JsonText, operation: &str) -> String {
    let told = outcome.json().as_str().as_bytes().split_last().map(|(_, told)| told);
    let mut whole = Vec::from(told.unwrap_or_default());
    whole.extend_from_slice(if outcome.is_empty() {
        b"\"operation\":"
    } else {
        b",\"operation\":"
    });
    write_text(operation, &mut whole);
    whole.push(b'}');
    text::string(whole)
}
