#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| cardlatch_fuzz::forms::hold(data));
