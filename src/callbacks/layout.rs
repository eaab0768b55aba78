//! Where things stand in a callback whose documents do not say.

use crate::error::{Error, ErrorCode};
use crate::json::Json;
use crate::prelude::*;

use super::Incoming;
use super::fields::Fields;

/// Where the word that tells the events apart stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the body: a name, or names with `/` between them, as in `data/event`. Capitals and
    /// underscores do not count.
    Body(String),
    /// In the header of this name.
    Header(String),
}

impl Place {
    /// In the body.
    #[must_use]
    pub fn body(path: &str) -> Self {
        Self::Body(path.to_owned())
    }

    /// In a header.
    #[must_use]
    pub fn header(name: &str) -> Self {
        Self::Header(name.to_owned())
    }
}

/// A field of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The issuer's id of the event, which makes its key a strong one.
    Id,
    /// The card.
    CardId,
    /// The task.
    TaskId,
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
    #[must_use]
    pub const fn new(word: Place) -> Self {
        Self { word, fields: Vec::new() }
    }

    /// The same layout with a field: its path in the body, as in [`Place::Body`].
    #[must_use]
    pub fn field(mut self, field: Field, path: &str) -> Self {
        self.fields.push((field, path.to_owned()));
        self
    }

    /// Refuses a layout with a name left out.
    pub(super) fn checked(&self) -> Result<(), Error> {
        let (Place::Body(word) | Place::Header(word)) = &self.word;
        let mut names = self.fields.iter().map(|(_, path)| path.as_str()).chain([word.as_str()]);
        if names.any(str::is_empty) {
            let fault = "A place in the callback has no name.";
            return Err(Error::new(ErrorCode::Configuration, fault).at("layout"));
        }
        Ok(())
    }

    /// The event's word.
    pub(super) fn word(&self, incoming: Incoming<'_>, fields: &mut Fields<'_>) -> Option<String> {
        match &self.word {
            Place::Body(path) => fields.at(path),
            Place::Header(name) => incoming.header(name).next().map(str::to_owned),
        }
    }

    /// A field as text, where the layout names it.
    pub(super) fn text(&self, fields: &mut Fields<'_>, field: Field) -> Option<String> {
        fields.at(self.path(field)?).filter(|text| !text.is_empty())
    }

    /// A field where it stands.
    pub(super) fn look<'a>(&self, body: Json<'a>, field: Field) -> Json<'a> {
        self.path(field).map_or(Json::NONE, |path| Fields::walk(body, path))
    }

    fn path(&self, field: Field) -> Option<&str> {
        let (_, path) = self.fields.iter().find(|(own, _)| *own == field)?;
        Some(path)
    }
}
