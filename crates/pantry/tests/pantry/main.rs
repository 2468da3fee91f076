//! The household as a whole: actions in, what the screens show out.

mod accept;
mod again;
mod category;
mod count;
mod delete;
mod device;
mod due;
mod edit;
mod insights;
mod journal;
mod laws;
mod memory;
mod move_and_freeze;
mod own_category;
mod places;
mod restore;
mod sample;
mod scanned;
mod shelf_life;
mod shopping;
mod stock;
mod together;
mod transaction;
mod transfer;
mod undo;
mod usual;
