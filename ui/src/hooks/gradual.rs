//! A list of costly rows, drawn a few at a time: the first are seen at once, and a tap that
//! comes meanwhile is answered between two of the steps.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// What is drawn at once: more than a phone shows.
const FIRST: usize = 8;
/// What each step adds.
const STEP: usize = 8;
/// Between two steps, in milliseconds: a frame.
const WAIT_MS: u32 = 16;

/// How many of `count` rows are to be drawn now; all of them in the end.
#[hook]
pub fn use_gradual(count: usize) -> usize {
    let allowed = use_state_eq(|| FIRST);
    use_effect_with((*allowed, count), {
        let allowed = allowed.clone();
        move |(now, count): &(usize, usize)| {
            let more = now + STEP;
            let wait = (now < count).then(|| Timeout::new(WAIT_MS, move || allowed.set(more)));
            move || drop(wait)
        }
    });
    count.min(*allowed)
}
