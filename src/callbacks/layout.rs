//! Where things stand in a callback whose documents do not say.

use crate::error::{Error, ErrorCode};
use crate::prelude::*;

/// Where the word that tells the events apart stands.
///
/// ```
/// use cardlatch::callbacks::Place;
/// assert_eq!(Place::body("data/event"), Place::Body("data/event".into()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the body: a name, or names with `/` between them, as in `data/event`; with `|` between two
    /// places, the first that holds something. Capitals, underscores and blanks do not count.
    Body(String),
    /// In the header of this name.
    Header(String),
}

impl Place {
    /// In the body.
    ///
    /// ```
    /// use cardlatch::callbacks::{Place, Proof, Receiver};
    /// let word = Place::body("event_tag|data/event_tag"); // the first that holds something
    /// assert!(Receiver::open_api(Proof::ReadBack, word).is_ok());
    /// ```
    #[must_use]
    pub fn body(path: &str) -> Self {
        Self::Body(path.to_owned())
    }

    /// In a header.
    ///
    /// ```
    /// use cardlatch::callbacks::{Place, Proof, Receiver};
    /// let receiver = Receiver::open_api(Proof::ReadBack, Place::header("X-Event"))?;
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn header(name: &str) -> Self {
        Self::Header(name.to_owned())
    }
}

/// A field of an event.
///
/// ```
/// use cardlatch::callbacks::{Field, Layout, Place};
/// let layout = Layout::new(Place::body("type")).field(Field::Id, "id").field(Field::Amount, "sum");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The issuer's id of the event, which makes its key a strong one.
    Id,
    /// The card.
    CardId,
    /// The task.
    TaskId,
    /// The id of what the event is about beside the card and the task, a customer or a transaction. It
    /// tells events apart in the key, and is left in `extra`.
    About,
    /// How it went, or the state of the card.
    Status,
    /// The amount.
    Amount,
    /// Its currency.
    Currency,
    /// When it happened.
    Time,
    /// Remarks.
    Remarks,
}

/// Where the event's word and its fields stand. A field that is not named is left in `extra`.
///
/// ```
/// use cardlatch::callbacks::{Field, Layout, Place};
///
/// let layout = Layout::new(Place::body("event"))
///     .field(Field::CardId, "data/cardId")
///     .field(Field::Status, "data/status");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    word: Place,
    fields: Vec<(Field, String)>,
}

impl Layout {
    /// A layout that says where the event's word is.
    ///
    /// ```
    /// use cardlatch::callbacks::{Layout, Place, Proof, Receiver};
    /// let refused = Receiver::artha_v1(Proof::ReadBack, Layout::new(Place::body(" "))).unwrap_err();
    /// assert_eq!(refused.path(), Some("layout")); // the place has no name
    /// ```
    #[must_use]
    pub const fn new(word: Place) -> Self {
        Self { word, fields: Vec::new() }
    }

    /// The same layout with a field: its path in the body, as in [`Place::Body`].
    ///
    /// ```
    /// use cardlatch::callbacks::{Field, Layout, Place, Proof, Receiver};
    /// let layout = Layout::new(Place::body("event")).field(Field::TaskId, "data/taskId");
    /// assert!(Receiver::artha_v1(Proof::ReadBack, layout).is_ok());
    /// ```
    #[must_use]
    pub fn field(mut self, field: Field, path: &str) -> Self {
        self.fields.push((field, path.to_owned()));
        self
    }

    /// Refuses a layout with a name left out, or with a name that could not be told apart in the list.
    pub(super) fn checked(&self) -> Result<(), Error> {
        let (Place::Body(word) | Place::Header(word)) = &self.word;
        let mut names = self.fields.iter().map(|(_, path)| path.as_str()).chain([word.as_str()]);
        if names.any(|name| name.trim_ascii().is_empty() || name.contains('~')) {
            let fault = "A place in the callback has no name.";
            return Err(Error::new(ErrorCode::Configuration, fault).at("layout"));
        }
        Ok(())
    }

    /// The word's place as an option.
    pub(super) fn word(&self) -> (&str, &str) {
        match &self.word {
            Place::Body(path) => ("word.body", path),
            Place::Header(name) => ("word.header", name),
        }
    }

    /// The fields as a list, in which blanks part the entries. In names they do not count.
    pub(super) fn list(&self) -> String {
        let path = |field: Field| {
            let found = self.fields.iter().find(|(own, _)| *own == field);
            found.map(|(_, path)| path.split_ascii_whitespace().collect::<String>())
        };
        let mut list = String::new();
        for (entry, field) in ENTRIES {
            if let Some(path) = path(*field) {
                list.push_str(entry);
                list.push_str(&path);
            }
        }
        list
    }
}

/// In the list the currency stands behind the amount.
const ENTRIES: &[(&str, Field)] = &[
    (" id=", Field::Id),
    (" cardId=", Field::CardId),
    (" taskId=", Field::TaskId),
    (" about=", Field::About),
    (" status=", Field::Status),
    (" time=", Field::Time),
    (" remarks=", Field::Remarks),
    (" amount.value:n=", Field::Amount),
    ("~", Field::Currency),
];
