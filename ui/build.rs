//! Tells the linker what splitting the app asks for (`xtask/src/ui/split.rs`).

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let wasm = std::env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "wasm");
    if wasm {
        println!("cargo:rustc-link-arg-bin=app=--emit-relocs");
    }
}
