//! The keyboard: which keys lead where, and a switch to turn them off.

use yew::prelude::*;

use crate::hooks::shortcuts;
use crate::i18n::{t, text};
use crate::route::Route;

/// The section.
#[component]
pub fn Keys() -> Html {
    let on = use_state_eq(shortcuts::are_on);
    let onchange = {
        let on = on.clone();
        move |_: Event| {
            shortcuts::turn(!*on);
            on.set(!*on);
        }
    };
    html! {
        <section>
            <h2 class="section__title section__head">{ t!("keys-title") }</h2>
            <div class="card card--pad stack">
                <label class="row check">
                    <input type="checkbox" checked={*on} {onchange} data-testid="settings-keys" />
                    <span class="row__text"><span class="row__name">{ t!("keys-on") }</span></span>
                </label>
                if *on {
                    <dl class="shortcuts">
                        { for shortcuts::keys().into_iter().map(|(key, to)| html! {
                            <div key={key}><dt><kbd>{ key }</kbd></dt><dd>{ meaning(key, &to) }</dd></div>
                        }) }
                    </dl>
                }
            </div>
        </section>
    }
}

fn meaning(key: &str, to: &Route) -> AttrValue {
    let name = match to {
        Route::Pantry if key == "/" => return t!("pantry-search"),
        Route::Home => "nav-home",
        Route::Pantry => "nav-pantry",
        Route::Add => "nav-add",
        Route::Scan => "nav-scan",
        Route::Barcode => "barcode-go-scan",
        Route::List => "nav-list",
        _ => "nav-more",
    };
    text(name, &[])
}
