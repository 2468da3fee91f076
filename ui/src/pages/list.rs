//! The shopping list: what to buy, aisle by aisle, and what is in the basket.

use pantry::action::Action;
use pantry::category::Category;
use pantry::id::ShoppingId;
use yew::prelude::*;

use super::Head;
use super::list_add::AddBar;
use super::list_entry::EntrySheet;
use super::list_row::{EntryAct, EntryRow};
use crate::components::art::BasketArt;
use crate::components::choices::category_name;
use crate::components::icon::{Glyph, Icon};
use crate::hooks::awake::use_awake;
use crate::hooks::context::use_larder;
use crate::host::browser::screen_lock::can_keep_on;
use crate::i18n::t;
use crate::state::larder::Larder;
use crate::view::shopping::{Aisle, EntryView, ListView};

/// The shopping list.
#[component]
pub fn ListPage() -> Html {
    let larder = use_larder();
    let own = larder.core().replica.borrow().replica();
    let list = use_memo((larder.clone(), own), |(larder, own)| {
        ListView::of(&larder.household(), *own)
    });
    let editing = use_state_eq(|| None::<ShoppingId>);
    let on_act = {
        let (larder, editing) = (larder.clone(), editing.setter());
        Callback::from(move |(entry, act): (EntryView, EntryAct)| match act {
            EntryAct::Edit => editing.set(Some(entry.id)),
            _ => perform(&larder, &entry, act),
        })
    };
    let on_close = {
        let editing = editing.setter();
        Callback::from(move |()| editing.set(None))
    };
    let (open, ticked) = (list.open(), &list.ticked);
    let edited = editing.and_then(|id| list.find(id)).cloned();
    html! {
        <>
            <main class="main list-page" id="main" data-testid="list">
                <Head title={t!("list-title")} sub={(open > 0).then(|| t!("list-count", count = open))} />
                <AddBar />
                <div class="stack stack--l">
                    if open == 0 {
                        <Nothing done={!ticked.is_empty()} />
                    }
                    { for list.aisles.iter().map(|aisle| html! {
                        <AisleView key={aisle_key(aisle)} aisle={aisle.clone()} on_act={on_act.clone()} />
                    }) }
                    if !ticked.is_empty() {
                        <Ticked entries={ticked.clone()} {on_act} />
                    }
                    <KeepOn />
                </div>
            </main>
            if let Some(entry) = edited {
                <EntrySheet key={entry.id.to_string()} entry={entry.clone()} {on_close} />
            }
        </>
    }
}

/// Does what a row says.
fn perform(larder: &Larder, entry: &EntryView, act: EntryAct) {
    let (name, id) = (&entry.name, entry.id);
    let (action, said) = match act {
        EntryAct::Toggle if entry.is_ticked => (
            Action::Untick { entry: id },
            t!("list-unticked", name = name),
        ),
        EntryAct::Toggle => (Action::Tick { entry: id }, t!("list-did-tick", name = name)),
        EntryAct::Remove => (
            Action::RemoveFromList { entry: id },
            t!("list-removed", name = name),
        ),
        EntryAct::Merge => (
            Action::MergeEntries {
                keep: id,
                others: entry.alike.clone(),
            },
            t!("list-merged", name = name),
        ),
        EntryAct::Edit => return,
    };
    larder.act(action, said);
}

fn aisle_key(aisle: &Aisle) -> String {
    aisle.category.map_or("other".to_owned(), Category::key)
}

#[derive(Properties, PartialEq)]
struct AisleProps {
    aisle: Aisle,
    on_act: Callback<(EntryView, EntryAct)>,
}

/// One aisle.
#[component]
fn AisleView(props: &AisleProps) -> Html {
    let Aisle { category, entries } = &props.aisle;
    let (glyph, hue) = Glyph::of_category(*category);
    let name = match category {
        Some(_) => category_name(*category),
        None => t!("list-other"),
    };
    html! {
        <section class="aisle">
            <div class="aisle__head">
                <span class={classes!("aisle__mark", format!("tile--{hue}"))}><Icon {glyph} class="icon--s" /></span>
                <h2 class="aisle__name">{ name }</h2>
                <span class="section__count">{ entries.len() }</span>
            </div>
            <ul class="card list entries">
                { for entries.iter().map(|entry| html! {
                    <EntryRow key={entry.id.to_string()} entry={entry.clone()} on_act={props.on_act.clone()} />
                }) }
            </ul>
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct TickedProps {
    entries: Vec<EntryView>,
    on_act: Callback<(EntryView, EntryAct)>,
}

/// What is in the basket, folded away.
#[component]
fn Ticked(props: &TickedProps) -> Html {
    let larder = use_larder();
    let open = use_state_eq(|| false);
    let toggle = {
        let open = open.clone();
        move |_: MouseEvent| open.set(!*open)
    };
    let count = props.entries.len();
    let clear = move |_: MouseEvent| {
        larder.act(Action::ClearTicked, t!("list-cleared", count = count));
    };
    html! {
        <section class="card ticked">
            <div class="ticked__head">
                <h2 class="ticked__title">
                    <button type="button" class="ticked__fold" onclick={toggle} aria-expanded={open.to_string()}
                        data-testid="list-ticked">
                        <Icon glyph={Glyph::Chevron} class="row__chev icon--s" />
                        { t!("list-ticked", count = count) }
                    </button>
                </h2>
                <button type="button" class="btn btn--quiet" onclick={clear} data-testid="list-clear">
                    { t!("list-clear") }
                </button>
            </div>
            if *open {
                <ul class="list entries">
                    { for props.entries.iter().map(|entry| html! {
                        <EntryRow key={entry.id.to_string()} entry={entry.clone()} on_act={props.on_act.clone()} />
                    }) }
                </ul>
            }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct NothingProps {
    /// Whether all of it was bought.
    done: bool,
}

/// Nothing is to be bought: all of it is, or nobody has written anything yet.
#[component]
fn Nothing(props: &NothingProps) -> Html {
    if props.done {
        return html! {
            <div class="card calm" data-testid="list-done">
                <span class="calm__mark"><Icon glyph={Glyph::Check} /></span>
                <div>
                    <h2 class="section__title">{ t!("list-done-title") }</h2>
                    <p class="note__text">{ t!("list-done-text") }</p>
                </div>
            </div>
        };
    }
    html! {
        <section class="card teach" data-testid="list-empty">
            <BasketArt />
            <h2 class="teach__title">{ t!("list-empty-title") }</h2>
            <p class="teach__text">{ t!("list-empty-text") }</p>
        </section>
    }
}

/// The screen stays on in the shop, if the person wants it to.
#[component]
fn KeepOn() -> Html {
    let (on, choose) = use_awake("list-awake");
    if !can_keep_on() {
        return Html::default();
    }
    let toggle = move |_: MouseEvent| choose.emit(!on);
    html! {
        <button type="button" class="card switch list-page__awake" role="switch" aria-checked={on.to_string()}
            onclick={toggle} data-testid="list-awake">
            <Icon glyph={Glyph::Sun} />
            <span class="switch__text">{ t!("list-awake") }</span>
            <span class="switch__track" aria-hidden="true"><span class="switch__knob"></span></span>
        </button>
    }
}
