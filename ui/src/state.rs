//! The replica that is awake in this page, and what the screens do with it.
//!
//! Reads come from memory and never wait. An action is planned, shown, and
//! stored, in this order: a tap paints in the same frame. What could not be
//! stored is taken back, with a message and a way to try again.

pub mod basket;
pub mod carry;
pub mod conformance;
pub mod core;
pub mod desk;
pub mod disputes;
pub mod edits;
pub mod export;
pub mod keepsake;
pub mod larder;
pub mod later;
pub mod lookup;
pub mod member;
pub mod names;
pub mod photo;
pub mod replica;
pub mod review;
pub mod review_line;
pub mod sample;
pub mod scanning;
pub mod speed;
pub mod standing;
pub mod steady;
pub mod sync_log;
pub mod transfer;
pub mod voice;
pub mod wedge;
