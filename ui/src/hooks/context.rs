//! What the app gives to every screen.

use yew::prelude::*;

use crate::state::larder::Larder;
use crate::state::scanning::Scanning;

/// The awake larder.
#[hook]
pub fn use_larder() -> Larder {
    use_context().expect("screens are rendered only while the larder is awake")
}

/// Scanning and review.
#[hook]
pub fn use_scanning() -> Scanning {
    use_context().expect("screens are rendered only while the larder is awake")
}
