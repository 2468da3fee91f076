//! Below the line: what was understood of it, and what is usually added.

use pantry::action::{Action, ItemChoice, NewLot};
use pantry::due::mark_of;
use pantry::household::Usual;
use pantry::lot::Mark;
use yew::prelude::*;

use super::form::{Filled, Form, choice};
use crate::components::choices;
use crate::components::icon::{Glyph, Icon};
use crate::hooks::context::use_larder;
use crate::i18n::t;
use crate::state::larder::{Larder, Progress, Request};
use crate::view::quick_add::{Part, Typed};
use crate::view::{amounts, dates};

/// Chips that are offered at once: three rows of a phone.
const OFFERED: usize = 8;

/// Properties of [`Said`] and [`Offers`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What is filled in.
    pub form: Form,
    /// Called with what is filled in then.
    pub on_form: Callback<Form>,
}

/// What was understood of the line; a tap takes it out again.
#[component]
pub fn Said(props: &Props) -> Html {
    let larder = use_larder();
    let household = larder.household();
    let filled = props.form.read(&household, larder.today);
    let chip = |part: Part| {
        let (glyph, testid, said) = shown(&larder, &filled, part)?;
        let less = props.form.without(&filled.typed, part);
        let onclick = props.on_form.reform(move |_: MouseEvent| less.clone());
        Some(html! {
            <button type="button" class="chip chip--said" key={testid} {onclick}
                aria-label={t!("add-said-remove", said = said)} data-testid={testid}>
                <Icon {glyph} class="icon--s" />{ said }<Icon glyph={Glyph::Close} class="icon--s" />
            </button>
        })
    };
    let chips: Vec<Html> = filled.said().into_iter().filter_map(chip).collect();
    if chips.is_empty() {
        return Html::default();
    }
    html! {
        <div class="chips chips--wrap" role="group" aria-label={t!("add-said")}>{ for chips }</div>
    }
}

/// A part of the line: its picture, its name for tests, and what it says.
fn shown(
    larder: &Larder,
    filled: &Filled<'_>,
    part: Part,
) -> Option<(Glyph, &'static str, AttrValue)> {
    match part {
        Part::Name => None,
        Part::Amount => {
            let said = amounts::quantity(filled.typed.quantity?);
            Some((Glyph::Basket, "add-said-amount", said))
        }
        Part::Place => {
            let place = larder.household().place(filled.typed.place?)?;
            let said = choices::place_name(&place);
            Some((Glyph::of_place(place.kind), "add-said-place", said))
        }
        Part::Date => {
            let said = match filled.typed.date? {
                Some(day) => dates::short(day, larder.today),
                None => t!("pick-none"),
            };
            Some((Glyph::Calendar, "add-said-date", said))
        }
    }
}

/// What came in before, at one tap: as the last time, but for what the line says.
#[component]
pub fn Offers(props: &Props) -> Html {
    let larder = use_larder();
    let typed = {
        let household = larder.household();
        props.form.read(&household, larder.today).typed
    };
    let offered = use_memo((larder.clone(), typed.name.clone()), |(larder, name)| {
        larder.household().usual(name, OFFERED)
    });
    if offered.is_empty() || typed.code.is_some() {
        return Html::default();
    }
    let chip = |usual: &Usual| {
        let (glyph, _) = Glyph::of_category(usual.category);
        let (larder, typed, usual) = (larder.clone(), typed.clone(), usual.clone());
        let quantity = typed.quantity.unwrap_or(usual.quantity);
        let amount = amounts::quantity(quantity);
        let label = t!("add-offer", name = usual.name, amount = amount);
        let (key, name) = (usual.item.to_string(), usual.name.clone());
        let on_form = props.on_form.clone();
        let onclick = move |_: MouseEvent| add(&larder, &usual, &typed, &on_form);
        html! {
            <button type="button" class="chip" key={key} {onclick} aria-label={label} data-testid="add-usual">
                <Icon {glyph} class="icon--s" />{ name }<span class="chip__much">{ amounts::short(quantity) }</span>
            </button>
        }
    };
    html! {
        <div class="chips" role="group" aria-label={t!("list-offered")}>{ for offered.iter().map(chip) }</div>
    }
}

/// Adds it, and empties the form once it is there.
fn add(larder: &Larder, usual: &Usual, typed: &Typed, on_form: &Callback<Form>) {
    let mark = usual.category.map_or(Mark::BestBefore, mark_of);
    let lot = NewLot {
        item: ItemChoice::Existing(usual.item),
        category: None,
        quantity: typed.quantity.unwrap_or(usual.quantity),
        place: typed.place.or(usual.place),
        purchased: None,
        date: choice(typed.date, mark),
        price: None,
        note: String::new(),
    };
    let on_form = on_form.clone();
    larder.request(Request {
        action: Action::AddLot(lot),
        said: t!("added", name = usual.name),
        offer: None,
        receipt: None,
        on_progress: Callback::from(move |progress| {
            if let Progress::Shown(_) = progress {
                on_form.emit(Form::default());
            }
        }),
    });
}
