//! OPEN-API: the state of a card in flat JSON, its number, CVV and PIN in clear, no signature.
//!
//! Page `https://ckg2erttlk.apifox.cn/80710370f0` (Webhook, Card Notify, Card). Where the event's
//! word `eventTag` stands, how the fields are wrapped and what is to be answered is not documented:
//! the first is the caller's to say, the fields are looked for in the body and one level below it,
//! and the reply is a plain 200. The numbers of `status` are not documented and not read.

use crate::json::Json;

use super::fields::walk;

/// A word has the state that it tells of, and where its time stands.
pub(super) const FACTS: &str = "words\0card.status.active=card.state/active/use_at \
    card.status.freeze=card.state/frozen card.status.unfreeze=card.state/active \
    card.status.closing=card.state/closing/close_at card.status.closed=card.state/closed/end_at \
    card.status.lost=card.state/lost card.status.replace=card.state\0\
    fields\0cardId=card_id status:t=status remarks=mark about=order_id\0";

/// The object that holds the card's id: the body, or one that stands in it.
pub(super) fn payload(body: Json<'_>) -> Json<'_> {
    let has_card = |object| walk(object, "card_id").is_there();
    if !has_card(body) {
        for (_, inner) in body.fields() {
            if has_card(inner) {
                return inner;
            }
        }
    }
    body
}
