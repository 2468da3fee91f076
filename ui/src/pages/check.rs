//! Trying the storage of this device, on a scratch one beside the real one, and how fast it
//! is.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::Head;
use crate::components::icon::{Glyph, Icon};
use crate::components::nav::RouteLink;
use crate::hooks::context::use_larder;
use crate::host::storage::Storage;
use crate::host::store::StoreError;
use crate::i18n::t;
use crate::route::Route;
use crate::state::conformance::{self, Outcome};
use crate::state::speed::{self, Speed};

/// What was found.
type Found = (Vec<Outcome>, Result<Speed, StoreError>);

async fn find(store: &Storage) -> Found {
    let outcomes = conformance::run(Storage::scratch, Storage::close).await;
    let speed = match Storage::scratch(true).await {
        Ok(scratch) => {
            let speed = speed::measure(store, &scratch).await;
            scratch.close();
            speed
        }
        Err(error) => Err(error),
    };
    Storage::drop_scratch().await.ok();
    (outcomes, speed)
}

/// The page: it begins by itself, and shows each case.
#[component]
pub fn CheckPage() -> Html {
    let larder = use_larder();
    let found = use_state_eq(|| None::<Found>);
    use_effect_with((), {
        let found = found.setter();
        move |()| spawn_local(async move { found.set(Some(find(larder.store()).await)) })
    });
    let Some((outcomes, speed)) = &*found else {
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
            { rates(speed) }
            <RouteLink to={Route::Gallery} class="btn btn--quiet" testid="check-gallery">{ t!("gallery-title") }</RouteLink>
        </main>
    }
}

fn rates(speed: &Result<Speed, StoreError>) -> Html {
    let speed = match speed {
        Ok(speed) => *speed,
        Err(why) => return html! { <p class="card card--pad note__text">{ why.to_string() }</p> },
    };
    let rate = |rate: f64| format!("{rate:.0}");
    let row = |name: AttrValue, value: f64| {
        html! {
            <li class="row">
                <span class="row__text"><span class="row__name">{ name }</span></span>
                <span>{ t!("check-rate", rate = rate(value)) }</span>
            </li>
        }
    };
    html! {
        <section data-testid="check-speed" data-ops={speed.ops.to_string()} data-loaded={rate(speed.loaded)}
            data-merged={rate(speed.merged)} data-stored={rate(speed.stored)}>
            <h2 class="section__title section__head">{ t!("check-speed", count = speed.ops) }</h2>
            <ul class="card list">
                { row(t!("check-loaded"), speed.loaded) }
                { row(t!("check-merged"), speed.merged) }
                { row(t!("check-stored"), speed.stored) }
            </ul>
        </section>
    }
}
