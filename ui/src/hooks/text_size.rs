//! How large text is: everything is measured in it, so everything grows with it.

use yew::prelude::*;

use crate::host::browser::{announce, set_setting, setting};

/// The sizes, as `boot.js` and the style sheet name them: from 90 % to 200 % of the browser's.
pub const SIZES: [&str; 5] = ["s", "m", "l", "xl", "xxl"];
const USUAL: &str = "m";

/// The size, and a way to choose another.
#[hook]
pub fn use_text_size() -> (&'static str, Callback<&'static str>) {
    let size = use_state_eq(current);
    let choose = {
        let size = size.setter();
        Callback::from(move |chosen: &'static str| {
            set_setting("text", Some(chosen).filter(|size| *size != USUAL));
            announce("larder-theme");
            size.set(chosen);
        })
    };
    (*size, choose)
}

fn current() -> &'static str {
    let kept = setting("text");
    let known = SIZES.into_iter().find(|size| kept.as_deref() == Some(size));
    known.unwrap_or(USUAL)
}
