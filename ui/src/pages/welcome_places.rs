//! Where food is kept: the usual places are there, others are a tap away.

use std::collections::BTreeSet;

use pantry::action::Action;
use pantry::location::PlaceKind;
use yew::prelude::*;

use super::welcome::{NextProps, Question};
use crate::components::choices::place_name;
use crate::components::icon::{Glyph, Icon};
use crate::hooks::context::use_larder;
use crate::i18n::{t, text};

/// Places that many households have besides: the end of their message's key, and what they do
/// to food.
const OTHERS: [(&str, PlaceKind); 4] = [
    ("cellar", PlaceKind::Pantry),
    ("freezer", PlaceKind::Freezer),
    ("drinks", PlaceKind::Fridge),
    ("bowl", PlaceKind::Pantry),
];

/// The question.
#[component]
pub fn Places(props: &NextProps) -> Html {
    let larder = use_larder();
    let chosen = use_state_eq(BTreeSet::<usize>::new);
    let names = OTHERS.map(|(other, _)| text(&format!("welcome-place-{other}"), &[]));
    let there = larder.household().places();
    let known = there.iter().map(|place| {
        html! {
            <li key={place.id.to_string()} class="chip chip--there">
                <Icon glyph={Glyph::Check} class="icon--s" />{ place_name(place) }
            </li>
        }
    });
    let offered = (0..).zip(&OTHERS).zip(&names);
    let offered = offered.filter(|(_, name)| there.iter().all(|place| place.name != ***name));
    let offer = |((at, (id, kind)), name): ((usize, &(&str, PlaceKind)), &AttrValue)| {
        let on = chosen.contains(&at);
        let onclick = {
            let chosen = chosen.clone();
            move |_: MouseEvent| {
                let mut now = (*chosen).clone();
                if !now.remove(&at) {
                    now.insert(at);
                }
                chosen.set(now);
            }
        };
        let glyph = if on {
            Glyph::Check
        } else {
            Glyph::of_place(*kind)
        };
        html! {
            <li key={*id}>
                <button type="button" class="chip" aria-pressed={on.to_string()} {onclick}
                    data-testid={format!("welcome-place-{id}")}>
                    <Icon {glyph} class="icon--s" />{ name }
                </button>
            </li>
        }
    };
    let next = {
        let (larder, next) = (larder.clone(), props.on_next.clone());
        let adds = chosen.iter().map(|at| Action::AddPlace {
            name: names[*at].to_string(),
            kind: OTHERS[*at].1,
        });
        let adds: Vec<Action> = adds.collect();
        move |_: MouseEvent| {
            if !adds.is_empty() {
                let said = t!("did-places", count = adds.len());
                larder.act(Action::Together(adds.clone()), said);
            }
            next.emit(());
        }
    };
    let skip = props.on_next.reform(|_: MouseEvent| ());
    html! {
        <Question title={t!("welcome-places-title")} text={t!("welcome-places-text")}>
            <ul class="chips chips--wrap welcome__chips">
                { for known }
                { for offered.map(offer) }
            </ul>
            <div class="welcome__go">
                <button type="button" class="btn btn--main" onclick={next} data-testid="welcome-next">
                    { t!("welcome-next") }
                </button>
                <button type="button" class="btn btn--quiet" onclick={skip} data-testid="welcome-skip">
                    { t!("welcome-skip") }
                </button>
            </div>
        </Question>
    }
}
