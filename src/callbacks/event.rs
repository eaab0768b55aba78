//! The vocabulary of events, the same for every issuer.

use core::fmt;

use crate::card::{Action, CardState};
use crate::json::{Json, JsonText};
use crate::prelude::*;
use crate::secret::Secret;

use super::Sender;

/// Names of a type, and the value of each.
macro_rules! from_text {
    ($type:ident: $($value:ident),*) => {
        impl $type {
            const ALL: [Self; [$(Self::$value),*].len()] = [$(Self::$value),*];

            pub(crate) fn from_text(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.as_str() == text)
            }
        }
    };
}

from_text!(Kind: ActionCompleted, ActionFailed, CardState, Transaction, Fee, Refund, Topup, Kyc, ThreedsCode, Other);
from_text!(Progress: Done, Failed, Pending, Unknown);
from_text!(Trust: Signed, Origin, ReadCardFirst);
from_text!(Unit: Major, Minor, NotStated);
from_text!(Strength: Id, Derived);

/// What an event is about.
///
/// ```
/// use cardlatch::callbacks::{Event, Kind};
///
/// fn concerns_a_card(event: &Event) -> bool {
///     matches!(event.kind, Kind::ActionCompleted | Kind::ActionFailed | Kind::CardState)
/// }
/// # let _ = concerns_a_card;
/// assert_eq!(Kind::CardState.as_str(), "card.state");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// An action on a card is done.
    ActionCompleted,
    /// An action on a card did not happen.
    ActionFailed,
    /// A card came into being, or into another state.
    CardState,
    /// Money moved, or was asked for.
    Transaction,
    /// A fee was taken.
    Fee,
    /// Money came back.
    Refund,
    /// Money was put on a card.
    Topup,
    /// The check of a person's identity went on.
    Kyc,
    /// A code for 3-D Secure, in [`Event::code`].
    ThreedsCode,
    /// Something else: the issuer's words say what.
    Other,
}

impl Kind {
    /// The kind's stable name.
    ///
    /// ```
    /// assert_eq!(cardlatch::callbacks::Kind::ThreedsCode.as_str(), "threeds.code");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ActionCompleted => "action.completed",
            Self::ActionFailed => "action.failed",
            Self::CardState => "card.state",
            Self::Transaction => "transaction",
            Self::Fee => "fee",
            Self::Refund => "refund",
            Self::Topup => "topup",
            Self::Kyc => "kyc",
            Self::ThreedsCode => "threeds.code",
            Self::Other => "other",
        }
    }
}

/// How what the event is about went, by the issuer's documented words.
///
/// ```
/// use cardlatch::callbacks::{Event, Progress};
///
/// fn is_over(event: &Event) -> bool {
///     matches!(event.progress, Progress::Done | Progress::Failed)
/// }
/// # let _ = is_over;
/// assert_ne!(Progress::Pending, Progress::Unknown);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Progress {
    /// It is done, or was granted.
    Done,
    /// It did not happen, or was denied.
    Failed,
    /// It is on its way.
    Pending,
    /// The issuer did not say, or with a word that no document has.
    Unknown,
}

impl Progress {
    /// The stable name.
    ///
    /// ```
    /// assert_eq!(cardlatch::callbacks::Progress::Pending.as_str(), "pending");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Pending => "pending",
            Self::Unknown => "unknown",
        }
    }
}

/// How far an event may be believed.
///
/// ```
/// use cardlatch::callbacks::{Incoming, Proof, Receiver, Trust};
///
/// let receiver = Receiver::artha(Proof::ReadBack)?;
/// # #[cfg(feature = "crypto")] {
/// let event = receiver.receive(Incoming::new("POST", &[], b"{}"))?;
/// assert_eq!(event.trust, Trust::ReadCardFirst); // anybody may have sent it
/// # }
/// # Ok::<(), cardlatch::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Trust {
    /// The issuer signed these bytes.
    Signed,
    /// It came from an agreed address, or by the secret path. The bytes are not signed.
    Origin,
    /// Anybody may have sent it: it is a reason to read the card, and nothing more.
    ReadCardFirst,
}

impl Trust {
    /// The stable name.
    ///
    /// ```
    /// assert_eq!(cardlatch::callbacks::Trust::ReadCardFirst.as_str(), "read_card_first");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::Origin => "origin",
            Self::ReadCardFirst => "read_card_first",
        }
    }
}

/// What one of an amount is.
///
/// ```
/// use cardlatch::amount::from_minor;
/// use cardlatch::callbacks::{Amount, Unit};
///
/// fn in_whole_units(amount: &Amount) -> Option<String> {
///     match amount.unit {
///         Unit::Major => Some(amount.value.clone()),
///         Unit::Minor => from_minor(&amount.value),
///         Unit::NotStated => None, // not to be guessed
///     }
/// }
/// let amount = Amount { value: "250".into(), currency: Some("USD".into()), unit: Unit::Minor };
/// assert_eq!(in_whole_units(&amount).as_deref(), Some("2.50"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// The currency's own unit: dollars.
    Major,
    /// The currency's smallest part: cents.
    Minor,
    /// The issuer's documents do not say.
    NotStated,
}

impl Unit {
    /// The stable name.
    ///
    /// ```
    /// assert_eq!(cardlatch::callbacks::Unit::NotStated.as_str(), "not_stated");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Major => "major",
            Self::Minor => "minor",
            Self::NotStated => "not_stated",
        }
    }
}

/// An amount of money, with every digit that the issuer wrote.
///
/// Yativo's pages do not say the unit of a deposit on a card; a payout is in whole units:
///
/// ```
/// # #[cfg(feature = "crypto")] {
/// # use cardlatch::{crypto::hmac_sha256, issuers::artha_v1::SecretEncoding};
/// use cardlatch::callbacks::{Incoming, Receiver, Unit};
///
/// let body = br#"{"event.type":"payout.completed","payload":{"amount":12.50,"currency":"USD"}}"#;
/// # let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
/// # let signature = hex(&hmac_sha256("whsec_1", SecretEncoding::Text)?(body)?);
/// let headers = [("X-Yativo-Signature", signature.as_str())];
/// let event = Receiver::yativo(["whsec_1"])?.receive(Incoming::new("POST", &headers, body))?;
/// let amount = event.amount.unwrap();
/// assert_eq!((amount.value.as_str(), amount.unit), ("12.50", Unit::Major)); // each digit
/// # }
/// # Ok::<(), cardlatch::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// A decimal number as text, for example `207.5700`. What its sign means is the issuer's matter.
    pub value: String,
    /// The currency, as the issuer wrote it.
    pub currency: Option<String>,
    /// What one is.
    pub unit: Unit,
}

/// What two deliveries of the same event share.
///
/// ```
/// use cardlatch::callbacks::{Key, Strength};
/// let key = Key { text: "artha:b3190d".into(), strength: Strength::Id };
/// let seen = std::collections::HashSet::from([key.clone()]);
/// assert!(seen.contains(&key)); // it was there before
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// A text without card data.
    pub text: String,
    /// What it is worth.
    pub strength: Strength,
}

/// What a [`Key`] is worth.
///
/// ```
/// use cardlatch::callbacks::{Key, Strength};
///
/// /// How long a delivery with this key is taken for a repeat, in hours.
/// fn hours(key: &Key) -> u32 {
///     match key.strength {
///         Strength::Id => 24 * 30,
///         Strength::Derived => 1, // a card may be frozen twice
///     }
/// }
/// assert_eq!(hours(&Key { text: "k".into(), strength: Strength::Derived }), 1);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Strength {
    /// It holds the issuer's id of the event: the same key is the same event.
    Id,
    /// It is made from what the event says. Two events that say the same have the same key, for
    /// example a card that is frozen twice: do not drop by it for ever.
    Derived,
}

impl Strength {
    /// The stable name.
    ///
    /// ```
    /// assert_eq!(cardlatch::callbacks::Strength::Derived.as_str(), "derived");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Derived => "derived",
        }
    }
}

/// What an issuer told. `Debug` leaves out the issuer's words, amounts and secrets.
///
/// ```
/// # #[cfg(feature = "crypto")] {
/// use cardlatch::callbacks::{Field, Incoming, Kind, Layout, Place, Proof, Receiver};
///
/// let layout = Layout::new(Place::body("event")).field(Field::CardId, "data/cardId");
/// let receiver = Receiver::artha_v1(Proof::ReadBack, layout)?;
/// let body = br#"{"event":"something.new","data":{"cardId":"c1","colour":"red"}}"#;
/// let event = receiver.receive(Incoming::new("POST", &[], body))?;
/// assert_eq!((event.kind, event.word.as_deref()), (Kind::Other, Some("something.new")));
/// assert_eq!(event.card_id.as_deref(), Some("c1"));
/// assert_eq!(event.extra.json().as_str(), r#"{"data":{"colour":"red"}}"#);
/// # }
/// # Ok::<(), cardlatch::Error>(())
/// ```
#[derive(Clone)]
pub struct Event {
    /// Who sent it.
    pub sender: Sender,
    /// What it is about.
    pub kind: Kind,
    /// How far it may be believed.
    pub trust: Trust,
    /// How it went.
    pub progress: Progress,
    /// The issuer's word for the event. Where it sent none, the kind is only what its fields hint.
    pub word: Option<String>,
    /// The issuer's word for how it went, or its number.
    pub status: Option<String>,
    /// The issuer's remarks. Do not log them: they may hold card data.
    pub remarks: Option<String>,
    /// The card, as the issuer names it.
    pub card_id: Option<String>,
    /// The issuer's id of what was asked for and is answered by this event.
    pub task_id: Option<String>,
    /// The action, where the event names it.
    pub action: Option<Action>,
    /// The state of the card, where the event tells it.
    pub card_state: Option<CardState>,
    /// The money.
    pub amount: Option<Amount>,
    /// The time of what happened, as the issuer wrote it.
    pub time: Option<String>,
    /// The 3-D Secure code, without the blanks around it.
    pub code: Option<Secret<String>>,
    /// Fields that hold card data or credentials: their names and values, texts and numbers as
    /// text, others as JSON.
    pub secrets: Vec<(String, Secret<String>)>,
    /// Fields that have no name here, where they stood in the body.
    pub extra: JsonText,
    /// By which to tell whether it was there before. None for a 3-D Secure code, since only the
    /// code itself tells two of them apart, and none where nothing but the word and how it went is
    /// known: handle each.
    pub key: Option<Key>,
}

impl Event {
    /// The event that its JSON tells of.
    pub(crate) fn of(told: &Secret<String>) -> Self {
        let told = Json::trusted(told.expose());
        let word = |name: &str| told.get(name).text();
        let named = |name: &str| word(name).unwrap_or_default();
        let amount = told.get("amount");
        let key = told.get("key");
        let secrets = told
            .get("secrets")
            .fields()
            .filter_map(|(name, value)| Some((name.text()?, Secret::new(value.text()?))));
        let extra = told.get("extra").as_str();
        Self {
            sender: Sender::from_text(&named("issuer")).unwrap_or(Sender::Artha),
            kind: Kind::from_text(&named("kind")).unwrap_or(Kind::Other),
            trust: Trust::from_text(&named("trust")).unwrap_or(Trust::ReadCardFirst),
            progress: Progress::from_text(&named("progress")).unwrap_or(Progress::Unknown),
            word: word("word"),
            status: word("status"),
            remarks: word("remarks"),
            card_id: word("cardId"),
            task_id: word("taskId"),
            action: Action::from_text(&named("action")),
            card_state: word("cardState").map(|state| CardState::from_text(&state)),
            amount: amount.get("value").text().map(|value| Amount {
                value,
                currency: amount.get("currency").text(),
                unit: Unit::from_text(&amount.get("unit").text().unwrap_or_default())
                    .unwrap_or(Unit::NotStated),
            }),
            time: word("time"),
            code: word("code").map(Secret::new),
            secrets: secrets.collect(),
            extra: JsonText::trusted(if extra == "{}" { String::new() } else { extra.to_owned() }),
            key: key.get("text").text().map(|text| Key {
                text,
                strength: Strength::from_text(&key.get("strength").text().unwrap_or_default())
                    .unwrap_or(Strength::Derived),
            }),
        }
    }

    /// A field that holds card data or a credential, by the issuer's name for it.
    ///
    /// ```
    /// # #[cfg(feature = "crypto")] {
    /// use cardlatch::callbacks::{Incoming, Proof, Receiver};
    ///
    /// let receiver = Receiver::artha(Proof::ReadBack)?;
    /// let body = br#"{"cardNumber":"4111111111111111"}"#;
    /// let event = receiver.receive(Incoming::new("POST", &[], body))?;
    /// assert_eq!(event.secret("cardNumber"), Some("4111111111111111"));
    /// assert!(event.extra.is_empty()); // it stands nowhere else
    /// # }
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn secret(&self, name: &str) -> Option<&str> {
        let found = self.secrets.iter().find(|(own, _)| own == name)?;
        Some(found.1.expose())
    }
}

impl fmt::Debug for Event {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Event")
            .field("sender", &self.sender)
            .field("kind", &self.kind)
            .field("trust", &self.trust)
            .field("progress", &self.progress)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_package_declares_the_same_words() {
        let text = include_str!("../../pkg-template/callbacks.d.ts");
        let words = |name: &str| -> Vec<String> {
            let (_, union) = text.split_once(&format!("type {name} =")).unwrap();
            let (union, _) = union.split_once(';').unwrap();
            union.split('"').skip(1).step_by(2).map(str::to_owned).collect()
        };
        assert_eq!(words("CallbackKind"), Kind::ALL.map(Kind::as_str));
        assert_eq!(words("CallbackProgress"), Progress::ALL.map(Progress::as_str));
        assert_eq!(words("CallbackTrust"), Trust::ALL.map(Trust::as_str));
        assert_eq!(words("CallbackUnit"), Unit::ALL.map(Unit::as_str));
        assert_eq!(words("CallbackStrength"), Strength::ALL.map(Strength::as_str));
    }
}
