//! What became of an action.

use crate::card::{Action, CardStatus, IssuerId};
use crate::issuers::Operation;
use crate::json::JsonText;
use crate::prelude::*;

/// How an action ended.
///
/// ```
/// use cardlatch::{ActionResult, Outcome};
///
/// fn sentence(outcome: &Outcome) -> &'static str {
///     match outcome.result {
///         ActionResult::Completed => "Done.",
///         ActionResult::Accepted => "On its way.", // wait for the callback, or read the card
///         ActionResult::Already => "It was so before.",
///     }
/// }
/// # let reply = cardlatch::Reply::new(ActionResult::Already, true);
/// # let freeze = cardlatch::Operation::of(cardlatch::Action::Freeze);
/// # let outcome = reply.outcome(cardlatch::IssuerId::Yativo, freeze, "5d2c0b1e");
/// assert_eq!(sentence(&outcome), "It was so before.");
/// ```
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
///
/// ```
/// use cardlatch::{Action, ActionResult, Client, Done, IssuerConfig, Operation, http::Response};
/// # use cardlatch::issuers::ibanera::IbaneraConfig;
/// # let config = IbaneraConfig::new("https://issuer.example", "user", "password");
/// # let client = Client::new(IssuerConfig::Ibanera(config))?;
/// let body = r#"{"details":{"card":{"id":1001,"status":"Active"}},"status":"1","errors":[]}"#;
/// let activate = Operation::of(Action::Activate);
/// let done = client.interpret(activate, "1001", &Response::new(200, body))?;
/// let Done::Outcome(outcome) = done else { panic!() };
/// assert_eq!((outcome.result, outcome.confirmed), (ActionResult::Completed, true));
/// assert_eq!(outcome.card_id, "1001");
/// # Ok::<(), cardlatch::Error>(())
/// ```
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
///
/// ```
/// use cardlatch::{ActionResult, Reply};
/// let mut reply = Reply::new(ActionResult::Accepted, false);
/// reply.task_id = Some("b3190d".into());
/// assert!(reply.data.is_empty() && reply.extra.is_empty());
/// ```
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
    ///
    /// ```
    /// use cardlatch::{ActionResult, Reply};
    /// let reply = Reply::new(ActionResult::Completed, true);
    /// assert!(reply.confirmed && reply.card.is_none());
    /// ```
    #[must_use]
    pub fn new(result: ActionResult, confirmed: bool) -> Self {
        let (data, extra) = (JsonText::default(), JsonText::default());
        Self { result, confirmed, task_id: None, remarks: None, card: None, data, extra }
    }

    /// The outcome of this reply for a card.
    ///
    /// ```
    /// use cardlatch::{Action, ActionResult, IssuerId, Operation, Reply};
    /// let freeze = Operation::of(Action::Freeze);
    /// let reply = Reply::new(ActionResult::Accepted, false);
    /// let outcome = reply.outcome(IssuerId::Artha, freeze, "81e38cea");
    /// assert_eq!((outcome.action, outcome.card_id.as_str()), (freeze, "81e38cea"));
    /// ```
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
///
/// ```
/// use cardlatch::{Reconciliation, Verdict};
///
/// fn may_be_sent_again(told: &Reconciliation) -> bool {
///     told.verdict == Verdict::NotDone // not where it is unknown
/// }
/// # use cardlatch::{Action, CardStatus};
/// # let card_id = String::from("c");
/// # let (action, verdict, card) = (Action::Freeze, Verdict::Unknown, CardStatus::unknown());
/// # assert!(!may_be_sent_again(&Reconciliation { action, card_id, verdict, card }));
/// ```
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
///
/// ```
/// use cardlatch::{Action, CardState, CardStatus, Reconciliation, Verdict};
///
/// let told = Reconciliation {
///     action: Action::Freeze,
///     card_id: "5d2c0b1e".into(),
///     verdict: Verdict::NotDone,
///     card: CardStatus { state: CardState::Active, issuer_word: Some("active".into()) },
/// };
/// assert_ne!(Some(told.card.state), told.action.target());
/// ```
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
