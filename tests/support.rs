//! What the end-to-end tests stand on: a real server, a real browser, real files.

pub mod browser;
pub mod fixture;
pub mod hooks;
pub mod memory;
pub mod pdf;
pub mod server;
pub mod storage;
