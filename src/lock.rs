//! Shared state: a mutex where there are threads, a cell where there are none.

#[cfg(not(feature = "wasm"))]
mod threads {
    use std::sync::{Mutex, PoisonError};

    /// A value behind a lock that is only held for a short function.
    #[derive(Default)]
    pub(crate) struct Lock<T>(Mutex<T>);

    impl<T> Lock<T> {
        /// Runs a function on the value.
        pub(crate) fn with<R>(&self, work: impl FnOnce(&mut T) -> R) -> R {
            work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
        }
    }
}

#[cfg(feature = "wasm")]
mod single {
    use core::cell::Cell;

    /// A value that is taken out while a function works on it.
    #[derive(Default)]
    pub(crate) struct Lock<T>(Cell<T>);

    impl<T: Default> Lock<T> {
        /// Runs a function on the value.
        pub(crate) fn with<R>(&self, work: impl FnOnce(&mut T) -> R) -> R {
            let mut value = self.0.take();
            let result = work(&mut value);
            self.0.set(value);
            result
        }
    }
}

#[cfg(feature = "wasm")]
pub(crate) use single::Lock;
#[cfg(not(feature = "wasm"))]
pub(crate) use threads::Lock;
