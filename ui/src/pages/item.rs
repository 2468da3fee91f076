//! One item, in a sheet over the pantry: its lots and its history.

use pantry::action::Action;
use pantry::id::ItemId;
use yew::prelude::*;
use yew_router::prelude::*;

use super::item_codes::ItemCodes;
use super::item_edit::ItemEditor;
use super::item_lot::LotEditor;
use super::item_price::ItemPrice;
use super::journal::JournalRow;
use crate::components::choices::category_name;
use crate::components::icon::{Glyph, Icon};
use crate::components::message::{Note, Tone};
use crate::components::nav::RouteLink;
use crate::components::sheet::Sheet;
use crate::components::tile::Tile;
use crate::hooks::context::use_larder;
use crate::i18n::t;
use crate::route::{Opened, Route};
use crate::view::{journal, lots, shopping};

/// Entries of the history that are shown at first, and that come with each "more".
const HISTORY: usize = 12;
const PAGE: usize = 30;

/// Properties of [`ItemSheet`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The hexadecimal form of the item's id.
    pub id: String,
}

/// An item.
#[component]
pub fn ItemSheet(props: &Props) -> Html {
    let (larder, navigator) = (use_larder(), use_navigator());
    // Going back takes a moment; the sheet goes at once.
    let closed = use_state_eq(|| false);
    let shown = use_state_eq(|| HISTORY);
    let opened_here = use_location().is_some_and(|here| here.state::<Opened>().is_some());
    let on_close = {
        let closed = closed.setter();
        Callback::from(move |()| {
            closed.set(true);
            match &navigator {
                Some(navigator) if opened_here => navigator.back(),
                Some(navigator) => navigator.replace(&Route::Pantry),
                None => {}
            }
        })
    };
    if *closed {
        return Html::default();
    }
    let id = ItemId::parse(&props.id);
    let item = id.and_then(|id| lots::item(&larder.household(), id, larder.today));
    let Some(item) = item else {
        return html! {
            <Sheet head={html! { <div class="sheet__title"><h2>{ t!("item-gone-title") }</h2></div> }}
                label={t!("item-gone-title")} {on_close} testid="item">
                <Note tone={Tone::Plain} title={t!("item-gone-title")} text={t!("item-gone-text")} />
            </Sheet>
        };
    };
    let head = html! {
        <>
            <Tile category={item.category} />
            <div class="sheet__title">
                <h2>{ &item.name }</h2>
                <p class="note__text">{ category_name(item.category) }</p>
            </div>
        </>
    };
    let delete = {
        let (larder, closed) = (larder.clone(), on_close.clone());
        let (id, name) = (item.id, item.name.clone());
        move |_: MouseEvent| {
            closed.emit(());
            larder.act(
                Action::DeleteItem { item: id },
                t!("did-delete", name = name),
            );
        }
    };
    let list = {
        let (larder, id, name) = (larder.clone(), item.id, item.name.clone());
        move |_: MouseEvent| {
            larder.act(shopping::listing(id, &name), t!("list-added", name = name));
        }
    };
    let listed = shopping::is_listed(&larder.household(), &item.name);
    let history = journal::of_item(&larder, item.id, *shown + 1);
    let more = {
        let shown = shown.clone();
        move |_: MouseEvent| shown.set(*shown + PAGE)
    };
    html! {
        <Sheet {head} label={item.name.clone()} {on_close} testid="item">
            <div class="stack stack--l">
                <section class="stack">
                    <h3 class="section__title">{ t!("item-lots") }</h3>
                    if item.lots.is_empty() {
                        <p class="note__text">{ t!("item-none") }</p>
                    }
                    { for item.lots.iter().map(|lot| html! {
                        <LotEditor key={lot.id.to_string()} lot={lot.clone()} />
                    }) }
                </section>
                if listed {
                    <RouteLink to={Route::List} class="btn" testid="item-list">
                        <Icon glyph={Glyph::Check} class="icon--s" />{ t!("list-on-it") }
                    </RouteLink>
                } else {
                    <button type="button" class="btn" onclick={list} data-testid="item-list">
                        <Icon glyph={Glyph::List} class="icon--s" />{ t!("list-put") }
                    </button>
                }
                <ItemPrice item={item.id} />
                <ItemEditor item={item.id} name={item.name.clone()} category={item.category} />
                <ItemCodes item={item.id} name={item.name.clone()} />
                <section>
                    <h3 class="section__title section__head">{ t!("item-history") }</h3>
                    if history.is_empty() {
                        <p class="note__text">{ t!("item-no-history") }</p>
                    } else {
                        <ul class="card list history">
                            { for history.iter().take(*shown).map(|entry| html! {
                                <JournalRow key={entry.key()} entry={entry.clone()} />
                            }) }
                        </ul>
                    }
                    if history.len() > *shown {
                        <button type="button" class="btn btn--quiet btn--wide" onclick={more} data-testid="history-more">
                            { t!("activity-more") }
                        </button>
                    }
                </section>
                <button type="button" class="btn btn--danger" onclick={delete} data-testid="item-delete">
                    { t!("item-delete") }
                </button>
            </div>
        </Sheet>
    }
}
