//! Tests of the whole: what a person does, and the rules of the tree.

mod browser;
#[cfg(target_os = "linux")]
mod desktop;
mod household;
#[cfg(target_os = "linux")]
mod https;
mod support;
mod tidy;
