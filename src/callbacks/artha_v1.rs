//! The newer API of Artha: the words of its events are documented, its payloads are not.
//!
//! Page `webhooks-1964252m0` of docs.artha.work, of which two cut copies are known. It comes by POST
//! as JSON. The names of the fields, the signature and the reply are not in the copies: the caller
//! says where the word and the fields stand, and the reply is a plain 200. Amounts are in major or
//! minor units "as configured". That `card.freeze` comes does not say how it went: without a status
//! it is no completed action.

/// An action has the state that the card has once it is done, and its name. The states are those in
/// the answers of this API.
pub(super) const FACTS: &str = "words\0consume=transaction reversal=transaction \
    settlement=transaction refund=refund maintain_fee=fee \
    cardholder.reviewing=kyc cardholder.approved=kyc cardholder.rejected=kyc \
    card.approved=card.state card.rejected=card.state card.under_review=card.state \
    card.freeze=action/frozen/freeze card.unfreeze=action/active/unfreeze \
    card.cancel=action/closed/cancel card.activate=action/active/activate \
    card.set_pin=action//setPin\0\
    states\0inactive=inactive active=active frozen=frozen cancelled=closed\0";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::{Action, CardState};

    #[test]
    fn actions_end_in_their_states() {
        let mut actions = 0;
        for entry in FACTS.split(['\0', ' ']) {
            let Some((_, meaning)) = entry.split_once("=action/") else { continue };
            let (target, name) = meaning.split_once('/').unwrap();
            let state = Some(target).filter(|target| !target.is_empty()).map(CardState::from_text);
            assert_eq!(Action::from_text(name).unwrap().target(), state, "{name}");
            actions += 1;
        }
        assert_eq!(actions, 5);
    }
}
