//! What changes nothing: cards, their balances and movements, their secrets.

use crate::edge::answers::Answer;
use crate::edge::command::Command;
use crate::edge::handling::{Handling, Step};
use crate::edge::problem::Problem;
use crate::edge::routes::Kind;
use crate::edge::words::{revealed, safe};
use crate::json::{Json, Writer};
use crate::prelude::*;

/// A page of cards that are not shown before their owner is known.
#[derive(Default)]
pub(super) struct Cards {
    /// The cards as JSON.
    items: Vec<String>,
    /// Where the next page begins, as JSON.
    next: String,
}

impl Handling {
    /// What the issuer's client read.
    pub(super) fn told(&mut self, told: Json<'_>) -> Result<(), Problem> {
        match self.kind() {
            Some(Kind::List) if self.action() == "cards" => self.ask_for_cards(told),
            Some(Kind::Reveal) => {
                self.pending = Some(Answer::new(200, revealed(told)));
                let line = self.line("revealed", None);
                self.ask(Step::AuditOrNothing, Command::Audit(line))
            }
            _ => {
                self.end(Answer::new(200, safe(told)));
                Ok(())
            }
        }
    }

    /// A card without an id belongs to nobody.
    fn ask_for_cards(&mut self, told: Json<'_>) -> Result<(), Problem> {
        let mut ids = Vec::new();
        for item in told.get("items").parts().filter(|item| item.is_object()) {
            if let Some(id) = item.get("id").scalar().filter(|id| !id.is_empty()) {
                ids.push(Some(id));
                self.cards.items.push(safe(item));
            }
        }
        let next = told.get("next");
        self.cards.next = if next.is_null() { String::new() } else { safe(next) };
        if ids.is_empty() {
            return self.list_owned(&[]);
        }
        let (action, issuer) = (self.action().to_owned(), self.issuer.clone());
        self.ask(Step::OwnsOfList, Command::Owns { cards: ids, action, issuer })
    }

    pub(super) fn list_owned(&mut self, owns: &[bool]) -> Result<(), Problem> {
        let cards = core::mem::take(&mut self.cards);
        if owns.len() != cards.items.len() {
            return Err(Problem::new("failed"));
        }
        let mut items = String::from("[");
        for (item, _) in cards.items.iter().zip(owns).filter(|(_, is_owned)| **is_owned) {
            if items.len() > 1 {
                items.push(',');
            }
            items.push_str(item);
        }
        items.push(']');
        let mut out = Writer::new();
        out.raw("items", &items);
        if !cards.next.is_empty() {
            out.raw("next", &cards.next);
        }
        self.end(Answer::new(200, out.end()));
        Ok(())
    }
}
