//! Pantry: everything there is, found at once.

use std::collections::BTreeSet;

use pantry::id::ItemId;
use yew::prelude::*;
use yew_router::prelude::*;

use super::Head;
use super::bulk;
use super::home::Teach;
use super::pantry_filter::{Chips, Filter, narrowed, offered};
use super::pantry_row::{PantryRow, RowAct, perform};
use super::rest::{Part, Rest};
use crate::components::message::{Note, Tone};
use crate::components::nav::AddLink;
use crate::components::search_box::SearchBox;
use crate::hooks::context::use_larder;
use crate::hooks::window::use_window;
use crate::i18n::t;
use crate::route::Route;
use crate::state::larder::Larder;
use crate::view::lots::{self, ItemView};

/// The pantry.
#[component]
pub fn Pantry() -> Html {
    let larder = use_larder();
    let query = use_state_eq(String::new);
    let filter = use_state_eq(|| Filter::All);
    // The items that are chosen, while several are.
    let chosen = use_state_eq(|| None::<BTreeSet<ItemId>>);
    let all = use_memo((larder.clone(),), |(larder,)| {
        larder.household().items_by_name().collect::<Vec<_>>()
    });
    let found = use_memo(
        (larder.clone(), (*query).clone(), *filter),
        |(larder, query, filter)| {
            narrowed(&larder.household(), &all, query, (*filter, larder.today))
        },
    );
    let offered = use_memo((larder.clone(),), |(larder,)| offered(&larder.household()));
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
    let has_all = chosen
        .as_ref()
        .is_some_and(|chosen| !found.is_empty() && found.iter().all(|item| chosen.contains(item)));
    let on_all = {
        let (setter, found) = (chosen.setter(), found.clone());
        Callback::from(move |()| {
            let all = found.iter().copied().filter(|_| !has_all);
            setter.set(Some(all.collect()));
        })
    };
    let window = use_window(((*query).clone(), *filter), found.len());
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
                <Chips {offered} filter={*filter} on_filter={setter(&filter)} />
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
                    <Rest part={Part::Bulk(bulk::Props { chosen: chosen.clone(), on_all, has_all, on_done })} />
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
