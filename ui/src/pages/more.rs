//! More: what happened, how it looks, what it stores.

use yew::prelude::*;

use super::Head;
use super::journal::JournalRow;
use crate::components::icon::{Glyph, Icon};
use crate::components::nav::RouteLink;
use crate::hooks::context::use_larder;
use crate::hooks::theme::{Theme, use_theme};
use crate::host::browser::{Usage, build, protect, usage};
use crate::i18n::{t, text};
use crate::route::Route;
use crate::state::keepsake::Keeping;
use crate::view::amounts::bytes;
use crate::view::journal;

/// Entries of the journal on one page.
const PAGE: usize = 30;

/// More.
#[component]
pub fn More() -> Html {
    html! {
        <main class="main" id="main" data-testid="more">
            <Head title={t!("more-title")} />
            <div class="stack stack--l">
                <Sharing />
                <Appearance />
                <Activity />
                <Photos />
                <Storage />
                <About />
            </div>
        </main>
    }
}

/// What there is to look at, the household and its devices.
#[component]
fn Sharing() -> Html {
    let is_member = use_larder().standing().is_member;
    let way = |to, glyph, title: AttrValue, text: AttrValue, testid| {
        html! {
            <li>
                <RouteLink {to} class="row" {testid}>
                    <Icon {glyph} />
                    <span class="row__text">
                        <span class="row__name">{ title }</span>
                        <span class="row__meta">{ text }</span>
                    </span>
                    <Icon glyph={Glyph::Chevron} class="icon--s" />
                </RouteLink>
            </li>
        }
    };
    let about = if is_member {
        t!("household-go-in")
    } else {
        t!("household-go-text")
    };
    html! {
        <ul class="card list">
            { way(Route::Receipts, Glyph::Receipt, t!("receipts-title"), t!("receipts-go"), "more-receipts") }
            { way(Route::Insights, Glyph::Chart, t!("insights-title"), t!("insights-go"), "more-insights") }
            { way(Route::Household, Glyph::People, t!("household-go"), about, "more-household") }
            { way(Route::Sync, Glyph::Sync, t!("sync-title"), t!("sync-go-text"), "more-sync") }
        </ul>
    }
}

/// Light, dark or system.
#[component]
fn Appearance() -> Html {
    let (theme, choose) = use_theme();
    let segment = |value: Theme, glyph: Glyph, name: AttrValue, testid: &'static str| {
        let onclick = choose.reform(move |_: MouseEvent| value);
        html! {
            <button type="button" class="segment" aria-pressed={(theme == value).to_string()} {onclick} data-testid={testid}>
                <Icon {glyph} class="icon--s" />{ name }
            </button>
        }
    };
    html! {
        <section>
            <h2 class="section__title section__head">{ t!("more-theme") }</h2>
            <div class="segments" role="group" aria-label={t!("more-theme")}>
                { segment(Theme::System, Glyph::Screen, t!("theme-system"), "theme-system") }
                { segment(Theme::Light, Glyph::Sun, t!("theme-light"), "theme-light") }
                { segment(Theme::Dark, Glyph::Moon, t!("theme-dark"), "theme-dark") }
            </div>
        </section>
    }
}

/// The journal: undo beyond the snackbar.
#[component]
fn Activity() -> Html {
    let larder = use_larder();
    let shown = use_state_eq(|| PAGE);
    let entries = journal::newest(&larder.household(), *shown + 1);
    let more = {
        let shown = shown.clone();
        move |_: MouseEvent| shown.set(*shown + PAGE)
    };
    html! {
        <section>
            <h2 class="section__title section__head">{ t!("more-activity") }</h2>
            if entries.is_empty() {
                <p class="card card--pad note__text">{ t!("activity-empty") }</p>
            } else {
                <ul class="card list history">
                    { for entries.iter().take(*shown).map(|entry| html! {
                        <JournalRow key={entry.key()} entry={entry.clone()} />
                    }) }
                </ul>
            }
            if entries.len() > *shown {
                <button type="button" class="btn btn--quiet btn--wide" onclick={more}>{ t!("activity-more") }</button>
            }
        </section>
    }
}

/// What becomes of a receipt's photos.
#[component]
fn Photos() -> Html {
    let chosen = use_state_eq(Keeping::chosen);
    let segment = |(keeping, name): (Keeping, &'static str)| {
        let chosen = chosen.clone();
        let pressed = (*chosen == keeping).to_string();
        let onclick = move |_: MouseEvent| {
            keeping.choose();
            chosen.set(keeping);
        };
        html! {
            <button type="button" class="segment" key={name} aria-pressed={pressed} {onclick} data-testid={format!("photos-{name}")}>
                { text(&format!("photos-{name}"), &[]) }
            </button>
        }
    };
    html! {
        <section>
            <h2 class="section__title section__head">{ t!("photos-title") }</h2>
            <div class="segments" role="group" aria-label={t!("photos-title")}>
                { for Keeping::NAMES.into_iter().map(segment) }
            </div>
            <p class="field__hint">{ t!("photos-hint") }</p>
        </section>
    }
}

/// How much is stored here, and whether the browser may clear it.
#[component]
fn Storage() -> Html {
    let known = use_state_eq(|| None::<Usage>);
    let answer = use_state_eq(|| None::<AttrValue>);
    use_effect_with((), {
        let known = known.setter();
        move |()| wasm_bindgen_futures::spawn_local(async move { known.set(Some(usage().await)) })
    });
    let ask = {
        let (known, answer) = (known.setter(), answer.setter());
        move |_: MouseEvent| {
            let (known, answer) = (known.clone(), answer.clone());
            wasm_bindgen_futures::spawn_local(async move {
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
                <RouteLink to={Route::Check} class="btn btn--quiet" testid="more-check">{ t!("check-go") }</RouteLink>
            </div>
        </section>
    }
}

/// Which Larder this is.
#[component]
fn About() -> Html {
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
