//! The capability table: what each issuer offers, what that needs and what it does beside.
//!
//! One table for the client, the README and the npm package.

use crate::card::{Action, IssuerId};
use crate::text;

/// Whether an action can be called.
///
/// ```
/// use cardlatch::capability::{Support, capability};
/// use cardlatch::{Action, IssuerId};
///
/// let of = |issuer, action| capability(issuer, action).map(|cell| cell.support);
/// assert_eq!(of(IssuerId::OpenApi, Action::Freeze), Some(Support::Supported));
/// assert_eq!(of(IssuerId::OpenApi, Action::Unfreeze), Some(Support::Undocumented));
/// assert_eq!(of(IssuerId::Ibanera, Action::Cancel), Some(Support::NotOffered));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(any(feature = "serde", feature = "typescript"), serde(rename_all = "snake_case"))]
pub enum Support {
    /// Documented by the issuer and offered here.
    Supported,
    /// The issuer has it but no public document says how. It works once you supply what your
    /// contract says, or ask for what only programs of others show.
    Undocumented,
    /// Not offered.
    NotOffered,
}

/// What an action needs.
///
/// ```
/// use cardlatch::capability::{Requirement, capability};
/// use cardlatch::{Action, IssuerId};
///
/// let cell = capability(IssuerId::Ibanera, Action::SetPin).unwrap();
/// assert_eq!(cell.requires, [Requirement::OneTimeCode]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(any(feature = "serde", feature = "typescript"), serde(rename_all = "snake_case"))]
pub enum Requirement {
    /// A signature image, where the card's program asks for one.
    SignImageIfProgramAsks,
    /// A one-time code for every call.
    OneTimeCode,
    /// A plastic card.
    PhysicalCard,
    /// The path that your contract with the issuer states.
    PathFromContract,
    /// The option `observedOnly`: no document has it, only programs of others.
    ObservedOnly,
}

/// What an action does beside.
///
/// ```
/// use cardlatch::capability::{SideEffect, capability};
/// use cardlatch::{Action, IssuerId};
///
/// let cell = capability(IssuerId::Ibanera, Action::Deactivate).unwrap();
/// assert_eq!(cell.effects, [SideEffect::VoidsPendingTransactions]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(any(feature = "serde", feature = "typescript"), serde(rename_all = "snake_case"))]
pub enum SideEffect {
    /// Pending transactions of the card are voided.
    VoidsPendingTransactions,
    /// It cannot be undone.
    Irreversible,
}

/// What the issuer's answer is worth.
///
/// ```
/// use cardlatch::capability::{AnswerKind, capability};
/// use cardlatch::{Action, IssuerId};
///
/// let cell = capability(IssuerId::Artha, Action::Freeze).unwrap();
/// assert_eq!(cell.answer, AnswerKind::AcceptedThenCallback); // wait for the callback
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(any(feature = "serde", feature = "typescript"), serde(rename_all = "snake_case"))]
pub enum AnswerKind {
    /// It is final.
    Final,
    /// It says that the action was taken; a callback tells the rest.
    AcceptedThenCallback,
    /// It says that the action was taken; whether that is final is not documented.
    AcceptedOnly,
    /// It is not proof; the client reads the card back.
    ConfirmedByRead,
}

/// One cell of the table.
///
/// ```
/// use cardlatch::IssuerId;
/// use cardlatch::capability::{CAPABILITIES, SideEffect};
///
/// let of_artha = CAPABILITIES.iter().filter(|cell| cell.issuer == IssuerId::Artha);
/// let ends = of_artha.filter(|cell| cell.effects.contains(&SideEffect::Irreversible));
/// assert_eq!(ends.map(|cell| cell.action.as_str()).collect::<Vec<_>>(), ["cancel"]);
/// ```
#[derive(Clone, Copy, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
pub struct Capability {
    /// The issuer.
    pub issuer: IssuerId,
    /// The action.
    pub action: Action,
    /// Whether it can be called.
    pub support: Support,
    /// What it needs.
    #[cfg_attr(feature = "typescript", tsify(type = "Requirement[]"))]
    pub requires: &'static [Requirement],
    /// What it does beside.
    #[cfg_attr(feature = "typescript", tsify(type = "SideEffect[]"))]
    pub effects: &'static [SideEffect],
    /// What the answer is worth.
    pub answer: AnswerKind,
    /// The same in one sentence.
    pub reason: &'static str,
}

impl Capability {
    const fn offered(
        issuer: IssuerId,
        action: Action,
        answer: AnswerKind,
        reason: &'static str,
    ) -> Self {
        let support = Support::Supported;
        Self { issuer, action, support, requires: &[], effects: &[], answer, reason }
    }

    const fn not_offered(issuer: IssuerId, action: Action, reason: &'static str) -> Self {
        let mut row = Self::offered(issuer, action, AnswerKind::Final, reason);
        row.support = Support::NotOffered;
        row
    }

    const fn by_contract(action: Action, reason: &'static str) -> Self {
        let mut row = Self::offered(IssuerId::OpenApi, action, AnswerKind::AcceptedOnly, reason);
        row.support = Support::Undocumented;
        row.requires(&[Requirement::PhysicalCard, Requirement::PathFromContract])
    }

    const fn observed(mut self) -> Self {
        self.support = Support::Undocumented;
        self.requires(&[Requirement::ObservedOnly])
    }

    const fn requires(mut self, requires: &'static [Requirement]) -> Self {
        self.requires = requires;
        self
    }

    const fn effects(mut self, effects: &'static [SideEffect]) -> Self {
        self.effects = effects;
        self
    }

    /// Why it cannot be called as it is; nothing where it can.
    const fn refusal(&self) -> &'static str {
        match self.support {
            _ if !self.issuer.is_built() => "",
            Support::Supported => "",
            Support::Undocumented | Support::NotOffered => self.reason,
        }
    }
}

use Action::{Activate, Cancel, Deactivate, Freeze, SetPin, Unfreeze};
use AnswerKind::{AcceptedOnly, AcceptedThenCallback, ConfirmedByRead, Final};
use IssuerId::{Artha, ArthaV1, Ibanera, OpenApi, Yativo};
use Requirement::{OneTimeCode, PhysicalCard, SignImageIfProgramAsks};
use SideEffect::{Irreversible, VoidsPendingTransactions};

/// The whole table: every issuer with every action.
#[rustfmt::skip]
pub const CAPABILITIES: [Capability; 30] = [
    Capability::offered(Artha, Freeze, AcceptedThenCallback,
        "The issuer takes the freeze and tells the result by callback.")
        .requires(&[SignImageIfProgramAsks]),
    Capability::offered(Artha, Unfreeze, AcceptedThenCallback,
        "The issuer takes the unfreeze and tells the result by callback.")
        .requires(&[SignImageIfProgramAsks]),
    Capability::not_offered(Artha, Activate,
        "There is no activate call; binding a card activates it."),
    Capability::not_offered(Artha, Deactivate,
        "There is no deactivate call; use freeze."),
    Capability::offered(Artha, Cancel, AcceptedThenCallback,
        "The issuer takes the cancellation and tells the result by callback. No way back is documented.")
        .effects(&[Irreversible]),
    Capability::offered(Artha, SetPin, Final,
        "The issuer starts its own PIN procedure. Its document has no field for a PIN, so none is sent.")
        .requires(&[SignImageIfProgramAsks]),

    Capability::offered(ArthaV1, Freeze, ConfirmedByRead,
        "The answer is final where it shows the card frozen; else the client reads the card back."),
    Capability::offered(ArthaV1, Unfreeze, ConfirmedByRead,
        "The issuer's menu names it and no public page has its path: it goes to that of its neighbours. The answer is final where it shows the card active; else the client reads the card back."),
    Capability::offered(ArthaV1, Activate, ConfirmedByRead,
        "The answer is final where it shows the card active; else the client reads the card back. Plastic cards may need their activationCode."),
    Capability::not_offered(ArthaV1, Deactivate,
        "There is no deactivate call; use freeze."),
    Capability::offered(ArthaV1, Cancel, ConfirmedByRead,
        "The answer is final where it shows the card cancelled; else the client reads the card back. No way back is documented.")
        .effects(&[Irreversible]),
    Capability::offered(ArthaV1, SetPin, AcceptedOnly,
        "The issuer takes the new pin, four to six digits; whether that is final is not documented."),

    Capability::offered(Yativo, Freeze, ConfirmedByRead,
        "The answer is not proof, so the client reads the card back."),
    Capability::offered(Yativo, Unfreeze, ConfirmedByRead,
        "The answer is not proof, so the client reads the card back."),
    Capability::not_offered(Yativo, Activate,
        "There is no activate call for cards, only for customers."),
    Capability::not_offered(Yativo, Deactivate,
        "There is no deactivate call; use freeze."),
    Capability::offered(Yativo, Cancel, ConfirmedByRead,
        "No document has it, only programs of others: set observedOnly.")
        .observed()
        .effects(&[Irreversible]),
    Capability::not_offered(Yativo, SetPin,
        "There is no documented PIN call."),

    Capability::offered(OpenApi, Freeze, AcceptedOnly,
        "The issuer takes the freeze; whether that is final is not documented. Virtual cards cannot be frozen.")
        .requires(&[PhysicalCard]),
    Capability::by_contract(Unfreeze,
        "The path is not public; supply it from your contract."),
    Capability::by_contract(Activate,
        "The path is not public; supply it from your contract."),
    Capability::not_offered(OpenApi, Deactivate,
        "There is no deactivate call; use freeze."),
    Capability::by_contract(Cancel,
        "The path is not public; supply it from your contract.")
        .effects(&[Irreversible]),
    Capability::not_offered(OpenApi, SetPin,
        "There is no documented PIN call."),

    Capability::not_offered(Ibanera, Freeze,
        "There is no freeze call; deactivate stops a card too, but voids its pending transactions."),
    Capability::not_offered(Ibanera, Unfreeze,
        "There is no unfreeze call; use activate."),
    Capability::offered(Ibanera, Activate, Final,
        "The answer is final.")
        .requires(&[OneTimeCode]),
    Capability::offered(Ibanera, Deactivate, Final,
        "The answer is final. Pending transactions of the card are voided.")
        .requires(&[OneTimeCode])
        .effects(&[VoidsPendingTransactions]),
    Capability::not_offered(Ibanera, Cancel,
        "There is no documented call that ends a card."),
    Capability::offered(Ibanera, SetPin, Final,
        "The PIN changes against the old one; a reset is not documented.")
        .requires(&[OneTimeCode]),
];

/// The cell of one issuer and action.
///
/// ```
/// use cardlatch::capability::capability;
/// use cardlatch::{Action, IssuerId};
///
/// let cell = capability(IssuerId::Ibanera, Action::Cancel).unwrap();
/// assert_eq!(cell.reason, "There is no documented call that ends a card.");
/// ```
#[must_use]
pub fn capability(issuer: IssuerId, action: Action) -> Option<&'static Capability> {
    CAPABILITIES.get(place(issuer, action))
}

const fn place(issuer: IssuerId, action: Action) -> usize {
    issuer as usize * Action::ALL.len() + action as usize
}

/// Why an action cannot be called as it is; nothing where it can.
pub(crate) fn refusal(issuer: IssuerId, action: Action) -> &'static str {
    text::nth(REFUSALS, b'\n', place(issuer, action))
}

/// A line for every row. The shipped module asks for nothing else of the table, and one text weighs
/// a fraction of its rows; the package's readers get the rest as data that the build writes.
const REFUSALS: &str = match str::from_utf8(&LINES) {
    Ok(lines) => lines,
    Err(_) => "",
};

const LINES: [u8; lines(&mut [])] = {
    let mut all = [0; lines(&mut [])];
    lines(&mut all);
    all
};

/// Writes the lines as far as there is room, and gives their length.
const fn lines(mut out: &mut [u8]) -> usize {
    let (mut rows, mut length) = (CAPABILITIES.as_slice(), 0);
    while let Some((row, others)) = rows.split_first() {
        let mut line = row.refusal().as_bytes();
        loop {
            let (byte, left) = match line.split_first() {
                Some((byte, left)) => (*byte, Some(left)),
                None => (b'\n', None),
            };
            length += 1;
            let room = out;
            out = match room.split_first_mut() {
                Some((place, room)) => {
                    *place = byte;
                    room
                }
                None => &mut [],
            };
            match left {
                Some(left) => line = left,
                None => break,
            }
        }
        rows = others;
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_issuer_has_a_row_for_every_action_in_order() {
        let mut rows = CAPABILITIES.iter();
        for issuer in IssuerId::ALL {
            for action in Action::ALL {
                let row = rows.next().unwrap();
                assert_eq!((row.issuer, row.action), (issuer, action));
                assert!(row.reason.ends_with('.'), "{}", row.reason);
            }
        }
    }

    #[test]
    fn what_can_be_called_is_not_refused() {
        for row in CAPABILITIES {
            let reason = if row.support == Support::Supported { "" } else { row.reason };
            assert_eq!(refusal(row.issuer, row.action), reason);
            assert_eq!(capability(row.issuer, row.action).unwrap().reason, row.reason);
        }
    }

    #[test]
    fn what_cannot_be_undone_says_so() {
        for row in CAPABILITIES.iter().filter(|row| row.support != Support::NotOffered) {
            let irreversible = row.effects.contains(&Irreversible);
            assert_eq!(irreversible, row.action == Cancel, "{row:?}");
        }
    }
}
