//! Cards: their issuers, their actions and their states.

use crate::error::{Error, ErrorCode};
use crate::json::Json;
use crate::prelude::*;

/// The longest card id that is sent, in bytes. No issuer documents a longer one.
const LONGEST_CARD_ID: usize = 256;

/// A card issuer's API.
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
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|issuer| issuer.as_str() == text)
    }
}

/// Something done to a card.
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
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.as_str() == text)
    }

    /// The state a card has once the action is done; `None` where the action has no state.
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
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let all =
            [Self::Inactive, Self::Active, Self::Frozen, Self::Closing, Self::Closed, Self::Lost];
        all.into_iter().find(|state| state.as_str() == text).unwrap_or(Self::Unknown)
    }
}

/// A card's state beside the issuer's own word for it.
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
    #[must_use]
    pub fn of(read: Json<'_>) -> Self {
        let state = read.get("state").text();
        let state = state.map_or(CardState::Unknown, |state| CardState::from_text(&state));
        Self { state, issuer_word: read.get("issuerWord").text() }
    }

    /// A state that the issuer did not tell.
    #[must_use]
    pub const fn unknown() -> Self {
        Self { state: CardState::Unknown, issuer_word: None }
    }
}

/// Whether a card is a piece of plastic.
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct CardId(String);

impl CardId {
    /// Checks an id before anything is sent.
    ///
    /// # Errors
    /// `invalid_input` when it is empty, longer than 256 bytes, has white space or control
    /// characters, or is a path step (`.` or `..`).
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
