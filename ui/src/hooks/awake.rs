//! Keeping the screen on, by a switch that is remembered.

use yew::prelude::*;

use crate::host::browser::screen_lock::ScreenLock;
use crate::host::browser::{set_setting, setting};

/// Whether the screen is kept on while this component is there, and a way to change that.
#[hook]
pub fn use_awake(name: &'static str) -> (bool, Callback<bool>) {
    let on = use_state_eq(|| setting(name).as_deref() == Some("on"));
    use_effect_with(*on, |on| {
        let lock = on.then(ScreenLock::hold);
        move || drop(lock)
    });
    let choose = {
        let on = on.clone();
        Callback::from(move |chosen: bool| {
            set_setting(name, chosen.then_some("on"));
            on.set(chosen);
        })
    };
    (*on, choose)
}
