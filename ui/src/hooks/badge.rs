//! The number on the app's icon: lots to use today, and those whose day is past.

use gloo_timers::callback::Timeout;
use pantry::household::Urgency;
use yew::prelude::*;

use crate::host::browser::install;
use crate::state::larder::Larder;

/// How long the number may be old, in milliseconds: nobody looks at it while they use the app.
const LATE_MS: u32 = 2_000;

/// Keeps the number up to date.
#[hook]
pub fn use_badge(larder: &Larder) {
    use_effect_with(larder.clone(), |larder| {
        let larder = larder.clone();
        let timer = Timeout::new(LATE_MS, move || {
            let household = larder.household();
            let urgent = household.use_first(larder.today);
            let urgent = urgent
                .iter()
                .filter(|urgent| urgent.urgency <= Urgency::Today);
            install::badge(urgent.count());
        });
        move || drop(timer)
    });
}
