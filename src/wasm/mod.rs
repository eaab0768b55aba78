//! The JavaScript bindings: numbers in, numbers out, everything else in the module's memory. No
//! logic: every line converts.
//!
//! Options, commands and results are JSON text, which the core reads and writes anyway. Bodies
//! and images are bytes; a body that is sent or signed is a view, not a copy. Failures are text
//! too, never exceptions, so no JavaScript value is held here and the module imports nothing.

#[cfg(any(feature = "ship", feature = "measure-std"))]
mod allocator;
#[cfg(feature = "bench")]
mod bench;
#[cfg(feature = "callbacks")]
mod delivery;
#[cfg(all(feature = "ship", feature = "edge"))]
mod edge;
#[cfg(any(feature = "measure-gloo", all(feature = "measure-std", feature = "serde")))]
mod measure;
#[cfg(not(all(feature = "ship", feature = "edge")))]
mod seat;
mod seats;
#[cfg(all(feature = "trap", target_arch = "wasm32"))]
mod trap;
mod types;
#[cfg(not(all(feature = "ship", feature = "edge")))]
mod wanted;

pub use seats::{leave, room, take, tell};

/// Nothing here panics; should it, the module traps and says nothing.
#[cfg(feature = "ship")]
#[panic_handler]
fn trap(_: &::core::panic::PanicInfo<'_>) -> ! {
    ::core::arch::wasm32::unreachable()
}
