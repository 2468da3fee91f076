//! The fuzzer's way to `decode`: bytes that may be a picture.
#![no_main]

#[path = "../bodies.rs"]
#[expect(dead_code, reason = "one body for each program")]
mod bodies;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bodies::decode(bytes));
