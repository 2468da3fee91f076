//! What this device keeps, and which Larder it has.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::nav::RouteLink;
use crate::components::segments::{Segment, Segments};
use crate::host::browser::{Usage, build, protect, usage};
use crate::host::shell::life::{Database, database};
use crate::i18n::{t, text};
use crate::route::Route;
use crate::state::keepsake::Keeping;
use crate::view::amounts::bytes;

/// What becomes of a receipt's photos.
#[component]
pub fn Photos() -> Html {
    let chosen = use_state_eq(Keeping::chosen);
    let options = Keeping::NAMES.map(|(_, value)| Segment {
        value,
        name: text(&format!("photos-{value}"), &[]),
        glyph: None,
    });
    let named = |keeping: Keeping| {
        let found = Keeping::NAMES.into_iter().find(|(one, _)| *one == keeping);
        found.map_or("", |(_, name)| name)
    };
    let on_choose = {
        let chosen = chosen.setter();
        Callback::from(move |name: &'static str| {
            let found = Keeping::NAMES.into_iter().find(|(_, one)| *one == name);
            if let Some((keeping, _)) = found {
                keeping.choose();
                chosen.set(keeping);
            }
        })
    };
    html! {
        <section>
            <h2 class="section__title section__head">{ t!("photos-title") }</h2>
            <div class="card card--pad stack">
                <Segments label={t!("photos-title")} options={Rc::from(options)} value={named(*chosen)}
                    {on_choose} testid="photos" />
                <p class="field__hint">{ t!("photos-hint") }</p>
            </div>
        </section>
    }
}

/// How much is stored here: the app has a file for it, a browser may clear it.
#[component]
pub fn Storage() -> Html {
    let file = use_state_eq(|| None::<Option<Database>>);
    use_effect_with((), {
        let file = file.setter();
        move |()| spawn_local(async move { file.set(Some(database().await)) })
    });
    match &*file {
        None => Html::default(),
        Some(None) => html! { <InBrowser /> },
        Some(Some(Database { path, bytes: size })) => html! {
            <section data-testid="storage">
                <h2 class="section__title section__head">{ t!("more-storage") }</h2>
                <div class="card card--pad stack">
                    <dl class="facts">
                        <div class="fact"><dt>{ t!("storage-used") }</dt><dd>{ bytes(*size) }</dd></div>
                        <div class="fact"><dt>{ t!("storage-file") }</dt><dd class="fact__path">{ path }</dd></div>
                    </dl>
                    { check() }
                </div>
            </section>
        },
    }
}

fn check() -> Html {
    html! {
        <RouteLink to={Route::Check} class="btn btn--quiet" testid="settings-check">{ t!("check-go") }</RouteLink>
    }
}

/// How much is stored here, and whether the browser may clear it.
#[component]
fn InBrowser() -> Html {
    let known = use_state_eq(|| None::<Usage>);
    let answer = use_state_eq(|| None::<AttrValue>);
    use_effect_with((), {
        let known = known.setter();
        move |()| spawn_local(async move { known.set(Some(usage().await)) })
    });
    let ask = {
        let (known, answer) = (known.setter(), answer.setter());
        move |_: MouseEvent| {
            let (known, answer) = (known.clone(), answer.clone());
            spawn_local(async move {
                let kept = protect().await;
                answer.set(Some(if kept {
                    t!("storage-protected")
                } else {
                    t!("storage-not-protected")
                }));
                known.set(Some(usage().await));
            });
        }
    };
    // Asking takes a moment; nothing is claimed before the answer.
    let Some(usage) = *known else {
        return Html::default();
    };
    let used = match (usage.used, usage.quota) {
        (Some(used), Some(quota)) => t!("storage-of", used = bytes(used), quota = bytes(quota)),
        _ => t!("storage-unknown"),
    };
    html! {
        <section data-testid="storage">
            <h2 class="section__title section__head">{ t!("more-storage") }</h2>
            <div class="card card--pad stack">
                <dl class="facts">
                    <div class="fact"><dt>{ t!("storage-used") }</dt><dd>{ used }</dd></div>
                    <div class="fact">
                        <dt>{ t!("storage-kept") }</dt>
                        <dd>{ if usage.kept { t!("storage-kept-yes") } else { t!("storage-kept-no") } }</dd>
                    </div>
                </dl>
                if !usage.kept {
                    <button type="button" class="btn" onclick={ask}>{ t!("storage-protect") }</button>
                }
                if let Some(answer) = &*answer {
                    <p class="note__text" role="status">{ answer }</p>
                }
                { check() }
            </div>
        </section>
    }
}

/// Which Larder this is.
#[component]
pub fn About() -> Html {
    html! {
        <section>
            <h2 class="section__title section__head">{ t!("more-about") }</h2>
            <div class="card card--pad stack">
                <p class="note__text">{ t!("about-text") }</p>
                <dl class="facts">
                    <div class="fact"><dt>{ t!("about-version") }</dt><dd>{ build("version").unwrap_or_default() }</dd></div>
                </dl>
            </div>
        </section>
    }
}
