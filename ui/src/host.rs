//! The shell around the app: what it can store, and what it can do.
//!
//! This is the only code that knows where the app runs. [`store`] says what a host must keep;
//! [`browser`] is what every page has; [`shell`] is what the native app adds and takes over.
//! Which of them is there is looked up at run time, so both run one bundle.

pub mod browser;
pub mod link;
pub mod reader;
pub mod shell;
pub mod storage;
pub mod store;
