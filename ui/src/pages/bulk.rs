//! Several items at once: what is done to them, from a bar at the bottom of the pantry.

use std::collections::BTreeSet;

use jiff::civil::Date;
use pantry::action::{Action, Edit, ItemEdit, LotEdit, NewEntry};
use pantry::category::Category;
use pantry::due::mark_of;
use pantry::household::Household;
use pantry::id::{ItemId, PlaceId};
use pantry::lot::{Lot, Mark, Marked};
use pantry::op::DiscardReason;
use yew::prelude::*;

use super::lot_date::QuickDates;
use crate::components::choices::place_name;
use crate::components::field::DateField;
use crate::components::icon::{Glyph, Icon};
use crate::components::sheet::Sheet;
use crate::components::tile::Tile;
use crate::hooks::context::use_larder;
use crate::i18n::t;
use crate::view::categories;

/// Which sheet of the bar is open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Asks {
    Nothing,
    Place,
    Day,
    Category,
}

/// Properties of [`BulkBar`].
#[derive(Properties, Clone, PartialEq)]
pub struct Props {
    /// The items that are chosen.
    pub chosen: BTreeSet<ItemId>,
    /// Chooses all that are shown, or none of them where all are.
    pub on_all: Callback<()>,
    /// Whether all that are shown are chosen.
    pub has_all: bool,
    /// Called when the person is done with them.
    pub on_done: Callback<()>,
}

/// The bar.
#[component]
pub fn BulkBar(props: &Props) -> Html {
    let larder = use_larder();
    let asks = use_state_eq(|| Asks::Nothing);
    let count = props.chosen.len();
    let ask = |which: Asks| {
        let asks = asks.setter();
        move |_: MouseEvent| asks.set(which)
    };
    let act = {
        let (larder, chosen, done) = (larder.clone(), props.chosen.clone(), props.on_done.clone());
        Callback::from(move |(what, said): (Bulk, AttrValue)| {
            let action = all(&larder.household(), &chosen, what);
            larder.act(action, said);
            done.emit(());
        })
    };
    let now = |what: Bulk, said: AttrValue| {
        let act = act.clone();
        move |_: MouseEvent| act.emit((what, said.clone()))
    };
    let button = |glyph, name: AttrValue, testid: &'static str, onclick: Callback<MouseEvent>| {
        html! {
            <button type="button" class="bulk__act" disabled={count == 0} {onclick} data-testid={testid}>
                <Icon {glyph} /><span>{ name }</span>
            </button>
        }
    };
    let close = {
        let asks = asks.setter();
        Callback::from(move |()| asks.set(Asks::Nothing))
    };
    html! {
        <div class="bulk" data-testid="bulk">
            <div class="bulk__head">
                <span role="status">{ t!("bulk-chosen", count = count) }</span>
                <button type="button" class="btn btn--quiet bulk__all" onclick={props.on_all.reform(|_: MouseEvent| ())}
                    data-testid="bulk-all">{ if props.has_all { t!("bulk-none") } else { t!("bulk-all") } }</button>
                <button type="button" class="btn btn--quiet" onclick={props.on_done.reform(|_: MouseEvent| ())}
                    data-testid="bulk-done">{ t!("bulk-done") }</button>
            </div>
            <div class="bulk__acts" role="group" aria-label={t!("bulk-label")}>
                { button(Glyph::Check, t!("bulk-use"), "bulk-use", now(Bulk::Use, t!("bulk-used", count = count)).into()) }
                { button(Glyph::List, t!("bulk-list"), "bulk-list", now(Bulk::List, t!("bulk-listed", count = count)).into()) }
                { button(Glyph::Fridge, t!("bulk-move"), "bulk-move", ask(Asks::Place).into()) }
                { button(Glyph::Apple, t!("bulk-category"), "bulk-category", ask(Asks::Category).into()) }
                { button(Glyph::Half, t!("bulk-date"), "bulk-date", ask(Asks::Day).into()) }
                { button(Glyph::Snow, t!("bulk-freeze"), "bulk-freeze", now(Bulk::Freeze, t!("bulk-frozen", count = count)).into()) }
                { button(Glyph::Sun, t!("bulk-thaw"), "bulk-thaw", now(Bulk::Thaw, t!("bulk-thawed", count = count)).into()) }
                { button(Glyph::Bin, t!("bulk-throw"), "bulk-throw", now(Bulk::Throw, t!("bulk-thrown", count = count)).into()) }
                { button(Glyph::Close, t!("bulk-delete"), "bulk-delete", now(Bulk::Delete, t!("bulk-deleted", count = count)).into()) }
            </div>
            { match *asks {
                Asks::Nothing => Html::default(),
                Asks::Place => html! { <PlaceSheet {count} {act} on_close={close} /> },
                Asks::Day => html! { <DaySheet {count} {act} on_close={close} /> },
                Asks::Category => html! { <CategorySheet {count} {act} on_close={close} /> },
            } }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct SheetProps {
    count: usize,
    act: Callback<(Bulk, AttrValue)>,
    on_close: Callback<()>,
}

#[component]
fn PlaceSheet(props: &SheetProps) -> Html {
    let larder = use_larder();
    let household = larder.household();
    let title = t!("bulk-move-title", count = props.count);
    html! {
        <Sheet head={html! { <div class="sheet__title"><h2>{ &title }</h2></div> }} label={title.clone()}
            on_close={props.on_close.clone()} testid="bulk-places">
            <ul class="card list">
                { for household.places().iter().map(|place| {
                    let name = place_name(place);
                    let (act, id) = (props.act.clone(), place.id);
                    let said = t!("bulk-moved", count = props.count, place = name);
                    let onclick = move |_: MouseEvent| act.emit((Bulk::Move(id), said.clone()));
                    html! {
                        <li key={id.to_string()}>
                            <button type="button" class="row row__main" {onclick} data-testid="bulk-place">
                                <Icon glyph={Glyph::of_place(place.kind)} />
                                <span class="row__text"><span class="row__name">{ name.clone() }</span></span>
                            </button>
                        </li>
                    }
                }) }
            </ul>
        </Sheet>
    }
}

#[component]
fn CategorySheet(props: &SheetProps) -> Html {
    let title = t!("bulk-category-title", count = props.count);
    html! {
        <Sheet head={html! { <div class="sheet__title"><h2>{ &title }</h2></div> }} label={title.clone()}
            on_close={props.on_close.clone()} testid="bulk-categories">
            <ul class="card list">
                { for categories::offered(None).into_iter().map(|category| {
                    let name = categories::name(category);
                    let act = props.act.clone();
                    let said = t!("bulk-filed", count = props.count, category = name);
                    let onclick = move |_: MouseEvent| act.emit((Bulk::File(category), said.clone()));
                    html! {
                        <li key={category.key()}>
                            <button type="button" class="row row__main" {onclick} data-testid="bulk-file">
                                <Tile category={Some(category)} />
                                <span class="row__text"><span class="row__name">{ name.clone() }</span></span>
                            </button>
                        </li>
                    }
                }) }
            </ul>
        </Sheet>
    }
}

#[component]
fn DaySheet(props: &SheetProps) -> Html {
    let larder = use_larder();
    let title = t!("bulk-date-title", count = props.count);
    let pick = {
        let (act, count) = (props.act.clone(), props.count);
        Callback::from(move |day: Option<Date>| {
            act.emit((Bulk::Day(day), t!("bulk-dated", count = count)));
        })
    };
    html! {
        <Sheet head={html! { <div class="sheet__title"><h2>{ &title }</h2></div> }} label={title.clone()}
            on_close={props.on_close.clone()} testid="bulk-days">
            <div class="stack">
                <DateField id="bulk-date" label={t!("bulk-date")} value={None::<Date>} on_change={pick.clone()} testid="bulk-day" />
                <QuickDates today={larder.today} on_pick={pick} />
            </div>
        </Sheet>
    }
}

/// What is done to all of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Bulk {
    Move(PlaceId),
    Day(Option<Date>),
    File(Category),
    List,
    Use,
    Thaw,
    Freeze,
    Throw,
    Delete,
}

/// One action for everything that there is of the chosen items.
fn all(household: &Household, chosen: &BTreeSet<ItemId>, what: Bulk) -> Action {
    let items = || chosen.iter().copied();
    match what {
        Bulk::Delete => {
            let deleted = items().map(|item| Action::DeleteItem { item });
            return Action::Together(deleted.collect());
        }
        Bulk::File(category) => {
            let filed = items().map(|item| Action::EditItem {
                item,
                edit: ItemEdit {
                    category: Edit::Set(category),
                    ..ItemEdit::default()
                },
            });
            return Action::Together(filed.collect());
        }
        Bulk::List => {
            let known = items().filter_map(|item| household.item(item));
            let entries = known.map(|item| NewEntry {
                name: item.name.clone(),
                item: Some(item.id),
                ..NewEntry::default()
            });
            return Action::AddToList(entries.collect());
        }
        _ => {}
    }
    let lots = items().flat_map(|item| household.lots_of(item));
    Action::Together(lots.map(|lot| one(household, lot, what)).collect())
}

fn one(household: &Household, lot: &Lot, what: Bulk) -> Action {
    let id = lot.id;
    match what {
        Bulk::Move(to) => Action::Move {
            lot: id,
            part: None,
            to,
        },
        Bulk::Freeze => Action::Freeze {
            lot: id,
            part: None,
        },
        Bulk::Thaw => Action::Thaw {
            lot: id,
            part: None,
        },
        Bulk::Use => Action::Consume {
            lot: id,
            amount: household.quantity(id),
        },
        Bulk::Throw => Action::Discard {
            lot: id,
            amount: household.quantity(id),
            reason: DiscardReason::Other,
        },
        Bulk::Day(day) => Action::EditLot {
            lot: id,
            edit: LotEdit {
                date: day.map_or(Edit::Clear, |on| Edit::Set(dated(household, lot, on))),
                ..LotEdit::default()
            },
        },
        // An item goes with its lots, and is filed or listed without them.
        Bulk::Delete | Bulk::File(_) | Bulk::List => Action::DeleteLot { lot: id },
    }
}

fn dated(household: &Household, lot: &Lot, on: Date) -> Marked {
    let usual = household.category(lot).map_or(Mark::BestBefore, mark_of);
    Marked {
        on,
        mark: lot.date.map_or(usual, |marked| marked.mark),
        estimated: false,
    }
}
