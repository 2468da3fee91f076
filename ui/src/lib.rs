//! What the two programs of this crate share: how the page and its reader talk.
//!
//! `main.rs` is the app and never touches `ml`; `bin/reader.rs` is the worker
//! and never touches `yew`. So this library knows neither.

pub mod protocol;
