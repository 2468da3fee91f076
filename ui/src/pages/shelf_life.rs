//! How long food keeps: the built-in table, to search, with what each figure comes from, and
//! the household's own word on it.

use pantry::category::Category;
use pantry::location::PlaceKind;
use pantry::search::fold;
use pantry::shelf_life::{Food, Keeps, Kind, Opened, STATES, keeps};
use yew::prelude::*;

use super::Head;
use super::own_life::{KindValue, OwnLife};
use crate::components::choices::{category_name, place_kind_name};
use crate::components::icon::{Glyph, Icon};
use crate::components::tile::Tile;
use crate::hooks::context::use_larder;
use crate::i18n::t;
use crate::route::Route;
use crate::view::life;

/// Foods that are drawn at first.
const PAGE: usize = 40;

/// The page.
#[component]
pub fn ShelfLifePage() -> Html {
    let typed = use_state_eq(String::new);
    let category = use_state_eq(|| None::<Category>);
    let shown = use_state_eq(|| PAGE);
    let query = fold(&typed);
    let foods = Food::all().iter().filter(|food| food.is_food());
    let foods: Vec<&'static Food> = foods
        .filter(|food| category.is_none_or(|wanted| food.category == wanted))
        .filter(|food| query.is_empty() || food.called(&query).is_some())
        .collect();
    let oninput = {
        let (typed, shown) = (typed.setter(), shown.setter());
        move |event: InputEvent| {
            let input: web_sys::HtmlInputElement = event.target_unchecked_into();
            typed.set(input.value());
            shown.set(PAGE);
        }
    };
    let more = {
        let shown = shown.clone();
        move |_: MouseEvent| shown.set(*shown + 4 * PAGE)
    };
    let choose = {
        let (category, shown) = (category.setter(), shown.setter());
        Callback::from(move |chosen| {
            category.set(chosen);
            shown.set(PAGE);
        })
    };
    let hidden = foods.len().saturating_sub(*shown);
    html! {
        <main class="main" id="main" data-testid="shelf-life">
            <Head title={t!("life-title")} up={(Route::Settings, t!("settings-title"))} />
            <p class="note__text section__lead">{ t!("life-text") }</p>
            <div class="search">
                <div class="search__box">
                    <Icon glyph={Glyph::Search} />
                    <input class="input" type="search" value={(*typed).clone()} {oninput} autocomplete="off"
                        aria-label={t!("life-search")} placeholder={t!("life-search")} data-testid="life-search" />
                </div>
            </div>
            <Categories chosen={*category} on_choose={choose} />
            <ul class="card list">
                if let Some(category) = (*category).filter(|_| query.is_empty()) {
                    <Median {category} />
                }
                { for foods.iter().take(*shown).map(|food| {
                    let called = food.called(&query).filter(|name| *name != food.name);
                    html! { <FoodRow key={food.name} food={FoodRef(food)} {called} /> }
                }) }
            </ul>
            if foods.is_empty() && category.is_none() {
                <p class="card card--pad note__text" data-testid="life-none">{ t!("life-none") }</p>
            }
            if hidden > 0 {
                <button type="button" class="btn btn--quiet btn--wide" onclick={more} data-testid="life-more">
                    { t!("pantry-show-more", count = hidden) }
                </button>
            }
        </main>
    }
}

#[derive(Properties, PartialEq)]
struct CategoriesProps {
    chosen: Option<Category>,
    on_choose: Callback<Option<Category>>,
}

/// The categories by their names.
#[component]
fn Categories(props: &CategoriesProps) -> Html {
    let chip = |category: Option<Category>| {
        let onclick = props.on_choose.reform(move |_: MouseEvent| category);
        let name = category.map_or_else(|| t!("pantry-all"), |one| category_name(Some(one)));
        html! {
            <button type="button" class="chip" key={category.map_or("all", Category::id)} {onclick}
                aria-pressed={(props.chosen == category).to_string()} data-testid="life-category">{ name }</button>
        }
    };
    let food = Category::ALL.into_iter().filter(|one| one.is_food());
    let all = std::iter::once(None).chain(food.map(Some));
    html! {
        <div class="chips" role="group" aria-label={t!("review-category")}>{ for all.map(chip) }</div>
    }
}

#[derive(Properties, PartialEq)]
struct MedianProps {
    category: Category,
}

/// What holds for whatever of a category has no figures of its own.
#[component]
fn Median(props: &MedianProps) -> Html {
    let name = t!("life-other", category = category_name(Some(props.category)));
    let kind = Kind::from(props.category);
    let own = use_own(kind);
    let facts = Facts {
        figures: figures(own),
        source: t!("life-median"),
    };
    row(kind, name, None, facts)
}

/// A food of the table; there is one of each.
#[derive(Clone, Copy)]
struct FoodRef(&'static Food);

impl PartialEq for FoodRef {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

#[derive(Properties, PartialEq)]
struct FoodProps {
    food: FoodRef,
    /// The name by which it was found.
    called: Option<&'static str>,
}

/// A food with its figures.
#[component]
fn FoodRow(props: &FoodProps) -> Html {
    let food = props.food.0;
    let numbers: Vec<String> = food.foodkeeper.iter().map(u16::to_string).collect();
    let kind = Kind {
        food: Some(food),
        ..food.category.into()
    };
    let own = use_own(kind);
    let facts = Facts {
        figures: figures(own),
        source: t!("life-source", numbers = numbers.join(", ")),
    };
    row(kind, food.name.into(), props.called, facts)
}

/// What is known of keeping something: where and in which state, and how long.
struct Facts {
    figures: Vec<(AttrValue, AttrValue)>,
    source: AttrValue,
}

/// A kind with what the household says of it.
#[hook]
fn use_own(kind: Kind) -> Kind {
    let larder = use_larder();
    let household = larder.household();
    household.own_kind(kind)
}

/// Where and in which state a figure holds.
pub fn figure_name(place: PlaceKind, state: Opened) -> AttrValue {
    let place = place_kind_name(place);
    match state {
        Opened::Sealed => place,
        Opened::Opened => t!("life-opened", place = place),
        Opened::Thawed => t!("life-thawed", place = place),
    }
}

/// Whether a figure is worth showing: that what is open should not stand there goes without
/// saying twice.
pub fn is_told(kind: Kind, place: PlaceKind, state: Opened) -> bool {
    let keeps: Keeps = keeps(kind, place, state);
    let new = state == Opened::Sealed || keeps != Keeps::NotRecommended;
    new && keeps != Keeps::Unknown
}

/// Sealed in each place, then opened or thawed where that is known.
fn figures(kind: Kind) -> Vec<(AttrValue, AttrValue)> {
    let (sealed, others): (Vec<_>, Vec<_>) = STATES
        .into_iter()
        .partition(|(_, state)| *state == Opened::Sealed);
    let known = sealed
        .into_iter()
        .chain(others)
        .filter_map(|(place, state)| {
            let how_long = life::keeps(keeps(kind, place, state));
            let how_long = how_long.filter(|_| is_told(kind, place, state))?;
            Some((figure_name(place, state), how_long))
        });
    known.collect()
}

fn row(kind: Kind, name: AttrValue, called: Option<&'static str>, facts: Facts) -> Html {
    html! {
        <li class="food" data-testid="life-food" data-name={name.clone()}>
            <div class="food__head">
                <Tile category={Some(kind.category)} />
                <h2 class="row__name">{ name }
                    if let Some(called) = called {
                        <span class="row__meta">{ called }</span>
                    }
                </h2>
            </div>
            <dl class="facts">
                { for facts.figures.into_iter().map(|(where_, how_long)| html! {
                    <div class="fact"><dt>{ where_ }</dt><dd>{ how_long }</dd></div>
                }) }
            </dl>
            <p class="field__hint">{ facts.source }</p>
            <OwnLife kind={KindValue(kind)} />
        </li>
    }
}
