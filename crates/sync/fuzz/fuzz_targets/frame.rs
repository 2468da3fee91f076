//! The fuzzer's way to `frame`.
#![no_main]

#[path = "../bodies.rs"]
#[expect(dead_code, reason = "one body for each program")]
mod bodies;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bodies::frame(bytes));
