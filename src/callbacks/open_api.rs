//! OPEN-API: the state of a card in flat JSON, its number, CVV and PIN in clear, no signature.
//!
//! Page `https://ckg2erttlk.apifox.cn/80710370f0` (Webhook, Card Notify, Card). Where the event's
//! word `eventTag` stands, how the fields are wrapped and what is to be answered is not documented:
//! the first is the caller's to say, the fields are looked for in the body and one level below it,
//! and the reply is a plain 200. The numbers of `status` are not documented and not read.

use crate::json::Json;
use crate::text::cut;

use super::fields::{Fields, walk};

pub(super) fn read(fields: &mut Fields<'_>) {
    let data = payload(fields.body);
    fields.fill(data, "cardId=card_id status:t=status remarks=mark about=order_id");
    if let Some(told) = fields.by_word(WORDS) {
        let time;
        (fields.card_state, time) = cut(told, b'/');
        fields.kind = "card.state";
        fields.find("time", "", data, time);
    }
}

/// The state that a word tells of, and where its time stands.
const WORDS: &str = "card.status.active=active/use_at card.status.freeze=frozen \
    card.status.unfreeze=active card.status.closing=closing/close_at \
    card.status.closed=closed/end_at card.status.lost=lost card.status.replace=";

/// The object that holds the card's id: the body, or one that stands in it.
fn payload(body: Json<'_>) -> Json<'_> {
    let has_card = |object: &Json<'_>| walk(*object, "card_id").is_there();
    let inner = body.fields().map(|(_, value)| value).find(has_card);
    if has_card(&body) { body } else { inner.unwrap_or(body) }
}
