//! Cards: their issuers, their actions and their states.

use crate::error::{Error, ErrorCode};
use crate::json::Json;
use crate::prelude::*;

/// The longest card id that is sent, in bytes. No issuer documents a longer one.
const LONGEST_CARD_ID: usize = 256;

/// A card issuer's API.
///
/// ```
/// use cardlatch::IssuerId;
/// let names = IssuerId::ALL.map(IssuerId::as_str);
/// assert_eq!(names, ["artha", "artha-v1", "yativo", "open-api", "ibanera"]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(any(feature = "serde", feature = "typescript"), serde(rename_all = "kebab-case"))]
pub enum IssuerId {
    /// The Cards API of Artha, RSA-signed.
    Artha,
    /// The newer API of Artha, HMAC-signed.
    ArthaV1,
    /// Customer virtual cards of Yativo's fiat API.
    Yativo,
    /// The unbranded OPEN-API with the credentials in the body.
    OpenApi,
    /// The card section of Ibanera's customer API.
    Ibanera,
}

impl IssuerId {
    /// Every issuer, in the order of the documentation.
    pub const ALL: [Self; 5] =
        [Self::Artha, Self::ArthaV1, Self::Yativo, Self::OpenApi, Self::Ibanera];

    /// The id used in configurations.
    ///
    /// ```
    /// assert_eq!(cardlatch::IssuerId::OpenApi.as_str(), "open-api");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Artha => "artha",
            Self::ArthaV1 => "artha-v1",
            Self::Yativo => "yativo",
            Self::OpenApi => "open-api",
            Self::Ibanera => "ibanera",
        }
    }

    /// The issuer with this id.
    ///
    /// ```
    /// use cardlatch::IssuerId;
    /// assert_eq!(IssuerId::from_text("artha-v1"), Some(IssuerId::ArthaV1));
    /// assert_eq!(IssuerId::from_text("Artha"), None);
    /// ```
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|issuer| issuer.as_str() == text)
    }
}

/// Something done to a card.
///
/// ```
/// use cardlatch::{Action, CardState};
/// let closes = |action: &Action| action.target() == Some(CardState::Closed);
/// assert_eq!(Action::ALL.into_iter().filter(closes).collect::<Vec<_>>(), [Action::Cancel]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(any(feature = "serde", feature = "typescript"), serde(rename_all = "camelCase"))]
pub enum Action {
    /// Stop the card for now.
    Freeze,
    /// Undo a freeze.
    Unfreeze,
    /// Switch an inactive card on.
    Activate,
    /// Switch an active card off.
    Deactivate,
    /// Close the card for good.
    Cancel,
    /// Start the issuer's way of setting a PIN.
    SetPin,
}

impl Action {
    /// Every action, in the order of the documentation.
    pub const ALL: [Self; 6] = [
        Self::Freeze,
        Self::Unfreeze,
        Self::Activate,
        Self::Deactivate,
        Self::Cancel,
        Self::SetPin,
    ];

    /// The action's name in the API.
    ///
    /// ```
    /// assert_eq!(cardlatch::Action::SetPin.as_str(), "setPin"); // as in the npm package
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Freeze => "freeze",
            Self::Unfreeze => "unfreeze",
            Self::Activate => "activate",
            Self::Deactivate => "deactivate",
            Self::Cancel => "cancel",
            Self::SetPin => "setPin",
        }
    }

    /// The action with this name.
    ///
    /// ```
    /// use cardlatch::Action;
    /// assert_eq!(Action::from_text("unfreeze"), Some(Action::Unfreeze));
    /// assert_eq!(Action::from_text("block"), None);
    /// ```
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.as_str() == text)
    }

    /// The state a card has once the action is done; `None` where the action has no state.
    ///
    /// ```
    /// use cardlatch::{Action, CardState};
    /// assert_eq!(Action::Freeze.target(), Some(CardState::Frozen));
    /// assert_eq!(Action::Deactivate.target(), Some(CardState::Inactive));
    /// assert_eq!(Action::SetPin.target(), None);
    /// ```
    #[must_use]
    pub const fn target(self) -> Option<CardState> {
        match self {
            Self::Freeze => Some(CardState::Frozen),
            Self::Unfreeze | Self::Activate => Some(CardState::Active),
            Self::Deactivate => Some(CardState::Inactive),
            Self::Cancel => Some(CardState::Closed),
            Self::SetPin => None,
        }
    }
}

/// A card's state, the same words for every issuer.
///
/// ```
/// use cardlatch::CardState;
/// assert_eq!(CardState::from_text("frozen"), CardState::Frozen);
/// assert_ne!(CardState::Closing, CardState::Closed); // the issuer is not done with it
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(any(feature = "serde", feature = "typescript"), serde(rename_all = "snake_case"))]
pub enum CardState {
    /// Not switched on, or switched off.
    Inactive,
    /// In use.
    Active,
    /// Stopped for now.
    Frozen,
    /// Closing has begun.
    Closing,
    /// Closed for good.
    Closed,
    /// Reported lost.
    Lost,
    /// The issuer gave no state, or a word that is not documented.
    Unknown,
}

impl CardState {
    /// The state's stable name.
    ///
    /// ```
    /// assert_eq!(cardlatch::CardState::Inactive.as_str(), "inactive");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Inactive => "inactive",
            Self::Active => "active",
            Self::Frozen => "frozen",
            Self::Closing => "closing",
            Self::Closed => "closed",
            Self::Lost => "lost",
            Self::Unknown => "unknown",
        }
    }

    /// The state with this name; unknown for every other text.
    ///
    /// ```
    /// use cardlatch::CardState;
    /// assert_eq!(CardState::from_text("lost"), CardState::Lost);
    /// assert_eq!(CardState::from_text("On hold"), CardState::Unknown);
    /// ```
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let all =
            [Self::Inactive, Self::Active, Self::Frozen, Self::Closing, Self::Closed, Self::Lost];
        all.into_iter().find(|state| state.as_str() == text).unwrap_or(Self::Unknown)
    }
}

/// A card's state beside the issuer's own word for it.
///
/// Artha lists no words of states, so its cards are unknown beside the word:
///
/// ```
/// use cardlatch::{CardState, CardStatus, json};
/// let read = br#"{"state":"unknown","issuerWord":"Active","last4":"1111"}"#;
/// let status = CardStatus::of(json::check(read, json::Limits::default())?);
/// assert_eq!((status.state, status.issuer_word.as_deref()), (CardState::Unknown, Some("Active")));
/// # Ok::<(), json::JsonError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(any(feature = "serde", feature = "typescript"), serde(rename_all = "camelCase"))]
pub struct CardStatus {
    /// The state in this library's words.
    pub state: CardState,
    /// The issuer's own word, as it came.
    #[cfg_attr(
        any(feature = "serde", feature = "typescript"),
        serde(skip_serializing_if = "Option::is_none")
    )]
    #[cfg_attr(feature = "typescript", tsify(optional))]
    pub issuer_word: Option<String>,
}

impl CardStatus {
    /// The state of a card that was read.
    ///
    /// ```
    /// use cardlatch::{CardState, CardStatus, json};
    /// let read = json::check(br#"{"state":"frozen"}"#, json::Limits::default())?;
    /// assert_eq!(CardStatus::of(read).state, CardState::Frozen);
    /// assert_eq!(CardStatus::of(json::Json::NONE), CardStatus::unknown());
    /// # Ok::<(), json::JsonError>(())
    /// ```
    #[must_use]
    pub fn of(read: Json<'_>) -> Self {
        let state = read.get("state").text();
        let state = state.map_or(CardState::Unknown, |state| CardState::from_text(&state));
        Self { state, issuer_word: read.get("issuerWord").text() }
    }

    /// A state that the issuer did not tell.
    ///
    /// ```
    /// use cardlatch::{CardState, CardStatus};
    /// assert_eq!(CardStatus::unknown().state, CardState::Unknown);
    /// ```
    #[must_use]
    pub const fn unknown() -> Self {
        Self { state: CardState::Unknown, issuer_word: None }
    }
}

/// Whether a card is a piece of plastic.
///
/// OPEN-API freezes plastic cards alone. Where the caller says that the card is none, nothing is
/// sent:
///
/// ```
/// use cardlatch::issuers::open_api::OpenApiConfig;
/// use cardlatch::{Action, ActionOptions, CardForm, Client, ErrorCode, IssuerConfig, Task};
///
/// # let config = OpenApiConfig::new("https://issuer.example", "v1", "1011", "1001", "key");
/// # let client = Client::new(IssuerConfig::OpenApi(config))?;
/// let options = ActionOptions { form: Some(CardForm::Virtual), ..ActionOptions::default() };
/// let refused = client.check(&Task::act(Action::Freeze, "cid_1", options)).unwrap_err();
/// assert_eq!(refused.code(), ErrorCode::UnsupportedAction);
/// # Ok::<(), cardlatch::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "typescript", derive(tsify::Tsify))]
#[cfg_attr(any(feature = "serde", feature = "typescript"), serde(rename_all = "lowercase"))]
pub enum CardForm {
    /// A plastic card.
    Physical,
    /// A card number only.
    Virtual,
}

/// A card id as the issuer gave it. Opaque, never a number.
///
/// ```
/// use cardlatch::{CardId, ErrorCode};
/// let id = CardId::new("5d2c0b1e-8f5e-4c8e-9a51-5cf3a1f0c0de")?;
/// assert_eq!(id.as_str().len(), 36);
/// # Ok::<(), cardlatch::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct CardId(String);

impl CardId {
    /// Checks an id before anything is sent.
    ///
    /// # Errors
    /// `invalid_input` when it is empty, longer than 256 bytes, has white space or control
    /// characters, or is a path step (`.` or `..`).
    ///
    /// ```
    /// use cardlatch::{CardId, ErrorCode};
    /// assert!(CardId::new("1001").is_ok());
    /// let refused = CardId::new("..").unwrap_err();
    /// assert_eq!((refused.code(), refused.path()), (ErrorCode::InvalidInput, Some("cardId")));
    /// ```
    pub fn new(text: &str) -> Result<Self, Error> {
        match Self::fault(text) {
            Some(fault) => Err(Error::new(ErrorCode::InvalidInput, fault).at("cardId")),
            None => Ok(Self(text.to_owned())),
        }
    }

    /// What is wrong with an id.
    pub(crate) fn fault(text: &str) -> Option<&'static str> {
        if text.is_empty() {
            Some("The card id is empty.")
        } else if text.len() > LONGEST_CARD_ID {
            Some("The card id is longer than 256 bytes.")
        } else if text.bytes().any(|byte| byte <= b' ' || byte == 0x7f) {
            Some("The card id has white space or control characters.")
        } else if text == "." || text == ".." {
            Some("The card id is a path step, not an id.")
        } else {
            None
        }
    }

    /// The id as text.
    ///
    /// ```
    /// assert_eq!(cardlatch::CardId::new("cid_1")?.as_str(), "cid_1");
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_ids_that_are_not_ids() {
        for bad in ["", " ", "a b", "a\n", ".", "..", "a\u{0}", "\u{7f}"] {
            let error = CardId::new(bad).unwrap_err();
            assert_eq!(error.code(), ErrorCode::InvalidInput, "{bad:?}");
            assert_eq!(error.path(), Some("cardId"));
        }
        assert!(CardId::new(&"a".repeat(257)).is_err());
        assert!(CardId::new(&"a".repeat(256)).is_ok());
    }

    #[test]
    fn names_and_ids_round_trip() {
        for action in Action::ALL {
            assert_eq!(Action::from_text(action.as_str()), Some(action));
        }
        for issuer in IssuerId::ALL {
            assert_eq!(IssuerId::from_text(issuer.as_str()), Some(issuer));
        }
        assert_eq!(Action::from_text("Freeze"), None);
    }
}
