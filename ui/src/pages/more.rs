//! More: the ways to what is not needed every day, and what happened.

use yew::prelude::*;

use super::Head;
use super::install::InstallCard;
use super::journal::JournalRow;
use crate::components::icon::{Glyph, Icon};
use crate::components::nav::RouteLink;
use crate::hooks::context::use_larder;
use crate::i18n::t;
use crate::route::Route;
use crate::state::names::Who;
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
                <Ways />
                <InstallCard />
                <Activity />
            </div>
        </main>
    }
}

/// Where else there is to go.
#[component]
fn Ways() -> Html {
    let is_member = use_larder().standing().is_member;
    let about = if is_member {
        t!("household-go-in")
    } else {
        t!("household-go-text")
    };
    html! {
        <ul class="card list">
            <Way to={Route::Receipts} glyph={Glyph::Receipt} title={t!("receipts-title")} text={t!("receipts-go")} testid="more-receipts" />
            <Way to={Route::Insights} glyph={Glyph::Chart} title={t!("insights-title")} text={t!("insights-go")} testid="more-insights" />
            <Way to={Route::Household} glyph={Glyph::People} title={t!("household-go")} text={about} testid="more-household" />
            <Way to={Route::Sync} glyph={Glyph::Sync} title={t!("sync-title")} text={t!("sync-go-text")} testid="more-sync" />
            <Way to={Route::Transfer} glyph={Glyph::Share} title={t!("transfer-title")} text={t!("transfer-go-text")}
                testid="more-transfer" />
            <Way to={Route::Settings} glyph={Glyph::Settings} title={t!("settings-title")} text={t!("settings-go-text")}
                testid="more-settings" />
        </ul>
    }
}

/// Properties of [`Way`].
#[derive(Properties, PartialEq)]
pub struct WayProps {
    /// Where to.
    pub to: Route,
    /// A picture of it.
    pub glyph: Glyph,
    /// What it is called.
    pub title: AttrValue,
    /// What is there.
    pub text: AttrValue,
    /// For tests.
    pub testid: &'static str,
}

/// A row that leads to another screen.
#[component]
pub fn Way(props: &WayProps) -> Html {
    html! {
        <li>
            <RouteLink to={props.to.clone()} class="row" testid={props.testid}>
                <Icon glyph={props.glyph} />
                <span class="row__text">
                    <span class="row__name">{ &props.title }</span>
                    <span class="row__meta">{ &props.text }</span>
                </span>
                <Icon glyph={Glyph::Chevron} class="icon--s icon--on" />
            </RouteLink>
        </li>
    }
}

/// The journal: undo beyond the snackbar.
#[component]
fn Activity() -> Html {
    let larder = use_larder();
    let shown = use_state_eq(|| PAGE);
    let by = use_state_eq(|| None::<Who>);
    let devices = use_memo((larder.clone(),), |(larder,)| journal::devices(larder));
    let entries = journal::newest(&larder, by.as_ref(), *shown + 1);
    let chip = |who: Option<Who>, name: AttrValue| {
        let pressed = (*by == who).to_string();
        let by = by.setter();
        let key = name.to_string();
        let onclick = move |_: MouseEvent| by.set(who.clone());
        html! {
            <button type="button" {key} class="chip" aria-pressed={pressed} {onclick} data-testid="activity-by">{ name }</button>
        }
    };
    let more = {
        let shown = shown.clone();
        move |_: MouseEvent| shown.set(*shown + PAGE)
    };
    html! {
        <section>
            <h2 class="section__title section__head">{ t!("more-activity") }</h2>
            if devices.len() > 1 {
                <div class="chips" role="group" aria-label={t!("activity-whose")}>
                    { chip(None, t!("activity-everyone")) }
                    { for devices.iter().map(|who| chip(Some(who.clone()), journal::device(who))) }
                </div>
            }
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
                <button type="button" class="btn btn--quiet btn--wide" onclick={more} data-testid="activity-more">{ t!("activity-more") }</button>
            }
        </section>
    }
}
