//! One line about the swipes of Home, until it is closed or no longer needed: what cannot be
//! seen is missed.

use yew::prelude::*;

use crate::components::icon::{Glyph, Icon};
use crate::host::browser::{keep_focus, set_setting, setting};
use crate::i18n::t;

/// The setting that is there once swipes are known on this device.
const KNOWN: &str = "swipes";

/// Whether nobody has swiped here yet, nor closed the line.
pub fn is_wanted() -> bool {
    setting(KNOWN).is_none()
}

/// Swipes are known from now on.
pub fn know() {
    set_setting(KNOWN, Some("known"));
}

/// The line; it shows itself where there is a finger or a pen.
#[component]
pub fn SwipeHint() -> Html {
    let update = use_force_update();
    let close = move |_: MouseEvent| {
        know();
        update.force_update();
        keep_focus("#main h1".to_owned());
    };
    html! {
        if is_wanted() {
            <div class="hint" data-testid="swipe-hint">
                <p class="hint__text">{ t!("swipe-hint") }</p>
                <button type="button" class="iconbtn" onclick={close} aria-label={t!("swipe-hint-close")}
                    data-testid="swipe-hint-close">
                    <Icon glyph={Glyph::Close} />
                </button>
            </div>
        }
    }
}
