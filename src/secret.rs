//! Values that must never be printed.

use core::fmt;

use zeroize::Zeroize;

use crate::prelude::*;

/// A value that no `Debug`, `Display` or serialiser shows. It is wiped when dropped.
///
/// ```
/// let key = cardlatch::Secret::new(String::from("sk_live_1"));
/// assert_eq!(format!("{key:?}"), "Secret");
/// assert_eq!(key.expose(), "sk_live_1");
/// ```
pub struct Secret<T: Zeroize>(T);

impl<T: Zeroize> Secret<T> {
    /// Hides a value.
    ///
    /// ```
    /// let pin = cardlatch::Secret::new(String::from("0123"));
    /// assert_eq!(format!("{pin:?}"), "Secret");
    /// ```
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value, on purpose.
    ///
    /// ```
    /// let pin = cardlatch::Secret::<String>::from("0123");
    /// assert_eq!(pin.expose(), "0123");
    /// ```
    pub const fn expose(&self) -> &T {
        &self.0
    }
}

impl<T: Zeroize> fmt::Debug for Secret<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret")
    }
}

impl<T: Zeroize + Clone> Clone for Secret<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: Zeroize + Default> Default for Secret<T> {
    fn default() -> Self {
        Self(T::default())
    }
}

impl<T: Zeroize> Drop for Secret<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<T: Zeroize> From<T> for Secret<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl From<&str> for Secret<String> {
    fn from(value: &str) -> Self {
        Self(value.to_owned())
    }
}
