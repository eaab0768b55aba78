//! Shared state: a mutex, and where there is no standard library a flag, as there are no threads.

#[cfg(feature = "ship")]
use spin::Mutex;
#[cfg(not(feature = "ship"))]
use std::sync::{Mutex, PoisonError};

/// A value behind a lock that is only held for a short function.
#[derive(Default)]
pub(crate) struct Lock<T>(Mutex<T>);

impl<T> Lock<T> {
    /// Locks a value.
    #[cfg(feature = "wasm")]
    pub(crate) const fn new(value: T) -> Self {
        Self(Mutex::new(value))
    }

    /// Runs a function on the value.
    pub(crate) fn with<R>(&self, work: impl FnOnce(&mut T) -> R) -> R {
        #[cfg(not(feature = "ship"))]
        let mut value = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        #[cfg(feature = "ship")]
        let mut value = self.0.lock();
        work(&mut value)
    }
}
