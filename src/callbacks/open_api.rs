//! OPEN-API: the state of a card in flat JSON, its number, CVV and PIN in clear, no signature.
//!
//! Page `https://ckg2erttlk.apifox.cn/80710370f0` (Webhook, Card Notify, Card). Where the event's
//! word `eventTag` stands, how the fields are wrapped and what is to be answered is not documented:
//! the first is the caller's to say, the fields are looked for in the body and one level below it,
//! and the reply is a plain 200. The numbers of `status` are not documented and not read.

use crate::card::CardState;
use crate::json::Json;

use super::fields::{Fields, meaning};
use super::{Event, Kind, Reply};

/// Not documented.
pub(super) const fn taken() -> Reply {
    Reply::empty(200)
}

pub(super) fn read(fields: &mut Fields<'_>, event: &mut Event) {
    let data = payload(fields.body);
    event.card_id = fields.filled(data, "card_id");
    event.status = fields.text(data, "status");
    event.remarks = fields.filled(data, "mark");
    fields.subject = Fields::look(data, "order_id").scalar();
    let word = event.word.as_deref().unwrap_or_default();
    let lists = [
        ("card.status.active", (Some(CardState::Active), "use_at")),
        ("card.status.freeze", (Some(CardState::Frozen), "")),
        ("card.status.unfreeze", (Some(CardState::Active), "")),
        ("card.status.closing", (Some(CardState::Closing), "close_at")),
        ("card.status.closed", (Some(CardState::Closed), "end_at")),
        ("card.status.lost", (Some(CardState::Lost), "")),
        ("card.status.replace", (None, "")),
    ];
    let Some((state, time)) = meaning(word, &lists) else { return };
    event.kind = Kind::CardState;
    event.card_state = state;
    event.time = fields.filled(data, time);
}

/// The object that holds the card's id: the body, or one that stands in it.
fn payload(body: Json<'_>) -> Json<'_> {
    let has_card = |object: &Json<'_>| Fields::look(*object, "card_id").is_there();
    let inner = body.fields().map(|(_, value)| value).find(has_card);
    if has_card(&body) { body } else { inner.unwrap_or(body) }
}
