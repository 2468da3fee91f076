//! What waits for a person to look at it: conflicts, and what does not count.

use yew::prelude::*;

use super::sync::when;
use crate::hooks::context::use_larder;
use crate::i18n::t;
use crate::state::larder::{Progress, Request};
use crate::view::aside::{self, AsideView};
use crate::view::disputes::{self, DisputeView};

/// What two people did to the same thing without knowing of each other.
#[component]
pub fn Disputes() -> Html {
    let larder = use_larder();
    let household = larder.household();
    let all = larder.core().disputes.borrow().newest();
    let views: Vec<DisputeView> = all
        .iter()
        .filter_map(|one| disputes::view(&household, one))
        .collect();
    if views.is_empty() {
        return Html::default();
    }
    html! {
        <section data-testid="disputes">
            <h2 class="section__title section__head">{ t!("disputes-title") }</h2>
            <p class="note__text section__lead">{ t!("disputes-text") }</p>
            <ul class="card list">
                { for views.iter().map(|view| html! {
                    <DisputeRow key={format!("{:?}", view.which)} view={view.clone()} />
                }) }
            </ul>
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct DisputeProps {
    view: DisputeView,
}

#[component]
fn DisputeRow(props: &DisputeProps) -> Html {
    let larder = use_larder();
    let view = &props.view;
    let restore = {
        let (larder, view) = (larder.clone(), view.clone());
        move |_: MouseEvent| {
            let (core, which) = (larder.core().clone(), view.which);
            larder.request(Request {
                action: view.action.clone(),
                said: t!("dispute-restored"),
                receipt: None,
                offer: None,
                // Only what is stored settles it.
                on_progress: Callback::from(move |progress| {
                    if progress == Progress::Stored {
                        core.settle(which);
                    }
                }),
            });
        }
    };
    let keep = {
        let (larder, lost) = (larder.clone(), view.which);
        move |_: MouseEvent| larder.core().settle(lost)
    };
    html! {
        <li class="look" data-testid="dispute">
            <p class="look__title">{ &view.thing }</p>
            <p class="note__text">{ &view.text }{ " " }{ when(view.at_ms, larder.today) }</p>
            <div class="note__actions">
                <button type="button" class="btn" onclick={restore} data-testid="dispute-restore">{ &view.label }</button>
                <button type="button" class="btn btn--quiet" onclick={keep} data-testid="dispute-keep">{ t!("dispute-keep") }</button>
            </div>
        </li>
    }
}

/// What does not count, and why.
#[component]
pub fn Asides() -> Html {
    let larder = use_larder();
    let views = {
        let replica = larder.core().replica.borrow();
        aside::newest(&replica.household, &replica.set_aside)
    };
    if views.is_empty() {
        return Html::default();
    }
    html! {
        <section data-testid="asides">
            <h2 class="section__title section__head">{ t!("asides-title") }</h2>
            <p class="note__text section__lead">{ t!("asides-text") }</p>
            <ul class="card list">
                { for views.iter().map(|view| html! {
                    <AsideRow key={format!("{:?}", view.keys.first())} view={view.clone()} />
                }) }
            </ul>
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct AsideProps {
    view: AsideView,
}

#[component]
fn AsideRow(props: &AsideProps) -> Html {
    let larder = use_larder();
    let view = &props.view;
    let done = {
        let (larder, keys) = (larder.clone(), view.keys.clone());
        move |_: MouseEvent| larder.core().see_to(keys.clone())
    };
    html! {
        <li class="look" data-testid="aside">
            <p class="look__title">{ &view.what }</p>
            <p class="note__text">{ &view.why }{ " " }{ when(view.at_ms, larder.today) }</p>
            <div class="note__actions">
                <button type="button" class="btn btn--quiet" onclick={done} data-testid="aside-done">{ t!("aside-done") }</button>
            </div>
        </li>
    }
}
