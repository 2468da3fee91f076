//! The pieces of the screens: properties in, callbacks out. They know neither
//! storage nor routes; what they show, they were given.

pub mod art;
pub mod chart;
pub mod choices;
pub mod crop;
pub mod field;
pub mod icon;
pub mod lot_card;
pub mod message;
pub mod nav;
pub mod open_row;
pub mod qr;
pub mod search_box;
pub mod segments;
pub mod sheet;
pub mod size;
pub mod snackbar;
pub mod stepper;
pub mod tile;
pub mod viewer;
pub mod viewfinder;
