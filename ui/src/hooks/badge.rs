//! The number on the app's icon: lots to use today, and those whose day is past.

use gloo_timers::callback::Timeout;
use pantry::household::Urgency;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::host::browser::install;
use crate::host::shell;
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
            let urgent = urgent.iter().filter(|urgent| {
                // Nobody has the sample's food.
                urgent.urgency <= Urgency::Today && !household.is_of_sample(urgent.lot.id)
            });
            let count = urgent.count();
            match shell::is_here() {
                true => spawn_local(shell::show_due(count)),
                false => install::badge(count),
            }
        });
        move || drop(timer)
    });
}
