//! The wasm build puts the same bytes on the wire as the native one: the same cases against the
//! same files.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/golden_cases.rs"]
mod golden_cases;

use golden_cases::CASES;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn every_request_is_the_written_one() {
    for case in CASES {
        assert_eq!(case.rendered(), case.golden, "{}", case.name);
    }
}
