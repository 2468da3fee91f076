//! What a file would bring: what is new and what is there, what has to be asked, and what
//! cannot come.

use std::collections::BTreeSet;
use std::rc::Rc;

use pantry::transfer::{Brought, Comparison, LeftOut, Parcel, Standing};
use yew::prelude::*;

use super::lots::Lots;
use super::questions::Questions;
use crate::components::icon::{Glyph, Icon};
use crate::components::message::{Note, Tone};
use crate::hooks::context::use_larder;
use crate::i18n::t;
use crate::state::transfer::{Found, Source, usual};
use crate::view::transfer;

/// So many things that cannot come are listed.
const LEFT: usize = 50;

/// What the person wants of a file.
#[derive(Clone, PartialEq, Debug)]
pub struct Wanted(pub Parcel);

/// What a file would bring, worked out once for each answer.
#[derive(PartialEq)]
pub struct Offer {
    /// What it brings.
    pub brought: Brought,
    /// What of it is there.
    pub comparison: Comparison,
}

/// Properties of [`Preview`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The file.
    pub found: Rc<Found>,
    /// Called with what is wanted of it.
    pub on_go: Callback<Wanted>,
    /// Called when the person wants none of it.
    pub on_leave: Callback<()>,
}

/// The preview.
#[component]
pub fn Preview(props: &Props) -> Html {
    let larder = use_larder();
    let choices = use_state_eq(|| usual(&larder.household()));
    // Lots that the person chose otherwise than is proposed.
    let turned = use_state_eq(BTreeSet::<usize>::new);
    let asked = (props.found.clone(), *choices, larder.clone());
    let offer = use_memo(asked, |(found, choices, larder)| {
        let brought = found.brought(choices);
        let comparison = Comparison::of(&brought.parcel, &larder.household());
        Offer {
            brought,
            comparison,
        }
    });
    let wanted = Rc::new(wanted(&offer.comparison, &turned));
    let only_items = offer.brought.parcel.lots.is_empty();
    let count = match only_items {
        true => new_items(&offer.comparison),
        false => wanted.len(),
    };
    let brings_habits = offer.comparison.brings_habits();
    let brings_recipes = offer.comparison.new_recipes() > 0;
    let brings = count > 0 || brings_habits || brings_recipes;
    let can_go = brings || props.found.photos.length() > 0;
    let go = {
        let (offer, wanted, told) = (offer.clone(), wanted.clone(), props.on_go.clone());
        move |_: MouseEvent| {
            let parcel = &offer.brought.parcel;
            told.emit(Wanted(
                parcel.with_lots(|position, _| wanted.contains(&position)),
            ));
        }
    };
    let leave = {
        let left = props.on_leave.clone();
        move |_: MouseEvent| left.emit(())
    };
    let on_turn = {
        let turned = turned.clone();
        Callback::from(move |position: usize| {
            let mut now = (*turned).clone();
            if !now.remove(&position) {
                now.insert(position);
            }
            turned.set(now);
        })
    };
    let on_choose = {
        let choices = choices.setter();
        Callback::from(move |now| choices.set(now))
    };
    let label = if count == 0 && brings_recipes {
        t!("transfer-go-recipes")
    } else if count == 0 && brings_habits {
        t!("transfer-go-habits")
    } else if only_items {
        t!("transfer-go-items", count = count)
    } else {
        t!("transfer-go", count = count)
    };
    html! {
        <section class="stack stack--l">
            { summary(&props.found, &offer) }
            <Questions found={props.found.clone()} choices={*choices} {on_choose} />
            { left_out(&props.found, &offer.brought.left_out) }
            if !only_items {
                <Lots offer={offer.clone()} {wanted} {on_turn} />
            }
            <div class="stack">
                <button type="button" class="btn btn--main btn--wide" disabled={!can_go} onclick={go} data-testid="transfer-go">
                    <Icon glyph={Glyph::Check} />{ label }
                </button>
                <button type="button" class="btn btn--quiet btn--wide" onclick={leave} data-testid="transfer-leave">
                    { t!("transfer-leave") }
                </button>
            </div>
        </section>
    }
}

/// What is new is wanted and what looks like something that is there is not, unless the
/// person says otherwise.
fn wanted(comparison: &Comparison, turned: &BTreeSet<usize>) -> BTreeSet<usize> {
    let standings = comparison.lots.iter().enumerate();
    let wanted = standings.filter(|(position, standing)| match standing {
        Standing::There(_) => false,
        Standing::New => !turned.contains(position),
        Standing::Alike(_) => turned.contains(position),
    });
    wanted.map(|(position, _)| position).collect()
}

fn new_items(comparison: &Comparison) -> usize {
    let items = comparison.items.iter();
    items.filter(|known| known.is_none()).count()
}

/// How much is new, and how much there.
fn summary(found: &Found, offer: &Offer) -> Html {
    let (new, there, alike) = offer.comparison.counts();
    let parcel = &offer.brought.parcel;
    let receipts = offer.comparison.receipts.len();
    let known = offer.comparison.receipts.iter().flatten().count();
    let places = parcel.places.iter().zip(&offer.comparison.places);
    let places = places.filter(|(_, known)| known.is_none());
    let places: Vec<&str> = places.map(|(place, _)| place.name.as_str()).collect();
    let photos = found.photos.length();
    let note = match &found.source {
        Source::Archive(_) => t!("transfer-archive-note"),
        Source::Table(_) => t!("transfer-table-note"),
        Source::Grocy(_) => t!("transfer-grocy-note"),
        Source::KitchenOwl(_) => t!("transfer-kitchenowl-note"),
    };
    let items = t!(
        "transfer-of",
        new = new_items(&offer.comparison),
        all = parcel.items.len()
    );
    let fact = |name: AttrValue, value: AttrValue| {
        html! { <div class="fact"><dt>{ name }</dt><dd>{ value }</dd></div> }
    };
    html! {
        <div class="card card--pad stack" data-testid="transfer-found" data-new={new.to_string()}
            data-there={there.to_string()} data-alike={alike.to_string()}>
            <div>
                <h2 class="section__title">{ transfer::kind(&found.source) }</h2>
                <p class="note__text transfer__name"><bdi>{ &found.name }</bdi></p>
            </div>
            <dl class="facts">
                if !parcel.lots.is_empty() {
                    { fact(t!("transfer-new"), new.to_string().into()) }
                }
                if there > 0 {
                    { fact(t!("transfer-there"), there.to_string().into()) }
                }
                if alike > 0 {
                    { fact(t!("transfer-alike"), alike.to_string().into()) }
                }
                { fact(t!("transfer-items"), items) }
                if receipts > 0 {
                    { fact(t!("transfer-receipts"), t!("transfer-of", new = receipts - known, all = receipts)) }
                }
                if !parcel.recipes.is_empty() {
                    { fact(t!("transfer-recipes"), t!("transfer-of", new = offer.comparison.new_recipes(), all = parcel.recipes.len())) }
                }
                if !places.is_empty() {
                    { fact(t!("transfer-places"), places.join(", ").into()) }
                }
                if let Some(categories) = transfer::categories(&offer.comparison) {
                    { fact(t!("transfer-categories"), categories.into()) }
                }
                if offer.comparison.lives > 0 {
                    { fact(t!("transfer-lives"), offer.comparison.lives.to_string().into()) }
                }
                if photos > 0 {
                    { fact(t!("transfer-found-photos"), photos.to_string().into()) }
                }
            </dl>
            <p class="note__text">{ note }</p>
        </div>
    }
}

/// What cannot come, or not as it stands there.
fn left_out(found: &Found, left: &[LeftOut]) -> Html {
    let unknown: Vec<&str> = match &found.source {
        Source::Table(sheet) => sheet.unknown().collect(),
        _ => Vec::new(),
    };
    if left.is_empty() && unknown.is_empty() {
        return Html::default();
    }
    let row = |(position, left): (usize, &LeftOut)| {
        html! {
            <li class="event" key={position}>
                <p class="event__text">
                    <span class="event__what">{ transfer::place(left) }{ ": " }<bdi>{ &left.said }</bdi></span>
                    <span class="event__when">{ transfer::why(left.why) }</span>
                </p>
            </li>
        }
    };
    let columns = t!("transfer-columns-text", columns = unknown.join(", "));
    html! {
        <div class="stack" data-testid="transfer-left">
            if !unknown.is_empty() {
                <Note tone={Tone::Plain} title={t!("transfer-columns")} text={columns} />
            }
            if !left.is_empty() {
                <Note tone={Tone::Ask} title={t!("transfer-left", count = left.len())} text={t!("transfer-left-text")} />
                <ul class="card list history">{ for left.iter().take(LEFT).enumerate().map(row) }</ul>
                if left.len() > LEFT {
                    <p class="note__text">{ t!("transfer-and-more", count = left.len() - LEFT) }</p>
                }
            }
        </div>
    }
}
