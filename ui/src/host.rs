//! The shell around the app: what it can store, and what it can do.
//!
//! This is the only code that knows where the app runs. [`store`] says what a
//! host must keep; [`browser`] is the host of today.

pub mod browser;
pub mod store;
