//! What a call is to do.

use crate::card::{Action, CardForm};
use crate::client::CallOptions;
#[cfg(doc)]
use crate::client::Client;
use crate::error::{Error, ErrorCode};
use crate::image::SignImage;
use crate::issuers::{Operation, needs};
use crate::prelude::*;
use crate::secret::Secret;
use crate::settings::Settings;
use crate::text;

/// What a caller may add to an action.
#[derive(Default)]
pub struct ActionOptions {
    /// Time limits of this call.
    pub call: CallOptions,
    /// The cardholder's signature image.
    pub sign_image: Option<SignImage>,
    /// Whether the card is plastic, where the caller knows.
    pub form: Option<CardForm>,
    /// The key under which the issuer knows this operation; a fresh one when left out. Only
    /// Yativo takes one.
    pub idempotency_key: Option<String>,
}

/// What a prepared request takes from the caller.
#[derive(Default)]
pub struct PrepareOptions {
    /// The action's own options.
    pub action: ActionOptions,
    /// The session token of the caller, where the issuer has sessions.
    pub access_token: Option<Secret<String>>,
}

/// How far a task goes with its operation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Does it.
    Call,
    /// Reads the card to learn whether the action has happened.
    Reconcile,
    /// Builds the request for a transport of the caller.
    Prepare,
    /// Reads the answer that a transport of the caller got.
    Interpret,
}

/// What a call is to do.
pub struct Task {
    pub(crate) operation: Operation,
    pub(crate) mode: Mode,
    pub(crate) card: String,
    pub(crate) options: ActionOptions,
    /// What the caller gave beside, checked by the endpoint's rules.
    pub(crate) fields: Settings,
    pub(crate) access_token: Option<Secret<String>>,
    /// An image follows later, but counts already.
    pub(crate) awaits_image: bool,
    /// When the call began, if that was before its first step, as Unix time in milliseconds.
    pub(crate) began_ms: Option<u64>,
}

impl Task {
    /// An action on a card.
    #[must_use]
    pub fn act(action: Action, card: impl Into<String>, options: ActionOptions) -> Self {
        Self::new(Operation::of(action), Mode::Call, card.into(), options)
    }

    /// Reading a card's state.
    #[must_use]
    pub fn card(card: impl Into<String>, call: CallOptions) -> Self {
        let options = ActionOptions { call, ..ActionOptions::default() };
        Self::new(Operation::CARD, Mode::Call, card.into(), options)
    }

    /// Any operation of an issuer, for one with fields: see [`Client::fields`].
    #[must_use]
    pub fn of(
        operation: Operation,
        card: impl Into<String>,
        fields: Settings,
        options: ActionOptions,
    ) -> Self {
        let mut task = Self::new(operation, Mode::Call, card.into(), options);
        task.fields = fields;
        task
    }

    /// The same task with what its operation takes beside the card: see [`Client::fields`].
    #[must_use]
    pub fn with_fields(mut self, fields: Settings) -> Self {
        self.fields = fields;
        self
    }

    /// Reading a card to learn whether an action has happened.
    #[must_use]
    pub fn reconcile(action: Action, card: impl Into<String>, call: CallOptions) -> Self {
        let options = ActionOptions { call, ..ActionOptions::default() };
        Self::new(Operation::of(action), Mode::Reconcile, card.into(), options)
    }

    /// Building one request for a transport of the caller. It is to be sent at once and once:
    /// time, nonce and code are of this moment.
    #[must_use]
    pub fn prepare(operation: Operation, card: impl Into<String>, options: PrepareOptions) -> Self {
        let mut task = Self::new(operation, Mode::Prepare, card.into(), options.action);
        task.access_token = options.access_token;
        task
    }

    /// The same task, to be checked before its image is read.
    #[must_use]
    pub fn awaiting_image(mut self) -> Self {
        self.awaits_image = true;
        self
    }

    pub(crate) fn new(
        operation: Operation,
        mode: Mode,
        card: String,
        options: ActionOptions,
    ) -> Self {
        let fields = Settings::default();
        Self {
            operation,
            mode,
            card,
            options,
            fields,
            access_token: None,
            awaits_image: false,
            began_ms: None,
        }
    }

    /// The action it is about.
    pub(crate) fn action(&self) -> Option<Action> {
        self.operation.action()
    }

    /// What an error names: nothing for a card's state and a login.
    pub(crate) fn named(&self) -> Option<Operation> {
        let is_login = needs::SESSIONS && self.operation == Operation::LOGIN;
        if is_login || self.operation == Operation::CARD { None } else { Some(self.operation) }
    }

    /// Makes sure of a key: the caller's, or a fresh one. One operation, one key.
    pub(crate) fn ensure_idempotency_key(&mut self, random: &[u8; 32]) -> Result<(), Error> {
        if !needs::KEYS {
            return Ok(());
        }
        let key = self.options.idempotency_key.get_or_insert_with(|| text::uuid(random));
        if (1..=255).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Ok(());
        }
        let text = "The key must have 1 to 255 visible ASCII characters.";
        Err(Error::new(ErrorCode::InvalidInput, text).at("idempotencyKey"))
    }
}
