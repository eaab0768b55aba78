//! For tests only: a module that fails when it is told to, in each way in which a module can fail.

use alloc::vec::Vec;
use core::hint::black_box;

use crate::text::contains;

/// Fails at a word for a way to fail.
pub(crate) fn fail_at_word(told: &[u8]) {
    if contains(told, b"trap-here") {
        core::arch::wasm32::unreachable();
    }
    if contains(told, b"overflow-here") {
        black_box(overflow(0));
    }
    if contains(told, b"exhaust-here") {
        loop {
            core::mem::forget(black_box(Vec::<u8>::with_capacity(1 << 26)));
        }
    }
}

#[allow(unconditional_recursion)]
fn overflow(depth: usize) -> usize {
    let frame = black_box([depth; 64]);
    overflow(depth + 1) + frame.len()
}
