//! Whether anybody can see the page.

use gloo_events::EventListener;
use yew::prelude::*;

use crate::host::browser::window;

/// Whether the page is in front; what costs power or privacy rests while it is not.
#[hook]
pub fn use_visible() -> bool {
    let visible = use_state_eq(is_visible);
    use_effect_with((), {
        let visible = visible.setter();
        move |()| {
            let page = window().document();
            let heard = page.map(|page| {
                EventListener::new(&page, "visibilitychange", move |_| {
                    visible.set(is_visible());
                })
            });
            move || drop(heard)
        }
    });
    *visible
}

fn is_visible() -> bool {
    window().document().is_none_or(|page| !page.hidden())
}
