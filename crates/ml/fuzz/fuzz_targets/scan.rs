//! The fuzzer's way to `scan`: bytes that may be one photographed or printed receipt, or two.
#![no_main]

#[path = "../bodies.rs"]
#[expect(dead_code, reason = "one body for each program")]
mod bodies;

// libFuzzer ends the program where a panic begins. `ml::pdf` contains those of the renderer,
// so its hook goes; a panic that nobody contains still ends the program.
libfuzzer_sys::fuzz_target!(
    init: drop(std::panic::take_hook()),
    |bytes: &[u8]| bodies::scan(bytes)
);
