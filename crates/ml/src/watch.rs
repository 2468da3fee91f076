//! How a caller follows a scan: progress, cancelling, and the clock, which is the
//! caller's because a worker in a browser has another than a program.

use std::ops::ControlFlow;

/// The stages of a scan, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    /// The file becomes pixels.
    Decode,
    /// The text is located.
    Prepare,
    /// Segments are found.
    Detect,
    /// Segments are read.
    Recognise,
    /// Rows become line items.
    Parse,
    /// Names get categories.
    Classify,
}

/// Follows a scan.
pub trait Watch {
    /// Milliseconds since any moment.
    fn now_ms(&self) -> f64;

    /// A stage has come this far, 0 to 1. `Break` ends the scan soon with
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    fn at(&mut self, stage: Stage, done: f32) -> ControlFlow<()>;
}

/// Lets a scan run to its end and keeps no time.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn now_ms(&self) -> f64 {
        0.0
    }

    fn at(&mut self, _stage: Stage, _done: f32) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// Milliseconds that each stage took, by the caller's clock.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Timings {
    /// The file becomes pixels.
    pub decode: f64,
    /// The text is located.
    pub prepare: f64,
    /// Segments are found.
    pub detect: f64,
    /// Segments are read and grouped into rows.
    pub recognise: f64,
    /// Rows become line items.
    pub parse: f64,
    /// Names get categories.
    pub classify: f64,
    /// All of it.
    pub total: f64,
}
