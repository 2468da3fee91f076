//! Pantry: everything there is, found at once.

use std::collections::BTreeSet;
use std::rc::Rc;

use pantry::category::Category;
use pantry::household::Household;
use pantry::id::ItemId;
use pantry::location::PlaceKind;
use yew::prelude::*;
use yew_router::prelude::*;

use super::Head;
use super::bulk;
use super::home::Teach;
use super::pantry_row::{PantryRow, RowAct, perform};
use super::rest::{Part, Rest};
use crate::components::choices::category_name;
use crate::components::icon::{Glyph, Icon};
use crate::components::message::{Note, Tone};
use crate::components::nav::AddLink;
use crate::components::search_box::SearchBox;
use crate::hooks::context::use_larder;
use crate::hooks::window::use_window;
use crate::i18n::{t, text};
use crate::route::Route;
use crate::state::larder::Larder;
use crate::view::lots::{self, ItemView};

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
    // The items that are chosen, while several are.
    let chosen = use_state_eq(|| None::<BTreeSet<ItemId>>);
    let all = use_memo((larder.clone(),), |(larder,)| by_name(&larder.household()));
    let found = use_memo(
        (larder.clone(), (*query).clone(), *filter),
        |(larder, query, filter)| narrowed(&larder.household(), &all, query, *filter),
    );
    let categories = use_memo((larder.clone(),), |(larder,)| {
        categories(&larder.household())
    });
    let on_act = use_row_act(&larder);
    let on_choose = use_choose(&chosen);
    let reset = {
        let (query, filter) = (query.clone(), filter.clone());
        Callback::from(move |_: MouseEvent| {
            query.set(String::new());
            filter.set(Filter::All);
        })
    };
    let choose = {
        let chosen = chosen.setter();
        move |_: MouseEvent| chosen.set(Some(BTreeSet::new()))
    };
    let on_done = {
        let chosen = chosen.setter();
        Callback::from(move |()| chosen.set(None))
    };
    let window = use_window(found.len());
    // Views are made for the rows that are drawn, not for thousands that are not.
    let household = larder.household();
    let rows = found.iter().enumerate().skip(window.rows.start);
    let rows = rows.take(window.rows.len());
    let rows = rows.filter_map(|(at, id)| Some((at, lots::item(&household, *id, larder.today)?)));
    let is_chosen = |id| chosen.as_ref().map(|chosen| chosen.contains(&id));
    html! {
        <main class="main main--wide" id="main" data-testid="pantry">
            <Head title={t!("pantry-title")} sub={(!all.is_empty()).then(|| t!("pantry-count", count = all.len()))}>
                if !all.is_empty() && chosen.is_none() {
                    <button type="button" class="btn btn--quiet" onclick={choose} data-testid="pantry-choose">{ t!("bulk-choose") }</button>
                }
                <AddLink />
            </Head>
            if all.is_empty() {
                <Teach title={t!("pantry-none-title")} text={t!("pantry-none-text")} testid="pantry-empty" />
            } else {
                <div class="search"><SearchBox label={t!("pantry-search")} query={(*query).clone()} on_query={setter(&query)} testid="pantry-search" /></div>
                <Chips {categories} filter={*filter} on_filter={setter(&filter)} />
                if found.is_empty() {
                    <Note tone={Tone::Plain} title={t!("pantry-no-match-title")} text={t!("pantry-no-match-text")}>
                        <button type="button" class="btn" onclick={reset}>{ t!("pantry-show-all") }</button>
                    </Note>
                } else {
                    <ul class="card list" ref={window.list}>
                        <li class="list__gap" aria-hidden="true" ref={window.above}></li>
                        { for rows.map(|(at, item)| html! {
                            <PantryRow key={item.id.to_string()} position={at + 1} of={found.len()}
                                chosen={is_chosen(item.id)} item={item.clone()} on_act={on_act.clone()} on_choose={on_choose.clone()} />
                        }) }
                        <li class="list__gap" aria-hidden="true" ref={window.below}></li>
                    </ul>
                }
                if let Some(chosen) = &*chosen {
                    <Rest part={Part::Bulk(bulk::Props { chosen: chosen.clone(), on_done })} />
                }
            }
        </main>
    }
}

fn setter<T: 'static>(state: &UseStateHandle<T>) -> Callback<T> {
    let setter = state.setter();
    Callback::from(move |value| setter.set(value))
}

/// What the rows do, by a callback that stays the same: a row is drawn again only when its
/// item has changed.
#[hook]
fn use_row_act(larder: &Larder) -> Callback<(ItemView, RowAct)> {
    let newest = use_mut_ref(|| larder.clone());
    newest.replace(larder.clone());
    let navigator = use_navigator();
    use_callback((), move |(item, act): (ItemView, RowAct), ()| {
        match (act, &navigator) {
            (RowAct::Show, Some(navigator)) => Route::open_item(navigator, item.id),
            _ => {
                let larder = newest.borrow().clone();
                perform(&larder, &item, act);
            }
        }
    })
}

/// Chooses an item, or does not any more: by a callback that stays the same.
#[hook]
fn use_choose(chosen: &UseStateHandle<Option<BTreeSet<ItemId>>>) -> Callback<ItemId> {
    let newest = use_mut_ref(|| chosen.clone());
    newest.replace(chosen.clone());
    use_callback((), move |item: ItemId, ()| {
        let handle = newest.borrow().clone();
        let mut chosen = (*handle).clone().unwrap_or_default();
        if !chosen.remove(&item) {
            chosen.insert(item);
        }
        handle.set(Some(chosen));
    })
}

/// Every item, by name; what has run out comes last.
fn by_name(household: &Household) -> Vec<ItemId> {
    let named = household.items().map(|item| {
        let gone = household.lots_of(item.id).is_empty();
        ((gone, item.name.to_lowercase()), item.id)
    });
    let mut named: Vec<_> = named.collect();
    named.sort_unstable();
    named.into_iter().map(|(_, id)| id).collect()
}

/// The categories that there is an item of.
fn categories(household: &Household) -> BTreeSet<Category> {
    household.items().filter_map(|item| item.category).collect()
}

fn narrowed(household: &Household, all: &[ItemId], query: &str, filter: Filter) -> Vec<ItemId> {
    let mut items: Vec<ItemId> = if query.trim().is_empty() {
        all.to_vec()
    } else {
        let found = household.search(query, 200).into_iter();
        found.map(|item| item.id).collect()
    };
    items.retain(|id| match filter {
        Filter::All => true,
        Filter::Category(category) => {
            let item = household.item(*id);
            item.is_some_and(|item| item.category == Some(category))
        }
        Filter::Place(kind) => household
            .lots_of(*id)
            .iter()
            .any(|lot| household.place_kind(lot.place) == kind),
    });
    items
}

#[derive(Properties, PartialEq)]
struct ChipsProps {
    categories: Rc<BTreeSet<Category>>,
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
    let categories = props.categories.iter().map(|category| {
        let category = *category;
        let name = category_name(Some(category));
        chip(
            Filter::Category(category),
            None,
            name,
            category.id().to_owned(),
        )
    });
    html! {
        <div class="chips" role="group" aria-label={t!("pantry-filter")}>
            { chip(Filter::All, None, t!("pantry-all"), "all".to_owned()) }
            { for places }
            { for categories }
        </div>
    }
}
