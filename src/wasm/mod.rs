//! The JavaScript bindings: text and bytes in, text and bytes out. No logic: every line converts.
//!
//! Options, commands and results cross as JSON text, which the core reads and writes anyway.
//! Bodies and images cross as bytes; a body that is sent or signed is a view, not a copy.
//! Failures cross as JSON text too, never as exceptions, so no JavaScript value is held here.

#[cfg(feature = "bench")]
mod bench;
mod core;
mod flight;
#[cfg(any(feature = "measure-gloo", all(feature = "measure-std", feature = "serde")))]
mod measure;
mod types;
mod wanted;

pub use core::Core;
pub use flight::Flight;

/// A small allocator: 2 KB less in the package than the default one.
#[cfg(any(feature = "ship", feature = "measure-std"))]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// Nothing here panics; should it, the module traps and says nothing.
#[cfg(feature = "ship")]
#[panic_handler]
fn trap(_: &::core::panic::PanicInfo<'_>) -> ! {
    ::core::arch::wasm32::unreachable()
}
