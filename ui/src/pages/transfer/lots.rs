//! The lots of a file, each to be had or left.

use std::collections::BTreeSet;
use std::rc::Rc;

use pantry::action::DateChoice;
use pantry::transfer::{Parcel, ParcelLot, Standing};
use yew::prelude::*;

use super::preview::Offer;
use crate::hooks::context::use_larder;
use crate::i18n::{t, text};
use crate::view::{amounts, dates};

/// So many are drawn at first, and more with each tap.
const PAGE: usize = 50;

/// Properties of [`Lots`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What the file brings, and what of it is there.
    pub offer: Rc<Offer>,
    /// The positions of what is wanted.
    pub wanted: Rc<BTreeSet<usize>>,
    /// Called with the position of one that is wanted otherwise.
    pub on_turn: Callback<usize>,
}

/// The list: what looks like something that is there comes first, for it has to be looked at.
#[component]
pub fn Lots(props: &Props) -> Html {
    let larder = use_larder();
    let shown = use_state_eq(|| PAGE);
    let parcel = &props.offer.brought.parcel;
    let standings = props.offer.comparison.lots.iter().enumerate();
    let mut offered: Vec<(bool, usize)> = standings
        .filter(|(_, standing)| !matches!(standing, Standing::There(_)))
        .map(|(position, standing)| (*standing == Standing::New, position))
        .collect();
    offered.sort_unstable();
    if offered.is_empty() {
        return html! { <p class="card card--pad note__text" role="status">{ t!("transfer-nothing") }</p> };
    }
    let row = |(is_new, position): (bool, usize)| {
        let lot = parcel.lots.get(position)?;
        let item = parcel.items.get(lot.item)?;
        let turned = props.on_turn.clone();
        let onchange = move |_: Event| turned.emit(position);
        Some(html! {
            <li key={position}>
                <label class="row check">
                    <input type="checkbox" checked={props.wanted.contains(&position)} {onchange} data-testid="transfer-lot" />
                    <span class="row__text">
                        <span class="row__name">{ &item.name }</span>
                        <span class="row__meta">{ facts(parcel, lot, larder.today) }</span>
                        if !is_new {
                            <span class="row__meta transfer__alike">{ t!("transfer-lot-alike") }</span>
                        }
                    </span>
                </label>
            </li>
        })
    };
    let more = {
        let shown = shown.clone();
        move |_: MouseEvent| shown.set(*shown + 4 * PAGE)
    };
    let hidden = offered.len().saturating_sub(*shown);
    html! {
        <div>
            <h2 class="section__title section__head">{ t!("transfer-lots") }</h2>
            <ul class="card list">{ for offered.iter().copied().take(*shown).filter_map(row) }</ul>
            if hidden > 0 {
                <button type="button" class="btn btn--quiet btn--wide" onclick={more}>{ t!("transfer-more", count = hidden) }</button>
            }
        </div>
    }
}

/// How much of it, where, until when, for how much.
fn facts(parcel: &Parcel, lot: &ParcelLot, today: pantry::Date) -> String {
    let left = if lot.left.milli == 0 {
        t!("transfer-used-up")
    } else {
        amounts::quantity(lot.left)
    };
    let place = lot.place.and_then(|place| parcel.places.get(place));
    let place = place.map(|place| match place.name.as_str() {
        "" => text(&format!("place-{}", place.kind.id()), &[]).to_string(),
        name => name.to_owned(),
    });
    let date = match lot.date {
        DateChoice::Given(date) => Some(dates::short(date.on, today).to_string()),
        _ => None,
    };
    let price = lot.price.map(amounts::money);
    let parts = [Some(left.to_string()), place, date, price];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" · ")
}
