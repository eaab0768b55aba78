//! What became of an action.

use crate::card::{Action, CardStatus, IssuerId};
use crate::issuers::Operation;
use crate::json::JsonText;
use crate::prelude::*;

/// How an action ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(any(feature = "serde", feature = "typescript"), serde(rename_all = "snake_case"))]
pub enum ActionResult {
    /// It is done.
    Completed,
    /// The issuer took it and has not said that it is done.
    Accepted,
    /// The card was in that state before.
    Already,
}

/// An action that did not fail.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
// In TypeScript an outcome is one of three, which tell each other apart by `result`.
#[cfg_attr(feature = "typescript", tsify(rename = "OutcomeFacts"))]
#[cfg_attr(any(feature = "serde", feature = "typescript"), serde(rename_all = "camelCase"))]
pub struct Outcome {
    /// The issuer.
    pub issuer: IssuerId,
    /// The action, or another operation that changes something.
    #[cfg_attr(feature = "typescript", tsify(type = "WriteOperation"))]
    pub action: Operation,
    /// The card, as it was given, or the new one.
    pub card_id: String,
    /// How it ended.
    pub result: ActionResult,
    /// Whether that is certain: the issuer's answer is final, or the card was read back.
    pub confirmed: bool,
    /// The issuer's id of an accepted action; its callback carries the same.
    #[cfg_attr(
        any(feature = "serde", feature = "typescript"),
        serde(skip_serializing_if = "Option::is_none")
    )]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub task_id: Option<String>,
    /// The issuer's own words on the action.
    #[cfg_attr(
        any(feature = "serde", feature = "typescript"),
        serde(skip_serializing_if = "Option::is_none")
    )]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub remarks: Option<String>,
    /// The card's state, where the answer or a read told it.
    #[cfg_attr(
        any(feature = "serde", feature = "typescript"),
        serde(skip_serializing_if = "Option::is_none")
    )]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub card: Option<CardStatus>,
    /// What the answer tells beside, in this library's names: for example the new card.
    #[cfg_attr(
        any(feature = "serde", feature = "typescript"),
        serde(skip_serializing_if = "JsonText::is_empty")
    )]
    #[cfg_attr(feature = "typescript", tsify(optional, type = "OutcomeData"))]
    pub data: JsonText,
    /// Fields of the answer that have no name here. Numbers that a double cannot hold exactly
    /// are text.
    #[cfg_attr(
        any(feature = "serde", feature = "typescript"),
        serde(skip_serializing_if = "JsonText::is_empty")
    )]
    #[cfg_attr(feature = "typescript", tsify(optional, type = "Data"))]
    pub extra: JsonText,
}

/// What an issuer's answer to an action says, before it is tied to a card.
#[derive(Clone, Debug)]
pub struct Reply {
    /// How it ended.
    pub result: ActionResult,
    /// Whether the answer alone is final.
    pub confirmed: bool,
    /// The issuer's id of the action.
    pub task_id: Option<String>,
    /// The issuer's own words.
    pub remarks: Option<String>,
    /// The card's state.
    pub card: Option<CardStatus>,
    /// What the answer tells beside, in this library's names.
    pub data: JsonText,
    /// Fields without a name here.
    pub extra: JsonText,
}

impl Reply {
    /// A reply with nothing but a result.
    #[must_use]
    pub fn new(result: ActionResult, confirmed: bool) -> Self {
        let (data, extra) = (JsonText::default(), JsonText::default());
        Self { result, confirmed, task_id: None, remarks: None, card: None, data, extra }
    }

    /// The outcome of this reply for a card.
    #[must_use]
    pub fn outcome(self, issuer: IssuerId, action: Operation, card_id: &str) -> Outcome {
        Outcome {
            issuer,
            action,
            card_id: card_id.to_owned(),
            result: self.result,
            confirmed: self.confirmed,
            task_id: self.task_id,
            remarks: self.remarks,
            card: self.card,
            data: self.data,
            extra: self.extra,
        }
    }
}

/// Whether an action whose effect was unknown has happened, read off the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(any(feature = "serde", feature = "typescript"), serde(rename_all = "snake_case"))]
pub enum Verdict {
    /// The card is in the state that the action leads to.
    Done,
    /// The card is in another state.
    NotDone,
    /// The issuer does not tell the state.
    Unknown,
}

/// The answer to "what happened to my action?".
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(any(feature = "serde", feature = "typescript"), serde(rename_all = "camelCase"))]
pub struct Reconciliation {
    /// The action asked about.
    pub action: Action,
    /// The card, as it was given.
    pub card_id: String,
    /// Whether it happened.
    pub verdict: Verdict,
    /// What the card reads.
    pub card: CardStatus,
}
