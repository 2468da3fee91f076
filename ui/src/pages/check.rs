//! Trying the storage of this device, on a scratch one beside the real one.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::Head;
use crate::components::icon::{Glyph, Icon};
use crate::host::browser::indexed_db::IndexedDb;
use crate::i18n::t;
use crate::state::conformance::{self, Outcome};

/// The page: it begins by itself, and shows each case.
#[component]
pub fn CheckPage() -> Html {
    let outcomes = use_state_eq(|| None::<Vec<Outcome>>);
    use_effect_with((), {
        let outcomes = outcomes.setter();
        move |()| {
            spawn_local(async move {
                let found = conformance::run(IndexedDb::scratch, IndexedDb::close).await;
                IndexedDb::drop_scratch().await.ok();
                outcomes.set(Some(found));
            });
        }
    });
    let Some(outcomes) = &*outcomes else {
        return html! {
            <main class="main" id="main"><Head title={t!("check-title")} sub={t!("one-moment")} /></main>
        };
    };
    let wrong = outcomes.iter().filter(|one| one.wrong.is_some()).count();
    let sub = if wrong == 0 {
        t!("check-right")
    } else {
        t!("check-wrong", count = wrong)
    };
    html! {
        <main class="main" id="main" data-testid="check" data-wrong={wrong.to_string()}>
            <Head title={t!("check-title")} {sub} />
            <ul class="card list">
                { for outcomes.iter().map(|one| html! {
                    <li class="row" key={one.name} data-testid="check-case">
                        <Icon glyph={if one.wrong.is_some() { Glyph::Warning } else { Glyph::Check }} />
                        <span class="row__text">
                            <span class="row__name">{ one.name }</span>
                            if let Some(why) = &one.wrong {
                                <span class="row__meta">{ why }</span>
                            }
                        </span>
                    </li>
                }) }
            </ul>
        </main>
    }
}
