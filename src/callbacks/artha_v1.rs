//! The newer API of Artha: the words of its events are documented, its payloads are not.
//!
//! Page `webhooks-1964252m0` of docs.artha.work, of which two cut copies are known. It comes by POST
//! as JSON. The names of the fields, the signature and the reply are not in the copies: the caller's
//! [`Layout`] says where the word and the fields stand, and the reply is a plain 200. Amounts are in
//! major or minor units "as configured". That `card.freeze` comes does not say how it went: without
//! a status it is no completed action.

use crate::card::{Action, CardState};

use super::fields::{Fields, agreed, meaning, progress, result};
use super::{Amount, Event, Field, Kind, Layout, Progress, Reply, Unit};

/// Not documented.
pub(super) const fn taken() -> Reply {
    Reply::empty(200)
}

pub(super) fn read(layout: &Layout, fields: &mut Fields<'_>, event: &mut Event) {
    fields.event_id = layout.text(fields, Field::Id);
    event.card_id = layout.text(fields, Field::CardId);
    event.task_id = layout.text(fields, Field::TaskId);
    event.status = layout.text(fields, Field::Status);
    event.time = layout.text(fields, Field::Time);
    event.remarks = layout.text(fields, Field::Remarks);
    if let Some(value) = fields.decimal(layout.look(fields.body, Field::Amount)) {
        let currency = layout.text(fields, Field::Currency);
        event.amount = Some(Amount { value, currency, unit: Unit::NotStated });
    }
    let word = event.word.clone().unwrap_or_default();
    let (told, status) = (word.rsplit('.').next(), event.status.as_deref());
    event.progress = agreed(progress(told), progress(status));
    event.card_state = status.and_then(state);
    event.action = action(&word);
    event.kind = kind(&word);
    if let Some(action) = event.action {
        if event.card_state.is_some() && event.card_state == action.target() {
            event.progress = Progress::Done;
        }
        event.kind = result(event.progress);
    }
}

fn kind(word: &str) -> Kind {
    let lists = [
        ("consume|reversal|settlement", Kind::Transaction),
        ("refund", Kind::Refund),
        ("maintain_fee", Kind::Fee),
        ("cardholder.reviewing|cardholder.approved|cardholder.rejected", Kind::Kyc),
        ("card.approved|card.rejected|card.under_review", Kind::CardState),
    ];
    meaning(word, &lists).unwrap_or(Kind::Other)
}

fn action(word: &str) -> Option<Action> {
    let lists = [
        ("card.freeze", Action::Freeze),
        ("card.unfreeze", Action::Unfreeze),
        ("card.cancel", Action::Cancel),
        ("card.activate", Action::Activate),
        ("card.set_pin", Action::SetPin),
    ];
    meaning(word, &lists)
}

/// The states of a card in the answers of this API.
fn state(word: &str) -> Option<CardState> {
    let lists = [
        ("inactive", CardState::Inactive),
        ("active", CardState::Active),
        ("frozen", CardState::Frozen),
        ("cancelled", CardState::Closed),
    ];
    meaning(word, &lists)
}
