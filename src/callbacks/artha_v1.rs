//! The newer API of Artha: the words of its events are documented, its payloads are not.
//!
//! Page `webhooks-1964252m0` of docs.artha.work, of which two cut copies are known. It comes by POST
//! as JSON. The names of the fields, the signature and the reply are not in the copies: the caller
//! says where the word and the fields stand, and the reply is a plain 200. Amounts are in major or
//! minor units "as configured". That `card.freeze` comes does not say how it went: without a status
//! it is no completed action.

use crate::text::{cut, joined};

use super::Receiver;
use super::fields::Fields;

pub(super) fn read(receiver: &Receiver, fields: &mut Fields<'_>) {
    let body = fields.body;
    let path = |name| receiver.option(&joined("fields.", name));
    for name in "id cardId taskId status time remarks".split_ascii_whitespace() {
        fields.find(name, "", body, path(name));
    }
    fields.find("amount", "n", body, path("amount"));
    if fields.has("amount") {
        fields.find("currency", "", body, path("currency"));
    }
    fields.judge();
    fields.card_state = fields.by_status(STATES);
    fields.kind = fields.by_word(WORDS).unwrap_or_default();
    if let Some(action) = fields.by_word(ACTIONS) {
        let target;
        (fields.action, target) = cut(action, b'/');
        if !target.is_empty() && fields.card_state == target {
            fields.progress = "done";
        }
        fields.judge_action();
    }
}

const WORDS: &str = "consume=transaction reversal=transaction settlement=transaction refund=refund \
    maintain_fee=fee cardholder.reviewing=kyc cardholder.approved=kyc cardholder.rejected=kyc \
    card.approved=card.state card.rejected=card.state card.under_review=card.state";

/// The action of a word, and the state that the card has once it is done.
const ACTIONS: &str = "card.freeze=freeze/frozen card.unfreeze=unfreeze/active \
    card.cancel=cancel/closed card.activate=activate/active card.set_pin=setPin";

/// The states of a card in the answers of this API.
const STATES: &str = "inactive=inactive active=active frozen=frozen cancelled=closed";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::{Action, CardState};

    #[test]
    fn actions_end_in_their_states() {
        for entry in ACTIONS.split_ascii_whitespace() {
            let (name, target) = cut(cut(entry, b'=').1, b'/');
            let action = Action::from_text(name).unwrap();
            let state = Some(target).filter(|target| !target.is_empty()).map(CardState::from_text);
            assert_eq!(action.target(), state, "{name}");
        }
    }
}
