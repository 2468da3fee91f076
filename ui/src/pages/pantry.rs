//! Pantry: everything there is, found at once.

use std::rc::Rc;

use pantry::category::Category;
use pantry::location::PlaceKind;
use yew::prelude::*;

use super::Head;
use super::home::Teach;
use super::pantry_row::PantryRow;
use crate::components::choices::category_name;
use crate::components::icon::{Glyph, Icon};
use crate::components::message::{Note, Tone};
use crate::hooks::context::use_larder;
use crate::i18n::{t, text};
use crate::state::larder::Larder;
use crate::view::lots::{self, ItemView};

/// Rows that are drawn at first; more follow by a button, so that a full pantry opens at once.
const FIRST: usize = 60;

/// What the list is narrowed to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Filter {
    All,
    Place(PlaceKind),
    Category(Category),
}

/// The pantry.
#[component]
pub fn Pantry() -> Html {
    let larder = use_larder();
    let query = use_state_eq(String::new);
    let filter = use_state_eq(|| Filter::All);
    let shown = use_state_eq(|| FIRST);
    let all = use_memo((larder.clone(),), |(larder,)| everything(larder));
    let found = use_memo(
        (larder.clone(), (*query).clone(), *filter),
        |(larder, query, filter)| narrowed(larder, query, *filter),
    );
    let reset = {
        let (query, filter) = (query.clone(), filter.clone());
        Callback::from(move |_: MouseEvent| {
            query.set(String::new());
            filter.set(Filter::All);
        })
    };
    let more = {
        let shown = shown.clone();
        move |_: MouseEvent| shown.set(*shown + 4 * FIRST)
    };
    let rest = found.len().saturating_sub(*shown);
    html! {
        <main class="main main--wide" id="main" data-testid="pantry">
            <Head title={t!("pantry-title")} sub={(!all.is_empty()).then(|| t!("pantry-count", count = all.len()))} />
            if all.is_empty() {
                <Teach title={t!("pantry-none-title")} text={t!("pantry-none-text")} testid="pantry-empty" />
            } else {
                <div class="search"><SearchBox query={(*query).clone()} on_query={setter(&query)} /></div>
                <Chips all={all.clone()} filter={*filter} on_filter={setter(&filter)} />
                if found.is_empty() {
                    <Note tone={Tone::Plain} title={t!("pantry-no-match-title")} text={t!("pantry-no-match-text")}>
                        <button type="button" class="btn" onclick={reset}>{ t!("pantry-show-all") }</button>
                    </Note>
                } else {
                    <ul class="card list">
                        { for found.iter().take(*shown).map(|item| html! {
                            <PantryRow key={item.id.to_string()} item={item.clone()} />
                        }) }
                    </ul>
                }
                if rest > 0 {
                    <p class="more-rows">
                        <button type="button" class="btn btn--quiet" onclick={more}>
                            { t!("pantry-show-more", count = rest) }
                        </button>
                    </p>
                }
            }
        </main>
    }
}

fn setter<T: 'static>(state: &UseStateHandle<T>) -> Callback<T> {
    let setter = state.setter();
    Callback::from(move |value| setter.set(value))
}

/// Every item, by name; what has run out comes last.
fn everything(larder: &Larder) -> Vec<ItemView> {
    let household = larder.household();
    let views = household
        .items()
        .filter_map(|item| lots::item(&household, item.id, larder.today));
    let mut views: Vec<ItemView> = views.collect();
    views.sort_by_cached_key(|item| (item.lots.is_empty(), item.name.to_lowercase()));
    views
}

fn narrowed(larder: &Larder, query: &str, filter: Filter) -> Rc<[ItemView]> {
    let household = larder.household();
    let mut items = if query.trim().is_empty() {
        everything(larder)
    } else {
        let found = household.search(query, 200).into_iter();
        found
            .filter_map(|item| lots::item(&household, item.id, larder.today))
            .collect()
    };
    items.retain(|item| match filter {
        Filter::All => true,
        Filter::Category(category) => item.category == Some(category),
        Filter::Place(kind) => household
            .lots_of(item.id)
            .iter()
            .any(|lot| household.place_kind(lot.place) == kind),
    });
    items.into()
}

#[derive(Properties, PartialEq)]
struct SearchProps {
    query: String,
    on_query: Callback<String>,
}

#[component]
fn SearchBox(props: &SearchProps) -> Html {
    let oninput = {
        let on_query = props.on_query.clone();
        move |event: InputEvent| {
            on_query.emit(
                event
                    .target_unchecked_into::<web_sys::HtmlInputElement>()
                    .value(),
            );
        }
    };
    html! {
        <div class="search__box">
            <Icon glyph={Glyph::Search} />
            <input class="input" type="search" placeholder={t!("pantry-search")} aria-label={t!("pantry-search")}
                value={props.query.clone()} {oninput} enterkeyhint="search" autocomplete="off" data-testid="pantry-search" />
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct ChipsProps {
    all: Rc<Vec<ItemView>>,
    filter: Filter,
    on_filter: Callback<Filter>,
}

/// Places, then the categories that there is something of.
#[component]
fn Chips(props: &ChipsProps) -> Html {
    let chip = |filter: Filter, glyph: Option<Glyph>, name: AttrValue, key: String| {
        let on_filter = props.on_filter.clone();
        let onclick = move |_: MouseEvent| on_filter.emit(filter);
        html! {
            <button type="button" {key} class="chip" aria-pressed={(props.filter == filter).to_string()} {onclick}>
                if let Some(glyph) = glyph { <Icon {glyph} class="icon--s" /> }
                { name }
            </button>
        }
    };
    let places = [PlaceKind::Fridge, PlaceKind::Freezer, PlaceKind::Pantry].map(|kind| {
        let name = text(&format!("place-{}", kind.id()), &[]);
        chip(
            Filter::Place(kind),
            Some(Glyph::of_place(kind)),
            name,
            kind.id().to_owned(),
        )
    });
    let used = |category: &Category| {
        props
            .all
            .iter()
            .any(|item| item.category == Some(*category))
    };
    let categories = Category::ALL.into_iter().filter(used).map(|category| {
        let name = category_name(Some(category));
        chip(
            Filter::Category(category),
            None,
            name,
            category.id().to_owned(),
        )
    });
    html! {
        <div class="chips" role="group" aria-label={t!("pantry-title")}>
            { chip(Filter::All, None, t!("pantry-all"), "all".to_owned()) }
            { for places }
            { for categories }
        </div>
    }
}
