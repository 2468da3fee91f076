//! Putting the app on the home screen, where the browser offers it.

use gloo_events::EventListener;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::icon::{Glyph, Icon};
use crate::host::browser::{install, window};
use crate::i18n::t;

/// A card with the offer; nothing where there is none.
#[component]
pub fn InstallCard() -> Html {
    let offered = use_state_eq(install::is_offered);
    use_effect_with((), {
        let offered = offered.setter();
        move |()| {
            let listener = EventListener::new(&window(), install::CHANGED, move |_| {
                offered.set(install::is_offered());
            });
            move || drop(listener)
        }
    });
    if !*offered {
        return Html::default();
    }
    let ask = |_: MouseEvent| spawn_local(install::ask());
    html! {
        <section class="card card--pad stack" data-testid="install">
            <h2 class="section__title">{ t!("install-title") }</h2>
            <p class="note__text">{ t!("install-text") }</p>
            <button type="button" class="btn" onclick={ask} data-testid="install-go">
                <Icon glyph={Glyph::Phone} />{ t!("install-go") }
            </button>
        </section>
    }
}
