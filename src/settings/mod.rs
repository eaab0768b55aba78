//! The options of an issuer: one checked text.

#[cfg(not(feature = "ship"))]
mod check;

#[cfg(not(feature = "ship"))]
pub(crate) use check::Wanted;
#[cfg(not(feature = "ship"))]
pub use check::{Rule, Rules, rules};

use zeroize::Zeroize;

use crate::prelude::*;
use crate::text::{self, cut};

/// The checked options of an issuer: names and values by turns, each with a zero behind it.
///
/// What [`Client::settings`](crate::Client::settings) and [`Client::fields`](crate::Client::fields)
/// give.
///
/// ```
/// # use cardlatch::{Client, IssuerConfig, issuers::yativo::YativoConfig};
/// let config = YativoConfig::new("https://issuer.example/api/v1/", "account", "secret");
/// let client = Client::new(IssuerConfig::Yativo(config))?;
/// assert_eq!(client.settings().text("baseUrl"), "https://issuer.example/api/v1");
/// # Ok::<(), cardlatch::Error>(())
/// ```
#[derive(Default)]
pub struct Settings(String);

impl Settings {
    /// Options that somebody else has checked, names and values by turns, each with a zero behind
    /// it.
    #[cfg(feature = "wasm")]
    pub(crate) fn told(text: Vec<u8>) -> Self {
        Self(text::string(text))
    }

    /// Options with room for so many bytes, so that large values are not moved while others follow.
    pub(crate) fn with_room(room: usize) -> Self {
        Self(String::with_capacity(room))
    }

    /// How many bytes the values have at most.
    pub(crate) const fn room(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn push(&mut self, name: &str, value: &str) {
        for part in [name, value] {
            self.0.push_str(part);
            self.0.push('\0');
        }
    }

    #[cfg(not(feature = "ship"))]
    pub(crate) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Options that somebody else has checked, in one piece, so that no copy of a secret is left
    /// behind.
    pub(crate) fn of(options: &[(&str, &str)]) -> Self {
        let length = options.iter().map(|(name, value)| name.len() + value.len() + 2).sum();
        let mut settings = Self(String::with_capacity(length));
        for (name, value) in options {
            settings.push(name, value);
        }
        settings
    }

    /// The names and values, in order.
    pub(crate) fn entries(&self) -> Entries<'_> {
        Entries(&self.0)
    }

    fn find(&self, name: &str) -> Option<&str> {
        self.entries().find(|(own, _)| *own == name).map(|(_, value)| value)
    }

    /// Whether an option is known and was left out.
    pub(crate) fn is_left_out(&self, name: &str) -> bool {
        self.find(name) == Some("")
    }

    /// The text or digits of an option; empty where it was left out.
    ///
    /// ```
    /// let settings = cardlatch::settings::Settings::default();
    /// assert_eq!(settings.text("baseUrl"), "");
    /// ```
    #[must_use]
    #[inline(never)]
    pub fn text(&self, name: &str) -> &str {
        self.find(name).unwrap_or_default()
    }

    /// The name and the value that follow a name in the order of names; nothing after the last.
    pub(crate) fn after(&self, last: &str) -> Option<(&str, &str)> {
        let mut next = None;
        for (name, value) in self.entries() {
            if name > last && next.is_none_or(|(least, _)| name < least) {
                next = Some((name, value));
            }
        }
        next
    }

    /// A flag, where it was given.
    ///
    /// ```
    /// # use cardlatch::{Client, IssuerConfig, issuers::yativo::YativoConfig};
    /// let config = YativoConfig::new("https://issuer.example/api/v1", "account", "secret");
    /// let client = Client::new(IssuerConfig::Yativo(config))?;
    /// assert_eq!(client.settings().flag("observedOnly"), Some(false));
    /// assert_eq!(client.settings().flag("updateMethod"), None); // it is a word
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn flag(&self, name: &str) -> Option<bool> {
        match self.text(name) {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }

    /// A number, where it was given.
    ///
    /// ```
    /// # use cardlatch::{Client, IssuerConfig, issuers::artha::ArthaConfig};
    /// let mut config = ArthaConfig::new("https://issuer.example/api/v1", "customer token");
    /// config.image.max_bytes = Some(500_000);
    /// let client = Client::new(IssuerConfig::Artha(config))?;
    /// assert_eq!(client.settings().count("image.maxBytes"), Some(500_000));
    /// # Ok::<(), cardlatch::Error>(())
    /// ```
    #[must_use]
    pub fn count(&self, name: &str) -> Option<u64> {
        text::whole_number(self.text(name).as_bytes())
    }
}

/// Names and values by turns, each with a zero behind it.
pub(crate) struct Entries<'a>(&'a str);

impl<'a> Entries<'a> {
    /// What a text holds.
    pub(crate) const fn of(text: &'a str) -> Self {
        Self(text)
    }
}

impl<'a> Iterator for Entries<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.is_empty() {
            return None;
        }
        let (name, after) = cut(self.0, 0);
        let value;
        (value, self.0) = cut(after, 0);
        Some((name, value))
    }
}

impl Drop for Settings {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}
