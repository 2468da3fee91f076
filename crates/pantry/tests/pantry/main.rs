//! The household as a whole: actions in, what the screens show out.

mod accept;
mod device;
mod due;
mod edit;
mod journal;
mod laws;
mod memory;
mod move_and_freeze;
mod stock;
mod undo;
