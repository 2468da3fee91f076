//! State that several screens share.

pub mod awake;
pub mod badge;
pub mod bars;
pub mod boot;
pub mod camera;
pub mod context;
pub mod gradual;
pub mod image;
pub mod language;
pub mod lookup;
pub mod photos;
pub mod shell;
pub mod shortcuts;
pub mod stray_drop;
pub mod swipe;
pub mod text_size;
pub mod theme;
pub mod typed;
pub mod visible;
pub mod wedge;
pub mod window;
pub mod zoom;
