//! What a call is to do.

use crate::card::{Action, CardForm};
use crate::client::CallOptions;
use crate::error::{Error, ErrorCode};
use crate::image::SignImage;
use crate::issuers::Operation;
use crate::prelude::*;
use crate::secret::Secret;
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

/// What a call is to do.
pub enum Task {
    /// An action on a card.
    Act(Action, String, ActionOptions),
    /// Reading a card's state.
    Card(String, CallOptions),
    /// Reading a card to learn whether an action has happened.
    Reconcile(Action, String, CallOptions),
    /// Building one request for a transport of the caller. It is to be sent at once and once:
    /// time, nonce and code are of this moment.
    Prepare(Operation, String, PrepareOptions),
}

impl Task {
    /// The action it is about.
    pub(crate) fn action(&self) -> Option<Action> {
        match self {
            Self::Act(action, ..) | Self::Reconcile(action, ..) => Some(*action),
            Self::Prepare(operation, ..) => operation.action(),
            Self::Card(..) => None,
        }
    }

    /// The card it is about.
    pub(crate) fn card(&self) -> &str {
        match self {
            Self::Act(_, card, _)
            | Self::Card(card, _)
            | Self::Reconcile(_, card, _)
            | Self::Prepare(_, card, _) => card,
        }
    }

    fn options(&self) -> Option<&ActionOptions> {
        match self {
            Self::Act(_, _, options) => Some(options),
            Self::Prepare(_, _, options) => Some(&options.action),
            Self::Card(..) | Self::Reconcile(..) => None,
        }
    }

    pub(crate) fn sign_image(&self) -> Option<&SignImage> {
        self.options()?.sign_image.as_ref()
    }

    pub(crate) fn form(&self) -> Option<CardForm> {
        self.options()?.form
    }

    pub(crate) fn limits(&self) -> CallOptions {
        match self {
            Self::Card(_, call) | Self::Reconcile(_, _, call) => *call,
            Self::Act(_, _, options) => options.call,
            Self::Prepare(_, _, options) => options.action.call,
        }
    }

    /// The caller's key, or a fresh one. One operation, one key.
    pub(crate) fn idempotency_key(&self, random: &[u8; 32]) -> Result<String, Error> {
        let own = self.options().and_then(|options| options.idempotency_key.as_deref());
        let Some(own) = own else { return Ok(text::uuid(random)) };
        let plain = own.bytes().all(|byte| byte.is_ascii_graphic());
        if plain && (1..=255).contains(&own.len()) {
            return Ok(own.to_owned());
        }
        let text = "The idempotency key must have 1 to 255 visible ASCII characters.";
        Err(Error::new(ErrorCode::InvalidInput, text).at("idempotencyKey"))
    }
}
